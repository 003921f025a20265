//! What a reader takes away of a row or page: a copy, an address for the browser, a file.

use crate::content::EntryKind;
use crate::page;
use crate::page::row::Row;
use crate::place::Link;
use crate::print::markdown;
use crate::profile::Run;

use super::{Action, App, Effect};

/// What is said where there is nothing to open.
const NO_ADDRESS: &str = "this row has no address on the web";

/// The longest text that is sent to a clipboard, in bytes: in base64 it has 74,992, and terminals are
/// known to drop more than that.
const LONGEST_COPY: usize = 56_244;

impl App {
    /// The address of the focused row goes to a browser, where the reader sits at this machine.
    pub(super) fn browse(&mut self) -> Effect {
        if let Some(address) = self.address_here() {
            return Effect::Browse(address);
        }
        self.say(NO_ADDRESS);
        Effect::Draw
    }

    fn address_here(&self) -> Option<String> {
        let (page, row) = self.looked_at();
        let no_row = Row::default();
        page::margin::address(&self.library, page, row.unwrap_or(&no_row)).map(str::to_owned)
    }

    /// Does not do what would touch a machine that is not the reader's; says what can be done instead.
    pub(super) fn decline(&mut self, action: &Action) -> Effect {
        let instead = match action {
            Action::Browse => match self.address_here() {
                Some(address) => format!("open it at your side: {address}"),
                None => NO_ADDRESS.to_owned(),
            },
            Action::Export => {
                "nothing is written here; Y copies the page as Markdown to your side".to_owned()
            }
            Action::Edit => "this guide is read here, and written elsewhere".to_owned(),
            Action::Reload => "what changes in this guide is shown by itself".to_owned(),
            _ => "there is no shell here to go to; q leaves the guide".to_owned(),
        };
        self.drawn = None;
        self.say(instead);
        Effect::Draw
    }

    /// Copies what a row says, and its link.
    pub(super) fn copy_row(&mut self) -> Effect {
        let (page, row) = self.subject();
        let Some(row) = row else {
            self.say("there is no row here to copy");
            return Effect::Draw;
        };
        // What is open in a run is open there alone; its question is everywhere.
        let link = match self.run().and_then(Run::card) {
            Some(card) => EntryKind::Question.place(&card.question).into(),
            None if self.run().is_some() => page.place.clone().into(),
            None => Link { place: page.place.clone(), key: Some(row.key.clone()) },
        };
        let joint = if row.label.is_empty() || row.text.is_empty() { "" } else { ": " };
        let text = format!("{}{joint}{}\n{link}\n", row.label, row.text);
        self.send(text, "the row and its link")
    }

    /// Copies the page as Markdown.
    pub(super) fn copy_page(&mut self) -> Effect {
        let (page, _) = self.subject();
        let mut text = Vec::new();
        match markdown::write(page, &mut text) {
            Ok(()) => self.send(String::from_utf8_lossy(&text).into_owned(), "the page as Markdown"),
            Err(error) => {
                self.say(format!("the page cannot be written as Markdown: {error}"));
                Effect::Draw
            }
        }
    }

    fn send(&mut self, text: String, what: &str) -> Effect {
        let bytes = text.len();
        if bytes > LONGEST_COPY {
            let instead = if self.is_served() { "" } else { "; e writes them to a file" };
            self.say(format!("{what}: {bytes} bytes are too many for a clipboard{instead}"));
            return Effect::Draw;
        }
        self.say(format!("sent to your terminal's clipboard: {what}, {bytes} bytes"));
        Effect::Copy(text)
    }

    /// The name of a file for the page: what it is about, and the era.
    pub(super) fn file_name(&self) -> String {
        let place = self.subject().0.place.to_string();
        let place = place.split_once(':').map_or(place.as_str(), |(_, about)| about);
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        format!("{}.md", place.chars().map(plain).collect::<String>())
    }

    pub(super) fn export(&mut self, file: &str, replace: Option<&str>) -> Effect {
        let file = file.trim();
        if file.is_empty() {
            self.ask_for_file_again("", false, "a file needs a name; Esc leaves it");
            return Effect::Draw;
        }
        let page = Box::new(self.subject().0.clone());
        Effect::Export { file: file.to_owned(), page, replace: replace == Some(file) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::app::Looks;
    use crate::content::Library;
    use crate::place::{Kind, Place};
    use crate::profile::Profile;

    use super::*;

    #[test]
    fn what_is_too_long_for_a_clipboard_is_not_sent_and_said() {
        let library = Library::built_in().unwrap_or_else(|error| panic!("{error}"));
        let home = Place::from(Kind::Home).into();
        let mut app = App::new(Arc::new(library), Profile::default(), &home, Looks::default());
        assert_eq!(app.send("x".repeat(LONGEST_COPY + 1), "all of it"), Effect::Draw);
        assert_eq!(
            app.message(),
            "all of it: 56245 bytes are too many for a clipboard; e writes them to a file"
        );
        assert!(matches!(app.send("x".repeat(LONGEST_COPY), "all of it"), Effect::Copy(_)));
    }
}
