//! Practice line by line: each question is answered aloud or in writing, then graded.

use crate::page::block::Block;
use crate::profile::Run;
use crate::question::Question;

use super::{Heard, Lines, is_the_end, rows, words};

impl Lines<'_> {
    /// One question of practice: asked, revealed, graded.
    pub(super) fn practise(&mut self, run: &Run, question: &Question<'_>) -> anyhow::Result<Heard> {
        self.head(run, question)?;
        if !run.card().is_some_and(|card| card.revealed) {
            let kept = if self.is_kept() { " What you write before is kept." } else { "" };
            self.prompt(&format!("Enter shows what a good answer has.{kept} q ends."))?;
            let Some(line) = self.line()?.filter(|line| !is_the_end(line)) else { return Ok(Heard::End) };
            let mut shown = Some(run.clone());
            if !line.trim().is_empty() {
                self.write_down(question, line)?;
                shown = self.open().filter(|now| now.at == run.at);
            }
            if let Heard::End = self.step_from(shown, |run, context| run.reveal(context, ""))? {
                return Ok(Heard::End);
            }
        }
        let page = self.page(question);
        let judges = page.blocks.iter().find_map(|block| match block {
            Block::Heading(heading) if heading.section == "points" => Some(heading.note.as_str()),
            _ => None,
        });
        self.say(&match judges.filter(|note| !note.is_empty()) {
            Some(note) => format!("A good answer has ({note}):"),
            None => "A good answer has:".to_owned(),
        })?;
        for (nth, row) in rows(&page, "points/").enumerate() {
            self.say(&format!("{}. {}", nth + 1, words(row)))?;
        }
        self.model_answer(&page)?;
        let shown = self.open();
        let Some(grade) = self.grade()? else { return Ok(Heard::End) };
        self.step_from(shown, |run, context| run.grade(context, grade, ""))
    }
}
