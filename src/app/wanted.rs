//! What a reader wants who presses a key, pastes or clicks: it depends on where they are.

use crate::visible::is_invisible;

use super::key::{Input, Key};
use super::keys::{self, Where};
use super::{Action, App, Ask, Dress};

/// Whether a key means another stop where a number is typed.
fn leads_on(key: Key) -> bool {
    matches!(keys::action(key, Where::Tour), Some(Action::Forward | Action::Backward | Action::Blank))
}

impl App {
    /// What a key does now.
    #[must_use]
    pub fn action(&self, key: Key) -> Option<Action> {
        let at = self.whereabouts();
        let action = match (keys::action(key, at), key) {
            // Whoever holds a clicker is led on also where a number was begun.
            (_, key) if self.asks(&Ask::Stop) && leads_on(key) => keys::action(key, Where::Tour),
            // The numbers of the screens are in sight there.
            (Some(Action::Jump), _) if self.looks.dress == Dress::Explorer => {
                keys::action(key, Where::Everywhere)
            }
            (Some(Action::Jump), Key::Char(digit)) => Some(Action::JumpTo(digit)),
            // Whatever one looks up in the notes meanwhile, the room is led.
            (None, Key::Char('n' | 'p')) if self.looks.dress == Dress::Notes => {
                keys::action(key, Where::Tour)
            }
            // What waits there can be thrown away.
            (None, Key::Char('u')) if self.waiting_here().is_some() => keys::action(key, Where::Practice),
            (action, _) => action,
        };
        let is_pressed = match key {
            Key::Char(letter) => !is_invisible(letter),
            Key::F(_) => at != Where::Typing,
            // What else a terminal sends nobody may have pressed.
            _ => false,
        };
        action.or_else(|| is_pressed.then_some(Action::Unbound(key)))
    }

    /// What is wanted by something that a reader does now.
    #[must_use]
    pub fn wanted(&self, input: Input) -> Option<Action> {
        match input {
            Input::Key(key) => self.action(key),
            Input::Paste(text) => Some(Action::Paste(text)),
            Input::Press(x, y) => Some(Action::Click(x, y)),
            // Where text is typed there is one pane.
            Input::WheelUp(..) if self.whereabouts() == Where::Typing => Some(Action::Up),
            Input::WheelDown(..) if self.whereabouts() == Where::Typing => Some(Action::Down),
            Input::WheelUp(x, y) => Some(Action::Wheel(x, y, false)),
            Input::WheelDown(x, y) => Some(Action::Wheel(x, y, true)),
        }
    }

    /// What keys mean now.
    #[must_use]
    pub fn whereabouts(&self) -> Where {
        if self.prompt.is_some() || self.note.is_some() {
            Where::Typing
        } else if self.run().is_some() {
            Where::Practice
        } else if self.stop_here().is_some() {
            Where::Tour
        } else {
            Where::Everywhere
        }
    }
}
