//! The keys and commands that fit what was typed, for help and for the palette.

use crate::app::Action;
use crate::app::key::Key;
use crate::app::keys::{self, BINDINGS, Binding, Where};
use crate::app::synonyms::{COMMANDS, Command, synonyms};
use crate::folded::Folded;
use crate::page::Page;
use crate::page::block::Block;
use crate::page::row::{Row, Symbol};
use crate::place::Place;

use super::{Prompt, section};

/// What the signs before lines mean.
const SIGNS: [(Symbol, &str); 5] = [
    (Symbol::New, "new: not there in the era before"),
    (Symbol::Changed, "changed: there before, and done otherwise now; of a role, reshaped or fading"),
    (Symbol::Same, "same: as it was; of a role, established"),
    (Symbol::Gone, "gone: nobody does it any more"),
    (Symbol::Moved, "moved: taken over from another, or handed to another"),
];

impl Prompt {
    /// The keys that fit what was typed, in their groups, then what is no key but a command; before anything is typed
    /// also what signs mean.
    pub(super) fn keys(&self, text: &str, place: Place) -> Page {
        let mut blocks = Vec::new();
        let mut fitting: Vec<_> = self.fitting(text).into_iter().filter(|one| !self.is_hidden(one)).collect();
        // What keys mean just here comes first.
        fitting.sort_by_key(|one| one.at != self.beneath.at);
        let mut from = 0;
        while let Some(first) = fitting.get(from) {
            let group: Vec<_> =
                fitting[from..].iter().take_while(|one| one.group == first.group).copied().collect();
            section(&mut blocks, first.group.id(), first.group.title(), card(&group));
            from += group.len();
        }
        section(&mut blocks, "shell", "In the shell", self.commands(text));
        if text.trim().is_empty() {
            let sign = |(symbol, text): (Symbol, &str)| Row {
                key: format!("signs/{text}"),
                label: symbol.sign().to_owned(),
                text: text.to_owned(),
                ..Row::default()
            };
            section(&mut blocks, "signs", "Signs: what an era did", Block::Card(SIGNS.map(sign).into()));
        }
        if blocks.is_empty() {
            let commands = if self.beneath.is_served { "" } else { ", \"roledex help\" lists commands" };
            let text = format!("no key does that; : looks through everything{commands}");
            blocks.push(Block::Text(vec![Row { key: "keys/none".to_owned(), text, ..Row::default() }]));
        }
        Page { place, title: "Keys".to_owned(), subtitle: String::new(), blocks }
    }

    /// The bindings of whose words each typed word begins one; where there is none, those of whose group's title it
    /// does.
    pub(super) fn fitting(&self, text: &str) -> Vec<&'static Binding> {
        let own = |one: &Binding| format!("{} {} {}", one.help, one.hint.1, synonyms(one));
        let by_own: Vec<_> =
            self.offered().filter(|one| is_key(one, text) || fits(text, &own(one))).collect();
        if by_own.is_empty() {
            return self.offered().filter(|one| fits(text, one.group.title())).collect();
        }
        by_own
    }

    /// The bindings without screens that have nothing to show, and without what is not done here.
    fn offered(&self) -> impl Iterator<Item = &'static Binding> {
        BINDINGS.iter().filter(move |binding| match &binding.action {
            Action::Screen(number) => self.beneath.screens.iter().any(|screen| screen.number == *number),
            action => !(self.beneath.is_served && action.touches_the_host()),
        })
    }

    /// Whether all keys of a binding mean something else where the reader is.
    fn is_hidden(&self, binding: &Binding) -> bool {
        let is_taken = |key: &Key| keys::action(*key, self.beneath.at).as_ref() != Some(&binding.action);
        binding.at == Where::Everywhere && binding.keys.iter().all(is_taken)
    }

    /// The commands that fit what was typed; none for whoever has no shell here.
    pub(super) fn commands(&self, text: &str) -> Block {
        let fitting = COMMANDS.iter().filter(|one| !self.beneath.is_served && fits(text, &one.words()));
        let row = |command: &Command| Row {
            key: command.key(),
            label: command.line.to_owned(),
            text: command.help.to_owned(),
            ..Row::default()
        };
        Block::Card(fitting.map(row).collect())
    }
}

/// Whether just this key was typed, or the beginning of its name.
fn is_key(binding: &Binding, text: &str) -> bool {
    let typed = text.trim();
    let begins = |key: &str| {
        let held = key.split_once('-').map(|(held, _)| held);
        held.is_some_and(|held| held.eq_ignore_ascii_case(typed.trim_end_matches('-')))
    };
    // A letter and its capital are two keys; the names of keys are written in any way.
    let is_named = |key: &str| {
        typed.len() > 1 && key.get(..typed.len()).is_some_and(|of| of.eq_ignore_ascii_case(typed))
    };
    binding.shown.split(' ').any(|key| key == typed || is_named(key) || begins(key))
}

/// Whether each typed word begins one of some words; punctuation alone begins none.
fn fits(text: &str, words: &str) -> bool {
    let typed = Folded::new(&text.to_lowercase());
    let words = Folded::new(words);
    let begins = |typed: &str| words.tails().any(|tail| tail.starts_with(typed));
    (!typed.letters.is_empty() || text.trim().is_empty()) && typed.words().all(begins)
}

/// Bindings as facts: the key, and what it does.
pub(super) fn card(bindings: &[&Binding]) -> Block {
    let row = |binding: &&Binding| Row {
        key: binding.key(),
        label: binding.shown.to_owned(),
        text: binding.help.to_owned(),
        ..Row::default()
    };
    Block::Card(bindings.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use crate::app::Ask;
    use crate::app::screen::SCREENS;
    use crate::content::Library;

    use super::super::Beneath;
    use super::*;

    /// The rows that help shows for a text.
    fn found(text: &str, is_served: bool) -> Vec<Row> {
        let library = Library::built_in().unwrap_or_else(|error| panic!("{error}"));
        let beneath = Beneath { screens: SCREENS.to_vec(), is_served, ..Beneath::default() };
        let prompt = Prompt::new(Ask::Help, text, &library, beneath);
        prompt.pane().page().blocks.iter().flat_map(|block| block.rows().into_iter().cloned()).collect()
    }

    #[test]
    fn what_people_type_is_among_the_first_three() {
        for (typed, action) in [
            ("exit", Action::Quit),
            ("close", Action::Quit),
            ("leave", Action::Quit),
            ("quit", Action::Quit),
            ("colour", Action::Theme),
            ("color", Action::Theme),
            ("dark", Action::Theme),
            ("theme", Action::Theme),
            ("fullscreen", Action::Zoom),
            ("zoom", Action::Zoom),
            ("bigger", Action::Zoom),
            ("save", Action::Export),
            ("print", Action::Export),
            ("download", Action::Export),
            ("export", Action::Export),
            ("editor", Action::Edit),
            ("refresh", Action::Reload),
            ("problems", Action::Problems),
            ("errors", Action::Problems),
            ("filter", Action::Search),
            ("find", Action::Search),
            ("year", Action::EarlierEra),
            ("time", Action::EarlierEra),
            ("era", Action::EarlierEra),
            ("level", Action::Raise),
            ("know", Action::Raise),
            ("delete", Action::Lower),
            ("favourite", Action::Bookmark),
            ("bookmark", Action::Bookmark),
            ("history", Action::Earlier),
            ("home", Action::Back),
            ("undo", Action::TakeBack),
            ("evidence", Action::Sources),
            ("references", Action::Sources),
            ("share", Action::CopyRow),
            ("settings", Action::Theme),
            ("interview", Action::Screen(6)),
            ("quiz", Action::Screen(6)),
            ("slides", Action::Screen(7)),
            ("versus", Action::Compare),
            ("path", Action::Route),
            ("scroll", Action::Down),
            ("mouse", Action::Mouse),
            ("notes", Action::Note),
            ("Alt", Action::Earlier),
            ("alt-", Action::Earlier),
        ] {
            let rows = found(typed, false);
            let first = rows.iter().take(3).filter_map(|row| Binding::of_row(&row.key));
            let first: Vec<_> = first.map(|binding| &binding.action).collect();
            assert!(first.contains(&&action), "{typed}: {first:?}");
        }
    }

    #[test]
    fn what_is_no_key_is_named_as_a_command() {
        for (typed, line) in [
            ("present", "roledex present"),
            ("notes", "roledex notes"),
            ("print", "roledex show PLACE"),
            ("serve", "roledex serve"),
            ("check", "roledex check"),
            ("completions", "roledex completions SHELL"),
        ] {
            if typed == "serve" && cfg!(not(feature = "ssh")) {
                continue;
            }
            assert!(found(typed, false).iter().any(|row| row.label == line), "{typed}");
            assert!(found(typed, true).iter().all(|row| row.label != line), "{typed}, over SSH");
        }
    }

    #[test]
    fn a_title_counts_where_no_key_fits_and_nothing_is_no_end() {
        assert!(found("close", false).iter().all(|row| row.text != "who says so, and where this row leads"));
        assert!(!found("closer", false).is_empty());
        let said =
            |is_served| found("zzzz", is_served).first().map(|row| row.text.clone()).unwrap_or_default();
        assert_eq!(
            said(false),
            "no key does that; : looks through everything, \"roledex help\" lists commands"
        );
        assert_eq!(said(true), "no key does that; : looks through everything");
    }
}
