//! What a reader writes to a question: several lines, kept with every key.

use ratatui::style::Style;
use ratatui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

use crate::profile::{Card, LONGEST_NOTE, Run};
use crate::visible::is_invisible;

use super::layout::Drawn;
use super::{Action, App, Dress, Effect};

/// What is being written, and to which question.
#[derive(Debug)]
pub struct Note {
    question: String,
    area: TextArea<'static>,
    /// What was kept of it last.
    kept: String,
}

impl App {
    /// What is being written.
    #[must_use]
    pub fn note(&self) -> Option<&TextArea<'static>> {
        self.note.as_ref().map(|note| &note.area)
    }

    /// Begins to write to the open question, behind what was written before.
    pub(super) fn write(&mut self, run: &Run) {
        if self.looks.dress == Dress::Stage {
            self.say("a note is written in the guide, not while you present");
            return;
        }
        let Some(card) = run.card() else {
            self.say("this was the last question");
            return;
        };
        let (question, kept) = (card.question.clone(), card.note.clone());
        self.note = Some(Note { question, area: area(&kept), kept });
        self.write_beside();
    }

    /// Does in the note what a key asks for; `None` where it is not for the note.
    pub(super) fn in_note(&mut self, action: &Action) -> Option<Effect> {
        let is_shared = self.take_over_note(action);
        let area = &mut self.note.as_mut()?.area;
        let room =
            LONGEST_NOTE.saturating_sub(area.lines().iter().map(|line| line.chars().count() + 1).sum());
        let mut is_full = room == 0 && matches!(action, Action::Type(_) | Action::Enter);
        match action {
            Action::Type(letter) if room > 0 && !is_invisible(*letter) => area.insert_char(*letter),
            Action::Paste(text) => {
                // Terminals paste the ends of lines as either of the two.
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                let text: Vec<_> = text.chars().filter(|c| *c == '\n' || !is_invisible(*c)).collect();
                is_full = text.len() > room;
                area.insert_str(text.into_iter().take(room).collect::<String>());
            }
            Action::Enter if room > 0 => area.insert_newline(),
            // There is no room; and what lies beside the note is not pressed while it is written.
            Action::Type(_) | Action::Enter | Action::Click(..) => {}
            Action::Erase => drop(area.delete_char()),
            Action::EraseWord => drop(area.delete_word()),
            Action::EraseAll => drop(area.delete_line_by_head()),
            Action::EraseNext => drop(area.delete_next_char()),
            Action::LineStart => area.move_cursor(CursorMove::Head),
            Action::LineEnd => area.move_cursor(CursorMove::End),
            Action::Left => area.move_cursor(CursorMove::Back),
            Action::Right => area.move_cursor(CursorMove::Forward),
            Action::Up => area.move_cursor(CursorMove::Up),
            Action::Down => area.move_cursor(CursorMove::Down),
            Action::PageUp => area.move_cursor(CursorMove::Top),
            Action::PageDown => area.move_cursor(CursorMove::Bottom),
            Action::Back => return Some(self.end_note()),
            _ => return None,
        }
        self.message.clear();
        if is_full {
            self.say(format!(
                "this note is full, with {LONGEST_NOTE} characters; what has no room is left out"
            ));
        } else if self.is_behind() {
            self.say("another sitting went on; this still goes to the question it was begun for, and Esc leaves it");
        } else if is_shared {
            self.say("another sitting wrote to this too; it is as you see it now");
        }
        Some(self.keep_note())
    }

    /// Whether another question is open by now than the one that is written to.
    fn is_behind(&self) -> bool {
        let open = self.run().and_then(Run::card).map(|card| &card.question);
        open != self.note.as_ref().map(|note| &note.question)
    }

    /// The screen has another size: what was out of sight may have room now.
    pub(super) fn resize_note(&mut self) {
        if let Some(note) = &mut self.note {
            let DataCursor(line, column) = note.area.cursor();
            let at = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
            note.area = area(&note.area.lines().join("\n"));
            note.area.move_cursor(CursorMove::Jump(at(line), at(column)));
        }
    }

    /// Goes on with what another sitting wrote to it meanwhile, before a key is done; says whether there is such.
    ///
    /// What is written here is kept with every key, so there is nothing here that is not there.
    fn take_over_note(&mut self, action: &Action) -> bool {
        let stored = self.stored_note().map(|(_, card)| card.note.clone());
        let Some(note) = self.note.as_mut().filter(|_| action.is_wanted()) else { return false };
        let Some(stored) = stored.filter(|stored| *stored != note.kept) else { return false };
        note.area = area(&stored);
        note.kept = stored;
        true
    }

    /// The question that is written to, and its run, as they are kept.
    fn stored_note(&self) -> Option<(&Run, &Card)> {
        let note = self.note.as_ref()?;
        let place = &self.page.page().place;
        let run = self.desk.open.get(&place.to_string()).and_then(|key| self.profile.runs.get(key));
        let run = run.filter(|run| !run.is_over())?;
        Some((run, run.cards.iter().find(|card| card.question == note.question)?))
    }

    fn keep_note(&mut self) -> Effect {
        let Some(note) = &self.note else { return Effect::Draw };
        let text = note.area.lines().join("\n");
        let Some((run, card)) = self.stored_note() else {
            self.say("this is not kept: its question was put away elsewhere; Esc leaves");
            return Effect::Draw;
        };
        if card.note == text {
            return Effect::Draw;
        }
        let Ok(change) = run.noted(&note.question, &text, self.now) else { return Effect::Draw };
        self.profile.apply(&change);
        if let Some(note) = &mut self.note {
            note.kept = text;
        }
        Effect::Save(change)
    }

    /// The note is done; the page shows it.
    fn end_note(&mut self) -> Effect {
        self.note = None;
        self.message.clear();
        self.write_beside();
        Effect::Draw
    }

    /// The page shows what was written only where it does not stand beside it.
    fn write_beside(&mut self) {
        self.refresh(&Drawn::default());
        self.drawn = None;
    }
}

/// A text to be gone on with at its end.
fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(Style::default());
    area.set_cursor_style(Style::default());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}
