//! What is asked for, what a reader types there, and what becomes of what they choose.

use tui_input::InputRequest;

use crate::content::files::BUILT_IN_PREFIX;

use super::key::Key;
use super::keys::{Binding, Where};
use super::prompt::{Ask, Beneath, Prompt};
use super::screen::SCREENS;
use super::synonyms::Command;
use super::{App, Dress, Effect};

impl App {
    pub(super) fn ask(&mut self, ask: Ask, text: &str) {
        let recent = self.recent();
        let here = self.kinds_here();
        let screens = SCREENS.into_iter().filter(|screen| screen.place(&self.library, &self.era()).is_some());
        let (deck, broken, is_served) = (self.deck_here(), self.broken.clone(), self.is_served());
        // In the explorer the numbers at a stop are those of the screens.
        let at = if self.looks.dress == Dress::Explorer && self.stop_here().is_some() {
            Where::Everywhere
        } else {
            self.whereabouts()
        };
        let beneath = Beneath { recent, here, deck, screens: screens.collect(), broken, is_served, at };
        self.prompt = Some(Prompt::new(ask, text, &self.library, beneath));
    }

    /// Says that a key does nothing here; a room need not know.
    pub(super) fn say_unbound(&mut self, key: Key) {
        self.message.clear();
        let name = match key {
            Key::Char(letter) => letter.to_string(),
            Key::F(number) => format!("F{number}"),
            _ => return,
        };
        if self.looks.dress != Dress::Stage {
            self.say(format!("{name} does nothing here; ? shows all keys"));
        }
    }

    /// Asks once more for a file, and says why; `replace` where one of that name is there already.
    pub fn ask_for_file_again(&mut self, file: &str, replace: bool, why: impl Into<String>) {
        self.ask(Ask::File { replace: replace.then(|| file.to_owned()) }, file);
        self.say(why);
    }

    /// Whether just this is asked for.
    pub(super) fn asks(&self, ask: &Ask) -> bool {
        self.prompt.as_ref().is_some_and(|prompt| prompt.ask() == ask)
    }

    pub(super) fn edit(&mut self, request: InputRequest) {
        self.message.clear();
        self.drawn = None;
        if let Some(prompt) = &mut self.prompt {
            prompt.edit(request);
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.message.clear();
        self.drawn = None;
        match &mut self.prompt {
            Some(prompt) => prompt.paste(text),
            // What is pasted onto a page are no keys.
            None => self.say("to look for what you pasted, press / first"),
        }
    }

    /// Leaves what is asked for.
    pub(super) fn leave(&mut self) {
        self.message.clear();
        self.prompt = None;
        self.drawn = None;
    }

    /// Takes what is chosen.
    pub(super) fn take(&mut self) -> Effect {
        let Some(prompt) = self.prompt.take() else { return Effect::Draw };
        if let Ask::File { replace } = prompt.ask() {
            // The page is drawn again below the line that says how it went.
            return self.export(prompt.text(), replace.as_deref());
        }
        match prompt.ask() {
            Ask::Stop => {
                self.take_stop(prompt.text());
                return Effect::Draw;
            }
            // Enter alone does not leave.
            Ask::Leave => return Effect::Draw,
            _ => {}
        }
        if let Some((file, line)) = prompt.problem() {
            match self.library.folder() {
                Some(folder) if line > 0 && !self.is_served() && !file.starts_with(BUILT_IN_PREFIX) => {
                    return Effect::Edit { file: folder.join(file), line };
                }
                _ if self.is_served() => self.say("whoever keeps this guide has to mend that"),
                _ => self.say("this problem stands in no line of a file of the pack"),
            }
            return Effect::Draw;
        }
        let Some(row) = prompt.pane().focused().cloned() else {
            self.prompt = Some(prompt);
            self.say("nothing is chosen");
            return Effect::Draw;
        };
        if let Some(command) = Command::of_row(&row.key) {
            self.prompt = Some(prompt);
            self.say(format!("no key does that; type it in a shell: {}", command.line));
            return Effect::Draw;
        }
        if let Some(Binding { action, at, .. }) = Binding::of_row(&row.key) {
            if *at == Where::Typing {
                self.say("that key is for when you type");
                return Effect::Draw;
            }
            return self.after_layout(action.clone());
        }
        let Some(target) = row.links.first() else {
            self.prompt = Some(prompt);
            self.say("nothing is chosen");
            return Effect::Draw;
        };
        self.go(&target.link);
        self.fill_margin();
        Effect::Draw
    }
}
