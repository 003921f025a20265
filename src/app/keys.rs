//! The keys: one table that feeds dispatch, footer, help, palette and the man page.

use super::Action;
use super::key::Key;

/// Where a key means what it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Where {
    /// On every page.
    #[default]
    Everywhere,
    /// Where text is typed: letters are text there.
    Typing,
    /// In practice, while a question is open.
    Practice,
    /// At a stop of a tour.
    Tour,
}

/// What belongs together in help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// From row to row.
    Move,
    /// From page to page.
    Go,
    /// Asking for something.
    Find,
    /// Eras and comparing.
    Compare,
    /// What the guide is to keep of the reader.
    Keep,
    /// While one practises.
    Practice,
    /// At a stop of a tour.
    Tour,
    /// Evidence, and taking something along.
    Take,
    /// How it looks.
    Look,
    /// While text is typed.
    Typing,
    /// The program itself.
    Program,
}

impl Group {
    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Go => "Go",
            Self::Find => "Find",
            Self::Compare => "Eras, comparing, routes",
            Self::Keep => "What you know",
            Self::Practice => "While you practise",
            Self::Tour => "At a stop of a tour",
            Self::Take => "Look closer, take along",
            Self::Look => "How it looks",
            Self::Typing => "While you type",
            Self::Program => "The guide",
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Go => "go",
            Self::Find => "find",
            Self::Compare => "compare",
            Self::Keep => "keep",
            Self::Practice => "practice",
            Self::Tour => "tour",
            Self::Take => "take",
            Self::Look => "look",
            Self::Typing => "typing",
            Self::Program => "program",
        }
    }
}

/// Keys that do the same, and what that is.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Where they do it.
    pub at: Where,
    /// What they belong to.
    pub group: Group,
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

impl Binding {
    /// The key of the binding's row in help and palette.
    #[must_use]
    pub fn key(&self) -> String {
        format!("keys/{}/{}", self.group.id(), self.help.replace(' ', "-"))
    }

    /// The binding that a row of help or palette stands for.
    #[must_use]
    pub fn of_row(key: &str) -> Option<&'static Self> {
        BINDINGS.iter().find(|binding| binding.key() == key)
    }
}

const fn binding(
    group: Group,
    keys: &'static [Key],
    shown: &'static str,
    action: Action,
    help: &'static str,
    hint: (&'static str, &'static str),
) -> Binding {
    let at = match group {
        Group::Typing => Where::Typing,
        Group::Practice => Where::Practice,
        Group::Tour => Where::Tour,
        _ => Where::Everywhere,
    };
    Binding { at, group, keys, shown, action, help, hint }
}

/// No hint in the footer.
const NONE: (&str, &str) = ("", "");

/// Every binding, in the order in which help shows them.
#[rustfmt::skip]
pub static BINDINGS: &[Binding] = {
    use Action as Do;
    use Group::{Compare, Find, Go, Keep, Look, Move, Practice, Program, Take, Tour, Typing};
    use Key::{AltLeft, AltRight, BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up};
    &[
        binding(Find, &[Char('/')], "/", Do::Search, "search everything", ("/", "search")),
        binding(Find, &[Char(':'), Ctrl('p')], ": Ctrl-p", Do::Palette, "all actions and places", (":", "actions")),
        binding(Find, &[Char('?'), F(1)], "? F1", Do::Help, "all keys; type to find one, Enter presses it", NONE),
        binding(Move, &[Down, Char('j')], "↓ j", Do::Down, "the next row", ("↑↓", "move")),
        binding(Move, &[Up, Char('k')], "↑ k", Do::Up, "the row before", NONE),
        binding(Move, &[PageDown, Ctrl('d')], "PgDn Ctrl-d", Do::PageDown, "a screenful further", NONE),
        binding(Move, &[PageUp, Ctrl('u')], "PgUp Ctrl-u", Do::PageUp, "a screenful back", NONE),
        binding(Move, &[Home, Char('g')], "Home g", Do::First, "the first row", NONE),
        binding(Move, &[End, Char('G')], "End G", Do::Last, "the last row", NONE),
        binding(Move, &[Tab], "Tab", Do::NextPane, "the next pane, or the next column", ("Tab", "column")),
        binding(Move, &[BackTab], "Shift-Tab", Do::PreviousPane, "the pane or column before", NONE),
        binding(Go, &[Enter, Right, Char('l')], "Enter → l", Do::Enter, "in: from the index to the page, from a row to where it leads", ("Enter", "open")),
        binding(Go, &[Left, Char('h'), Backspace, Esc], "← h Backspace Esc", Do::Back, "back to where you came from", ("←", "back")),
        binding(Go, &[AltLeft], "Alt-←", Do::Earlier, "the page before, in the order you read them", NONE),
        binding(Go, &[AltRight], "Alt-→", Do::Later, "the page after, in the order you read them", NONE),
        binding(Go, &[Char('b')], "b", Do::Resume, "back to the stop of the tour that you saw last", ("b", "notes")),
        binding(Go, &[Char('1')], "1", Do::Screen(1), "roles", NONE),
        binding(Go, &[Char('2')], "2", Do::Screen(2), "eras", NONE),
        binding(Go, &[Char('3')], "3", Do::Screen(3), "projects", NONE),
        binding(Go, &[Char('4')], "4", Do::Screen(4), "compare: roles beside each other", NONE),
        binding(Go, &[Char('5')], "5", Do::Screen(5), "route: from one role to another", NONE),
        binding(Go, &[Char('6')], "6", Do::Screen(6), "practice", NONE),
        binding(Go, &[Char('7')], "7", Do::Screen(7), "tours", NONE),
        binding(Compare, &[Char(' ')], "Space", Do::Mark, "mark the role of this row for comparing", ("Space", "mark")),
        binding(Compare, &[Char('M')], "M", Do::Unmark, "take all marks away", NONE),
        binding(Compare, &[Char('c')], "c", Do::Compare, "compare the marked roles", ("c", "compare")),
        binding(Compare, &[Char('r')], "r", Do::Route, "the route to this role, from the first that is marked or from what you know", ("r", "route")),
        binding(Compare, &[Char('d')], "d", Do::Fold, "fold or open what is the same in all columns, or why", ("d", "fold")),
        binding(Compare, &[Char('['), Char('<')], "[ <", Do::EarlierEra, "the era before", ("[ ]", "era")),
        binding(Compare, &[Char(']'), Char('>')], "] >", Do::LaterEra, "the era after", NONE),
        binding(Keep, &[Char('x')], "x", Do::Raise, "I know this skill, a level better; I like to do this", ("x", "know")),
        binding(Keep, &[Char('X')], "X", Do::Lower, "I know this skill a level less; I would rather not do this", ("X", "less")),
        binding(Keep, &[Char('*')], "*", Do::Bookmark, "bookmark this page, or no longer", ("*", "bookmark")),
        binding(Practice, &[Char(' ')], "Space", Do::Reveal, "reveal what a good answer has, then tick what yours had; in an interview the next question", ("Space", "reveal")),
        binding(Practice, &[Char('1')], "1", Do::Grade(1), "again: ask me soon", ("1", "again")),
        binding(Practice, &[Char('2')], "2", Do::Grade(2), "hard: that was trouble", ("2", "hard")),
        binding(Practice, &[Char('3')], "3", Do::Grade(3), "good: as I would like it", ("3", "good")),
        binding(Practice, &[Char('4')], "4", Do::Grade(4), "easy: I need not think", ("4", "easy")),
        binding(Practice, &[Char('u')], "u", Do::TakeBack, "undo the last grade; in an interview, the question before; throw away what waits", ("u", "undo")),
        binding(Practice, &[Char('f')], "f", Do::FollowUp, "what is asked next", ("f", "follow-up")),
        binding(Practice, &[Char('i')], "i", Do::Note, "write what you would say; Esc ends it", ("i", "note")),
        binding(Tour, &[Char(' '), Right, PageDown, Char('n')], "Space → PgDn n", Do::Forward, "the next stop", ("Space", "next stop")),
        binding(Tour, &[Left, PageUp, Char('p')], "← PgUp p", Do::Backward, "the stop before", ("p", "stop before")),
        binding(Tour, &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')], "1-9 Enter", Do::Jump, "the stop with this number", NONE),
        binding(Tour, &[Char('.')], ".", Do::Blank, "show nothing, in a presentation, until a key wakes it", NONE),
        binding(Take, &[Char('s')], "s", Do::Sources, "who says so, and where this row leads", ("s", "sources")),
        binding(Take, &[Char('o')], "o", Do::Browse, "open the address of this row in a browser", NONE),
        binding(Take, &[Char('y')], "y", Do::CopyRow, "copy this row and its link", ("y", "copy")),
        binding(Take, &[Char('Y')], "Y", Do::CopyPage, "copy the page as Markdown", NONE),
        binding(Take, &[Char('e')], "e", Do::Export, "export the page to a file", ("e", "export")),
        binding(Take, &[Char('E')], "E", Do::Edit, "edit this row where it is written", NONE),
        binding(Look, &[Char('z')], "z", Do::Zoom, "show this pane alone, or all again", ("z", "all panes")),
        binding(Look, &[Char('t')], "t", Do::Theme, "the next theme", NONE),
        binding(Look, &[Char('m')], "m", Do::Mouse, "mouse on or off", NONE),
        binding(Typing, &[Enter], "Enter", Do::Enter, "take what is chosen", ("Enter", "take it")),
        binding(Typing, &[Esc], "Esc", Do::Back, "leave it", ("Esc", "leave")),
        binding(Typing, &[Down, Ctrl('n')], "↓ Ctrl-n", Do::Down, "the next choice", ("↑↓", "choose")),
        binding(Typing, &[Up, Ctrl('p')], "↑ Ctrl-p", Do::Up, "the choice before", NONE),
        binding(Typing, &[PageDown, Ctrl('d')], "PgDn Ctrl-d", Do::PageDown, "a screenful of choices further", NONE),
        binding(Typing, &[PageUp], "PgUp", Do::PageUp, "a screenful of choices back", NONE),
        binding(Typing, &[Left], "←", Do::Left, "the cursor to the left", NONE),
        binding(Typing, &[Right], "→", Do::Right, "the cursor to the right", NONE),
        binding(Typing, &[Home, Ctrl('a')], "Home Ctrl-a", Do::LineStart, "the cursor to the beginning of the line", NONE),
        binding(Typing, &[End, Ctrl('e')], "End Ctrl-e", Do::LineEnd, "the cursor to the end of the line", NONE),
        binding(Typing, &[Delete], "Delete", Do::EraseNext, "take the letter under the cursor away", NONE),
        binding(Typing, &[Backspace, Ctrl('h')], "Backspace Ctrl-h", Do::Erase, "take a letter away", NONE),
        binding(Typing, &[Ctrl('w')], "Ctrl-w", Do::EraseWord, "take a word away", NONE),
        binding(Typing, &[Ctrl('u')], "Ctrl-u", Do::EraseAll, "take everything away", NONE),
        binding(Program, &[Ctrl('r')], "Ctrl-r", Do::Reload, "read the pack again", NONE),
        binding(Program, &[Char('!')], "!", Do::Problems, "what is wrong with the pack", NONE),
        binding(Program, &[Ctrl('z')], "Ctrl-z", Do::Suspend, "suspend the guide; fg brings it back", NONE),
        binding(Program, &[Char('q'), Ctrl('c')], "q Ctrl-c", Do::Quit, "quit", NONE),
    ]
};

/// What a key does on a page or while text is typed.
#[must_use]
pub fn action(key: Key, at: Where) -> Option<Action> {
    let bound = |at: Where| BINDINGS.iter().find(|one| one.at == at && one.keys.contains(&key));
    let everywhere = || match (at, key) {
        // While text is typed, of all other keys only these are heard.
        (Where::Typing, Key::Ctrl('c' | 'z')) | (Where::Everywhere | Where::Practice | Where::Tour, _) => {
            bound(Where::Everywhere)
        }
        (Where::Typing, _) => None,
    };
    match (bound(at).or_else(everywhere), key) {
        (Some(binding), _) => Some(binding.action.clone()),
        (None, Key::Char(letter)) if at == Where::Typing => Some(Action::Type(letter)),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_does_two_things_at_one_place_and_each_is_explained() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            assert!(!binding.help.is_empty() && !binding.shown.is_empty(), "{binding:?}");
            for key in binding.keys {
                assert!(seen.insert((binding.at, *key)), "{key:?} is bound twice");
                assert_eq!(action(*key, binding.at).as_ref(), Some(&binding.action));
            }
        }
        let rows: HashSet<_> = BINDINGS.iter().map(Binding::key).collect();
        assert_eq!(rows.len(), BINDINGS.len(), "two bindings have one row in help");
    }

    #[test]
    fn every_action_is_bound() {
        for action in Action::PLAIN {
            assert!(BINDINGS.iter().any(|binding| binding.action == *action), "{action:?} has no key");
        }
        for number in 1..=4 {
            assert!(BINDINGS.iter().any(|binding| binding.action == Action::Grade(number)), "{number}");
        }
        for number in 1..=7 {
            assert!(BINDINGS.iter().any(|binding| binding.action == Action::Screen(number)), "{number}");
        }
    }

    #[test]
    fn an_action_has_one_binding_at_one_place() {
        for (at, binding) in BINDINGS.iter().enumerate() {
            let again =
                BINDINGS[..at].iter().any(|one| (one.at, &one.action) == (binding.at, &binding.action));
            assert!(!again, "{:?} stands in two rows", binding.action);
        }
    }

    #[test]
    fn what_is_typed_is_text() {
        for letter in ['q', ' ', '?', '1', '/', 'é'] {
            assert_eq!(action(Key::Char(letter), Where::Typing), Some(Action::Type(letter)));
        }
        assert_eq!(action(Key::Ctrl('c'), Where::Typing), Some(Action::Quit));
    }
}
