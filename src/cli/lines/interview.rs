//! An interview line by line: each question is answered against the clock, then each point is graded.

use crate::moment::Moment;
use crate::practice::run::point_key;
use crate::profile::{LONGEST_NOTE, Run};
use crate::question::Question;

use super::{Heard, Lines, is_the_end, rows, words};

impl Lines<'_> {
    /// One question of an interview: asked, and answered with as many lines as there are before an empty one.
    pub(super) fn ask_and_note(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<Heard> {
        self.head(run, question)?;
        if let Some(card) = run.card().filter(|card| !card.note.is_empty()) {
            self.say(&format!("You wrote so far: {}", card.note))?;
        }
        let clock = run.clock.as_ref();
        let left = match clock.filter(|clock| clock.left(Moment::now()) > 0) {
            Some(clock) => format!("{} left.", clock.shown(Moment::now())),
            None => "The time is up.".to_owned(),
        };
        self.prompt(&format!("{left} Write what you would say; an empty line goes on, q alone ends."))?;
        loop {
            let line = match self.line()? {
                None => return Ok(Heard::End),
                Some(line) if is_the_end(&line) => return Ok(Heard::End),
                Some(line) if line.trim().is_empty() => break,
                Some(line) => line,
            };
            self.write_down(question, line)?;
        }
        let at = run.at;
        let same = self.open().filter(|now| now.at == at);
        self.step_from(same, |run, context| run.reveal(context, ""))
    }

    /// Keeps a line that was written to a question, behind what is kept by now: another sitting may have written to it
    /// as well.
    pub(super) fn write_down(&mut self, question: &Question<'_>, line: String) -> anyhow::Result<()> {
        let Some(run) = self.open() else { return Ok(()) };
        let card = run.cards.iter().find(|card| card.question == question.id);
        let text = match card.map_or("", |card| &card.note) {
            "" => line,
            note => format!("{note}\n{line}"),
        };
        if text.chars().count() > LONGEST_NOTE {
            return self.say("There is no room for that line.");
        }
        if let Ok(noted) = run.noted(&question.id, &text, Moment::now()) {
            self.keep(noted);
        }
        Ok(())
    }

    /// One question of an interview that is over: each point is graded.
    pub(super) fn judge(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<Heard> {
        self.head(run, question)?;
        if let Some(card) = run.card().filter(|card| !card.note.is_empty()) {
            self.say(&format!("You wrote: {}", card.note))?;
        }
        let page = self.page(question);
        self.model_answer(&page)?;
        for (at, row) in rows(&page, "points/").enumerate() {
            let key = point_key(0, at);
            let shown = self.open();
            if shown.as_ref().and_then(Run::card).is_some_and(|card| card.grades.contains_key(&key)) {
                continue;
            }
            self.say(&format!("Point {} of {}: {}", at + 1, question.points.len(), words(row)))?;
            let Some(grade) = self.grade()? else { return Ok(Heard::End) };
            if let Heard::End = self.step_from(shown, |run, context| run.grade(context, grade, &key))? {
                return Ok(Heard::End);
            }
        }
        let shown = self.open();
        self.step_from(shown, |run, context| run.reveal(context, ""))
    }
}
