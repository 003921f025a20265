//! What a reader writes to a question: several lines, kept with every key.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::profile::Run;
use crate::visible::is_invisible;

use super::layout::Drawn;
use super::{Action, App, Effect};

/// The longest note, in characters: some pages.
const LONGEST: usize = 4000;

impl App {
    /// What is being written.
    #[must_use]
    pub fn note(&self) -> Option<&TextArea<'static>> {
        self.note.as_ref()
    }

    /// Begins to write to the open question, behind what was written before.
    pub(super) fn write(&mut self, run: &Run) {
        let Some(card) = run.card() else {
            self.say("this was the last question");
            return;
        };
        let mut area = TextArea::new(card.note.lines().map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(ratatui::style::Style::default());
        area.set_cursor_style(ratatui::style::Style::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        self.note = Some(area);
        self.write_beside(true);
    }

    /// Does in the note what a key asks for; `None` where it is not for the note.
    pub(super) fn in_note(&mut self, action: &Action) -> Option<Effect> {
        let area = self.note.as_mut()?;
        let room = LONGEST.saturating_sub(area.lines().iter().map(|line| line.chars().count() + 1).sum());
        match action {
            Action::Type(letter) if room > 0 && !is_invisible(*letter) => area.insert_char(*letter),
            Action::Paste(text) => {
                // Terminals paste the ends of lines as either of the two.
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                let text = text.chars().filter(|c| *c == '\n' || !is_invisible(*c)).take(room);
                area.insert_str(text.collect::<String>());
            }
            Action::Enter if room > 0 => area.insert_newline(),
            Action::Type(_) | Action::Enter => {}
            Action::Erase => drop(area.delete_char()),
            Action::EraseWord => drop(area.delete_word()),
            Action::EraseAll => drop(area.delete_line_by_head()),
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
        let text = self.note.as_ref().map(|area| area.lines().join("\n")).unwrap_or_default();
        self.keep_note(text)
    }

    fn keep_note(&mut self, text: String) -> Option<Effect> {
        let run = self.run()?.settled(&self.library)?;
        if run.card().is_none_or(|card| card.note == text) {
            return Some(Effect::Draw);
        }
        let change = run.noted(text, self.now);
        self.profile.apply(&change);
        Some(Effect::Save(change))
    }

    /// The note is done; the page shows it.
    fn end_note(&mut self) -> Effect {
        self.note = None;
        self.message.clear();
        self.write_beside(false);
        Effect::Draw
    }

    /// The page shows what was written only where it does not stand beside it.
    fn write_beside(&mut self, writing: bool) {
        self.desk.writing = writing;
        self.refresh(&Drawn::default());
        self.drawn = None;
    }
}
