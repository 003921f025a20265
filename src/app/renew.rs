//! The pack is read again while a sitting goes on: the reader stays where they are.

use std::sync::Arc;

use crate::content::Library;
use crate::content::problem::Report;

use super::prompt::Ask;
use super::{App, Drawn, Dress, Effect};

impl App {
    /// Goes on with another edition of the pack. What was removed has a page that says so.
    pub(super) fn renew(&mut self, library: Arc<Library>, drawn: &Drawn) {
        let was_broken = self.broken.take().is_some();
        if self.asks(&Ask::Problems) {
            // There is nothing left to choose from.
            self.leave();
        }
        let shown = self.stop_shown();
        self.library = library;
        self.tell_prompt();
        self.settle_runs();
        self.marked.retain(|role| self.library.role(role).is_some());
        self.refresh(drawn);
        self.stay_on_tour(shown.as_ref());
        self.say(if was_broken { "mended: the pack was read again" } else { "the pack was read again" });
    }

    /// Goes on with the last good edition of the pack, and says what is wrong with the new one.
    pub(super) fn break_off(&mut self, report: Arc<Report>) {
        match self.looks.dress {
            // A room need not know what is wrong, but where it is.
            Dress::Stage => self.say(format!("{}, showing the last good edition", report.first_place())),
            // Whoever has all of it before them sees what is new there.
            _ if self.asks(&Ask::Problems) => {}
            _ => self.say(format!("{} (the last good edition is shown; ! tells all)", report.first_line())),
        }
        self.broken = Some(report);
        self.tell_prompt();
    }

    fn tell_prompt(&mut self) {
        let broken = self.broken.clone();
        if let Some(prompt) = &mut self.prompt {
            prompt.renew(broken);
        }
    }

    /// Has the pack read again, where it stands in a folder.
    pub(super) fn reload(&mut self) -> Effect {
        if self.library.folder().is_some() {
            return Effect::Reload;
        }
        self.say("this is the built-in guide; --content DIR reads a folder, and follows it");
        Effect::Draw
    }

    /// Opens the editor where the focused row is written.
    pub(super) fn edit_row(&mut self) -> Effect {
        let origin = self.looked_at().1.and_then(|row| row.origin);
        match (origin, origin.and_then(|origin| self.library.written_in(origin))) {
            (_, Some((file, line))) => return Effect::Edit { file, line },
            (None, None) => self.say("this row is made from others; it stands in no file"),
            (Some(_), None) if self.library.folder().is_some() => {
                self.say("this is built in; an entry with its id in your pack takes its place");
            }
            (Some(_), None) => {
                self.say("this is built in; \"roledex new --extend DIR\" begins a pack that can change it");
            }
        }
        Effect::Draw
    }

    /// Shows what is wrong with the pack.
    pub(super) fn show_problems(&mut self) {
        if self.broken.is_some() {
            self.ask(Ask::Problems, "");
        } else {
            let more = if self.is_served() { "" } else { "; \"roledex check\" looks more closely" };
            self.say(format!("nothing is wrong with the pack{more}"));
        }
    }
}
