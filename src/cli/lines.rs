//! Practice as plain questions and answers, line by line: for pipes and for whoever listens.
//!
//! Enter reveals, a digit grades, and nothing else is asked; where no more comes in, the run is kept and ends.

mod interview;
mod practice;

use std::io::{BufRead, Read, Write};
use std::sync::Arc;

use anyhow::Context as _;

use crate::content::{EntryKind, Library};
use crate::moment::Moment;
use crate::page::block::Block;
use crate::page::row::Row;
use crate::page::{self, Page, Reader};
use crate::practice::{Context, Done, Refused, deck};
use crate::profile::{Answered, Change, Grade, Keeper, Pace, Profile, Run, Stage, Wish};
use crate::question::Question;
use crate::sitting::Kept;
use crate::streams::Streams;
use crate::typeset::ascii;
use crate::visible::is_invisible;

use super::Asked;
use super::profile::kept;

/// The longest line that is read, in bytes; what is longer is several.
const LONGEST_LINE: u64 = 16 * 1024;

/// A practice, line by line.
struct Lines<'s> {
    /// The key of its run.
    key: String,
    streams: &'s mut Streams,
    library: Arc<Library>,
    profile: Profile,
    keeper: Keeper,
    ascii: bool,
    lasts: bool,
    /// What stands before a command where it is written.
    program: &'static str,
}

/// How far it came with a question.
enum Heard {
    /// What was asked was answered.
    All,
    /// No more comes in, or nothing more is wanted.
    End,
}

/// Practises what is wished at a place, or goes on with what was begun there for the same.
///
/// Where what is marked lasts no longer than this, `lasts` is false.
pub fn practise(asked: &Asked, place: &str, wish: &Wish, lasts: bool) -> anyhow::Result<()> {
    let Kept { profile, keeper, trouble } = kept((asked.store)(Pace::Leisure));
    if let Some(trouble) = trouble {
        asked.tell(&format!("{}{}", trouble.unkept(), asked.instead(&trouble)));
    }
    let ascii = asked.ascii();
    let library = Arc::clone(&asked.library);
    let now = Moment::now();
    let begun = deck::begin(&library, &profile, place, wish, now)
        .context("there are no such questions; list:questions shows what there is")?;
    let program = asked.program;
    let lasts = lasts && !asked.looking.no_profile;
    let streams = &mut *asked.streams.borrow_mut();
    let mut lines = Lines { key: begun.key(), streams, library, profile, keeper, ascii, lasts, program };
    let waiting = lines
        .open()
        .filter(|run| !run.is_over() && !deck::is_outdated(&lines.library, &lines.profile, run, now));
    let run = if let Some(run) = waiting {
        lines.say(&format!("Going on at {} of {}.", run.number(), run.cards.len()))?;
        run.taken_up(now)
    } else {
        if wish.due && !deck::has_due(&lines.library, &lines.profile, wish, now) {
            lines.say("Nothing is due; these are others.")?;
        }
        begun
    };
    lines.keep(Change::Run(Box::new(run)));
    lines.run()
}

impl Lines<'_> {
    fn run(&mut self) -> anyhow::Result<()> {
        self.questions()?;
        if let Some(run) = self.open().filter(|run| run.stage() == Some(Stage::Asking)) {
            // The clock stands until it is gone on with.
            self.keep(Change::Run(Box::new(run.touched(Moment::now()))));
        }
        self.say("")?;
        match self.open() {
            Some(run) if run.is_over() => {
                self.summary(&run)?;
                self.keep(Change::RunOver(self.key.clone()));
            }
            Some(run) if self.is_kept() => {
                let (at, of) = (run.number(), run.cards.len());
                self.say(&format!("At {at} of {of}; the same command goes on there."))?;
            }
            _ => {}
        }
        self.streams.out.flush()?;
        // Why was said when it began; a last try is made now.
        let _ = self.keeper.flush();
        anyhow::ensure!(!self.keeper.is_failing(), "not all that you did here is kept");
        Ok(())
    }

    /// Whether what is done here will be there tomorrow.
    fn is_kept(&self) -> bool {
        self.lasts && !self.keeper.is_failing()
    }

    /// The run, as far as it has gone, here or in another sitting.
    fn open(&mut self) -> Option<Run> {
        if let Some(news) = self.keeper.news() {
            self.profile = news;
        }
        self.profile.runs.get(&self.key)?.settled(&self.library)
    }

    /// Asks one question after another, until all were asked or no more comes in.
    fn questions(&mut self) -> anyhow::Result<()> {
        while let Some(run) = self.open().filter(|run| !run.is_over()) {
            let library = Arc::clone(&self.library);
            let Some(question) = run.question(&library) else { return Ok(()) };
            let heard = match run.stage() {
                None => self.practise(&run, &question)?,
                Some(Stage::Asking) => self.ask_and_note(&run, &question)?,
                Some(_) => self.judge(&run, &question)?,
            };
            // A question that did not lead on would be asked for ever.
            if matches!(heard, Heard::End) || self.open().as_ref() == Some(&run) {
                return Ok(());
            }
        }
        Ok(())
    }

    fn head(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<()> {
        let (at, of) = (run.number(), run.cards.len());
        self.say("")?;
        self.say(&format!("Question {at} of {of}, {}: {}", question.level.word(), question.ask))
    }

    /// The page of a question: what is said here is said there.
    fn page(&self, question: &Question<'_>) -> Page {
        let reader = Reader { profile: &self.profile, now: Moment::now(), ..Reader::NOBODY };
        page::build(&self.library, reader, &EntryKind::Question.place(&question.id))
    }

    fn model_answer(&mut self, page: &Page) -> anyhow::Result<()> {
        for row in rows(page, "answer/") {
            self.say(&format!("In short: {}", words(row)))?;
            for remark in &row.remarks {
                self.say(&format!("{}: {}", remark.label, remark.text))?;
            }
        }
        Ok(())
    }

    /// A grade; `None` where no more came in, or nothing more is wanted.
    fn grade(&mut self) -> anyhow::Result<Option<Grade>> {
        loop {
            self.prompt("How was yours? 1 again, 2 hard, 3 good, 4 easy. q ends.")?;
            let Some(line) = self.line()? else { return Ok(None) };
            let grade = line.trim().parse().ok().and_then(|number: i64| Grade::try_from(number).ok());
            if grade.is_some() || is_the_end(&line) {
                return Ok(grade);
            }
            self.say("A digit from 1 to 4, please; q ends, and the same command goes on here.")?;
        }
    }

    fn summary(&mut self, run: &Run) -> anyhow::Result<()> {
        let kept = run.clock.as_ref().and_then(|clock| clock.kept);
        let held = self.profile.interviews.iter().find(|held| Some(held.at) == kept);
        let done = if let Some(held) = held {
            let had: usize = held.answers.iter().map(Answered::had).sum();
            let of: usize = held.answers.iter().map(|answered| usize::from(answered.of)).sum();
            format!("The interview is over: {had} of {of} points.")
        } else {
            let grades = run.cards.iter().filter_map(|card| card.review.as_ref()).map(|review| review.grade);
            format!("Done: {}.", Grade::told(grades))
        };
        let program = self.program;
        self.say(&if self.is_kept() {
            format!("{done} \"{program}progress\" tells what is weak and what is due.")
        } else {
            done
        })
    }

    /// Does a step of a run that was just looked at, and keeps it.
    fn step(
        &mut self,
        run: &Run,
        step: impl FnOnce(&Run, &Context<'_>) -> Result<Done, Refused>,
    ) -> anyhow::Result<Heard> {
        let context =
            Context { library: &self.library, profile: &self.profile, now: Moment::now(), ticks: false };
        match step(run, &context) {
            Ok(done) => self.keep(done.change),
            Err(why) => {
                self.say(why)?;
                return Ok(Heard::End);
            }
        }
        Ok(Heard::All)
    }

    /// The same, where the run is still as it was when it was shown; else another sitting went on with it, and
    /// what was typed was not meant for what is open now.
    fn step_from(
        &mut self,
        shown: Option<Run>,
        step: impl FnOnce(&Run, &Context<'_>) -> Result<Done, Refused>,
    ) -> anyhow::Result<Heard> {
        match (shown, self.open()) {
            (Some(shown), Some(run)) if run.is_as_far_as(&shown) => self.step(&run, step),
            _ => {
                self.say("Another sitting of yours went on with this; that was not counted.")?;
                Ok(Heard::End)
            }
        }
    }

    fn keep(&mut self, change: Change) {
        self.profile.apply(&change);
        if let Err(error) = self.keeper.keep(change) {
            // A message that cannot be written has nowhere else to go.
            let _ = writeln!(self.streams.messages, "{}", error.unkept());
        }
    }

    /// A line that came in, without its end and what cannot be seen; `None` where no more comes. What is no UTF-8 is shown
    /// as such.
    fn line(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = Vec::new();
        let mut input = (&mut self.streams.input).take(LONGEST_LINE);
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).replace('\t', " ");
        Ok(Some(line.chars().filter(|c| !is_invisible(*c)).collect()))
    }

    fn say(&mut self, text: &str) -> anyhow::Result<()> {
        let text = if self.ascii { ascii(text) } else { text.to_owned() };
        let text = match self.streams.columns {
            Some(columns) => textwrap::fill(&text, usize::from(columns)),
            None => text,
        };
        Ok(writeln!(self.streams.out, "{text}")?)
    }

    fn prompt(&mut self, text: &str) -> anyhow::Result<()> {
        self.say(text)?;
        Ok(self.streams.out.flush()?)
    }
}

/// Whether whoever typed this wants nothing more.
fn is_the_end(line: &str) -> bool {
    line.trim() == "q"
}

/// The rows of a page whose keys begin so.
fn rows<'p>(page: &'p Page, begins: &'p str) -> impl Iterator<Item = &'p Row> {
    page.blocks.iter().flat_map(Block::rows).filter(move |row| row.key.starts_with(begins))
}

/// What a row says, who is answerable for it, and who says so.
fn words(row: &Row) -> String {
    let who = if row.attribution.is_empty() { String::new() } else { format!("{}: ", row.attribution) };
    let note = if row.note.is_empty() { String::new() } else { format!(" ({})", row.note) };
    let evidence = row.evidence.names();
    let evidence = if evidence.is_empty() || !note.is_empty() || !who.is_empty() {
        String::new()
    } else {
        format!(" ({evidence})")
    };
    format!("{who}{}{note}{evidence}", row.text)
}
