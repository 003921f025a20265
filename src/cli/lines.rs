//! Practice as plain questions and answers, line by line: for pipes and for whoever listens.
//!
//! Enter reveals, a digit grades, and nothing else is asked; where no more comes in, the run is kept and ends.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use anyhow::Context;

use crate::content::Library;
use crate::moment::Moment;
use crate::practice::run::point_key;
use crate::practice::{Done, Refused, deck};
use crate::profile::{Change, Grade, Keeper, Pace, Profile, Run, Stage, Wish};
use crate::question::{Point, Question};
use crate::tui::Kept;
use crate::typeset::{Setting, ascii};

use super::Asked;

/// A practice, line by line.
struct Lines<I, O> {
    /// The place whose run it is, as it is written.
    place: String,
    input: I,
    out: O,
    library: Arc<Library>,
    profile: Profile,
    keeper: Keeper,
    setting: Setting,
}

/// Practises what is wished at a place, or goes on with what was begun there.
pub fn practise(asked: Asked, place: &str, wish: &Wish) -> anyhow::Result<()> {
    let Kept { profile, keeper, trouble } = asked.options.kept(Pace::Leisure);
    if let Some(trouble) = trouble {
        eprintln!("what you do is not kept: {trouble}");
    }
    let setting = Setting { ascii: asked.options.ascii(), aloud: true, ..Setting::new(78) };
    let library = asked.library;
    let (input, out) = (io::stdin().lock(), io::stdout().lock());
    let mut lines = Lines { place: place.to_owned(), input, out, library, profile, keeper, setting };
    lines.run(wish)
}

impl<I: BufRead, O: Write> Lines<I, O> {
    fn run(&mut self, wish: &Wish) -> anyhow::Result<()> {
        let kept = self.open().filter(|run| !run.is_over());
        let run = match kept {
            Some(run) if run.wish == *wish => {
                self.say(&format!("Going on at {} of {}.", run.at + 1, run.cards.len()))?;
                run.taken_up(Moment::now())
            }
            other => {
                if let Some(run) = other {
                    let (at, of) = (run.at + 1, run.cards.len());
                    self.say(&format!(
                        "What you began before, at {at} of {of}, is left; its grades are kept."
                    ))?;
                }
                deck::begin(&self.library, &self.profile, &self.place, wish, Moment::now())
                    .context("there are no such questions")?
            }
        };
        self.keep(Change::Run(Box::new(run)));
        // The end of what comes in ends it at any question.
        let is_whole = self.questions()?.is_some();
        if is_whole {
            self.summary()?;
            self.keep(Change::RunOver(self.place.clone()));
        } else {
            self.say("")?;
        }
        self.keeper.flush().context("what you did is not kept")?;
        Ok(self.out.flush()?)
    }

    /// The run, as far as it has gone.
    fn open(&self) -> Option<Run> {
        self.profile.runs.get(&self.place)?.settled(&self.library)
    }

    /// Asks one question after another; `None` where no more came in.
    fn questions(&mut self) -> anyhow::Result<Option<()>> {
        while let Some(run) = self.open().filter(|run| !run.is_over()) {
            let library = Arc::clone(&self.library);
            let Some(question) = run.question(&library) else { return Ok(Some(())) };
            let done = match run.stage() {
                None => self.practise(&run, &question)?,
                Some(Stage::Asking) => self.ask_and_note(&run, &question)?,
                Some(_) => self.judge(&run, &question)?,
            };
            if done.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// One question of practice: asked, revealed, graded.
    fn practise(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<Option<()>> {
        self.head(run, question)?;
        if !run.card().is_some_and(|card| card.revealed) {
            self.prompt("Enter shows what a good answer has.")?;
            if self.line()?.is_none() {
                return Ok(None);
            }
            self.take(run, |run, library, _, now| run.reveal(library, "", now))?;
        }
        self.points("A good answer has:", &question.points)?;
        if let Some(answer) = &question.answer {
            self.say(&format!("In short: {}", answer.text))?;
        }
        let Some(grade) = self.grade("How was yours?")? else { return Ok(None) };
        let Some(run) = self.open() else { return Ok(Some(())) };
        self.take(&run, |run, library, profile, now| run.grade(library, profile, grade, "", now))?;
        Ok(Some(()))
    }

    /// One question of an interview: asked, and answered with as many lines as there are before an empty one.
    fn ask_and_note(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<Option<()>> {
        self.head(run, question)?;
        let left = run.clock.as_ref().map(|clock| clock.shown(Moment::now())).unwrap_or_default();
        self.prompt(&format!("{left} left. Write what you would say; an empty line goes on."))?;
        let card = run.card().map_or("", |card| &card.note);
        let mut note: Vec<_> = card.lines().map(str::to_owned).collect();
        if !note.is_empty() {
            self.say(&format!("You wrote so far: {card}"))?;
        }
        loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.trim().is_empty() => break,
                Some(line) => note.push(line),
            }
            if let Some(noted) = run.noted(&question.id, &note.join("\n"), Moment::now()) {
                self.keep(noted);
            }
        }
        let Some(run) = self.open() else { return Ok(Some(())) };
        self.take(&run, |run, library, _, now| run.reveal(library, "", now))?;
        Ok(Some(()))
    }

    /// One question of an interview that is over: each point is graded.
    fn judge(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<Option<()>> {
        self.head(run, question)?;
        if let Some(card) = run.card().filter(|card| !card.note.is_empty()) {
            self.say(&format!("You wrote: {}", card.note))?;
        }
        if let Some(answer) = &question.answer {
            self.say(&format!("In short: {}", answer.text))?;
        }
        for (at, point) in question.points.iter().enumerate() {
            let key = point_key(0, at);
            let Some(run) = self.open() else { return Ok(Some(())) };
            if run.card().is_some_and(|card| card.grades.contains_key(&key)) {
                continue;
            }
            self.say(&format!("Point {} of {}: {}", at + 1, question.points.len(), point.text))?;
            let Some(grade) = self.grade("How was yours?")? else { return Ok(None) };
            self.take(&run, |run, library, profile, now| run.grade(library, profile, grade, &key, now))?;
        }
        let Some(run) = self.open() else { return Ok(Some(())) };
        self.take(&run, |run, library, _, now| run.reveal(library, "", now))?;
        Ok(Some(()))
    }

    fn head(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<()> {
        let (at, of) = (run.at + 1, run.cards.len());
        self.say("")?;
        self.say(&format!("Question {at} of {of}, {}: {}", question.level.word(), question.ask))
    }

    fn points(&mut self, title: &str, points: &[Point]) -> anyhow::Result<()> {
        self.say(title)?;
        for (at, point) in points.iter().enumerate() {
            self.say(&format!("{}. {}", at + 1, point.text))?;
        }
        Ok(())
    }

    /// A grade; `None` where no more came in.
    fn grade(&mut self, ask: &str) -> anyhow::Result<Option<Grade>> {
        loop {
            self.prompt(&format!("{ask} 1 again, 2 hard, 3 good, 4 easy."))?;
            let Some(line) = self.line()? else { return Ok(None) };
            let grade = line.trim().parse().ok().and_then(|number: i64| Grade::try_from(number).ok());
            if grade.is_some() {
                return Ok(grade);
            }
            self.say("A digit from 1 to 4.")?;
        }
    }

    fn summary(&mut self) -> anyhow::Result<()> {
        let Some(run) = self.open() else { return Ok(()) };
        let told = Grade::ALL.into_iter().filter_map(|grade| {
            let reviews = run.cards.iter().filter_map(|card| card.review.as_ref());
            let number = reviews.filter(|review| review.grade == grade).count();
            (number > 0).then(|| format!("{number} {}", grade.word()))
        });
        let told: Vec<_> = told.collect();
        let told = if told.is_empty() { String::new() } else { format!(": {}", told.join(", ")) };
        self.say("")?;
        self.say(&format!("Done{told}. \"roledex progress\" tells what is weak and what is due."))
    }

    /// Does a step of the run, and keeps it.
    fn take(
        &mut self,
        run: &Run,
        step: impl FnOnce(&Run, &Library, &Profile, Moment) -> Result<Done, Refused>,
    ) -> anyhow::Result<()> {
        match step(run, &self.library, &self.profile, Moment::now()) {
            Ok(done) => self.keep(done.change),
            Err(why) => self.say(why)?,
        }
        Ok(())
    }

    fn keep(&mut self, change: Change) {
        self.profile.apply(&change);
        if let Err(error) = self.keeper.keep(change) {
            eprintln!("what you do is not kept: {error}");
        }
    }

    /// A line that came in, without its end; `None` where no more comes.
    fn line(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
    }

    fn say(&mut self, text: &str) -> anyhow::Result<()> {
        let text = if self.setting.ascii { ascii(text) } else { text.to_owned() };
        Ok(writeln!(self.out, "{text}")?)
    }

    fn prompt(&mut self, text: &str) -> anyhow::Result<()> {
        self.say(text)?;
        Ok(self.out.flush()?)
    }
}
