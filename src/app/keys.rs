//! The keys: one table that feeds dispatch, the footer and the help.

use crate::page::Page;
use crate::page::block::Block;
use crate::page::row::Row;
use crate::place::{Kind, Place};

use super::Action;

/// A key as a reader presses it, whatever terminal it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character; capitals are characters of their own.
    Char(char),
    /// A letter with Ctrl.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// Keys that do the same, and what that is.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The keys.
    pub keys: &'static [Key],
    /// How the keys are written for a reader.
    pub shown: &'static str,
    /// What they do.
    pub action: Action,
    /// What they do, in words.
    pub help: &'static str,
    /// Keys and a word for the footer; empty where it is not shown there.
    pub hint: (&'static str, &'static str),
}

const fn binding(
    keys: &'static [Key],
    shown: &'static str,
    action: Action,
    help: &'static str,
    hint: (&'static str, &'static str),
) -> Binding {
    Binding { keys, shown, action, help, hint }
}

/// No hint in the footer.
const NONE: (&str, &str) = ("", "");

/// Every binding, in the order in which help shows them.
pub const BINDINGS: &[Binding] = {
    use Key::{Backspace, Char, Ctrl, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Up};
    &[
        binding(
            &[Enter, Right, Char('l')],
            "Enter → l",
            Action::Enter,
            "follow the row's first link",
            ("Enter", "open"),
        ),
        binding(
            &[Left, Char('h'), Backspace, Esc],
            "← h Backspace Esc",
            Action::Back,
            "back to where you came from",
            ("←", "back"),
        ),
        binding(&[Char('['), Char('<')], "[ <", Action::EarlierEra, "the era before", ("[ ]", "era")),
        binding(&[Char(']'), Char('>')], "] >", Action::LaterEra, "the era after", NONE),
        binding(&[Char('1')], "1", Action::Roles, "all roles", ("1", "roles")),
        binding(&[Char('2')], "2", Action::Eras, "the era and what it changed", ("2", "era's story")),
        binding(&[Down, Char('j')], "↓ j", Action::Down, "the next row", ("↑↓", "move")),
        binding(&[Up, Char('k')], "↑ k", Action::Up, "the row before", NONE),
        binding(
            &[PageDown, Ctrl('d'), Char(' ')],
            "PgDn Space Ctrl-d",
            Action::PageDown,
            "a screen further",
            NONE,
        ),
        binding(&[PageUp, Ctrl('u')], "PgUp Ctrl-u", Action::PageUp, "a screen back", NONE),
        binding(&[Home, Char('g')], "Home g", Action::First, "the first row", NONE),
        binding(&[End, Char('G')], "End G", Action::Last, "the last row", NONE),
        binding(&[Char('d')], "d", Action::Fold, "fold or open what is the same in all columns", NONE),
        binding(
            &[Char('?'), F(1)],
            "? F1",
            Action::Help,
            "these keys; the same key closes them",
            ("?", "help"),
        ),
        binding(&[Char('q'), Ctrl('c')], "q Ctrl-c", Action::Quit, "quit", ("q", "quit")),
    ]
};

/// What a key does.
#[must_use]
pub fn action(key: Key) -> Option<Action> {
    BINDINGS.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

/// The keys and what they do, as a page.
#[must_use]
pub fn page() -> Page {
    let row = |binding: &Binding| Row {
        key: format!("keys/{}", binding.help.replace(' ', "-")),
        label: binding.shown.to_owned(),
        text: binding.help.to_owned(),
        ..Row::default()
    };
    Page {
        place: Place::from(Kind::Home),
        title: "Keys".to_owned(),
        subtitle: String::new(),
        blocks: vec![Block::Card(BINDINGS.iter().map(row).collect())],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_does_two_things_and_each_is_explained() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            assert!(!binding.help.is_empty() && !binding.shown.is_empty(), "{binding:?}");
            for key in binding.keys {
                assert!(seen.insert(key), "{key:?} is bound twice");
                assert_eq!(action(*key), Some(binding.action));
            }
        }
        let actions: HashSet<_> = BINDINGS.iter().map(|binding| binding.action).collect();
        assert_eq!(actions.len(), BINDINGS.len(), "an action stands in two rows");
    }
}
