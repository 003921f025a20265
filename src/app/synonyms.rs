//! What people type for what a key does, beside the words of its help: help and palette find by both.

use super::Action;
use super::keys::{Binding, Where};

/// Other words for what a key does; they are looked for, and not shown.
#[must_use]
pub fn synonyms(binding: &Binding) -> &'static str {
    use Action as Do;
    if binding.at == Where::Typing {
        return "";
    }
    match binding.action {
        Do::Search => "find filter look query",
        Do::Palette => "command menu jump home settings config",
        Do::Help => "help shortcuts hotkeys bindings manual",
        Do::Down | Do::Up | Do::PageDown | Do::PageUp => "scroll",
        Do::First => "top begin start",
        Do::Last => "bottom end",
        Do::NextPane => "window switch side",
        Do::Enter => "follow select",
        Do::Back => "return previous up home",
        Do::Earlier => "history previous undo",
        Do::Later => "history forward redo",
        Do::Screen(1) => "jobs careers index",
        Do::Screen(2) => "timeline history periods",
        Do::Screen(3) => "scenarios work steps",
        Do::Screen(4) => "compare versus vs difference",
        Do::Screen(5) => "way path career plan goal learn",
        Do::Screen(6) => "practise interview questions quiz test mock exam flashcards progress",
        Do::Screen(7) => "present presentation slides talk",
        Do::Mark => "select choose pick",
        Do::Unmark => "unmark clear remove reset none",
        Do::Compare => "versus vs difference",
        Do::Route => "way path learn goal",
        Do::Fold => "collapse hide unfold",
        Do::EarlierEra => "time turn year before past",
        Do::LaterEra => "time turn year now future",
        Do::Raise => "level add profile more yes",
        Do::Lower => "level remove delete less no unknow",
        Do::Bookmark => "favourite favorite star save remember remove delete",
        Do::Reveal => "answer solution show",
        Do::Grade(_) => "grade rate score skip",
        Do::TakeBack => "undo revert",
        Do::FollowUp => "follow up",
        Do::Note => "notes text comment type",
        Do::Forward => "slide skip",
        Do::Backward => "slide previous",
        Do::Jump => "goto slide",
        Do::Blank => "black pause",
        Do::Sources => "evidence references citation proof why margin",
        Do::Browse => "url web website internet",
        Do::CopyRow | Do::CopyPage => "share clipboard yank",
        Do::Export => "save write download print pdf html",
        Do::Edit => "editor change correct",
        Do::Reload => "refresh update",
        Do::Problems => "problems errors warnings broken",
        Do::Zoom => "zoom fullscreen full bigger larger maximise maximize",
        Do::Theme => "colour color dark light contrast settings font",
        Do::Mouse => "click",
        Do::Suspend => "background shell",
        Do::Quit => "exit close leave stop bye",
        _ => "",
    }
}

/// Something that the program does in a shell, and for which the guide has no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// What is typed there.
    pub line: &'static str,
    /// What that does, in words.
    pub help: &'static str,
    /// Other words for it.
    synonyms: &'static str,
}

impl Command {
    /// The key of the command's row in help and palette.
    #[must_use]
    pub fn key(&self) -> String {
        format!("shell/{}", self.line.replace(' ', "-"))
    }

    /// The command that a row of help or palette stands for.
    #[must_use]
    pub fn of_row(key: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|command| command.key() == key)
    }

    /// All words that it is found by.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {}", self.line, self.synonyms)
    }
}

/// What people look for among keys and find in a shell.
#[rustfmt::skip]
pub static COMMANDS: &[Command] = &[
    Command { line: "roledex present", help: "present a tour to a room", synonyms: "presentation presenter slides talk projector fullscreen" },
    Command { line: "roledex notes", help: "what to say meanwhile, in a second terminal", synonyms: "presenter speaker" },
    Command { line: "roledex show PLACE", help: "print any page", synonyms: "print text json pipe html" },
    Command { line: "roledex export PLACE -o FILE", help: "write pages, a tour's handout, or a picture of the screen to a file", synonyms: "handout picture svg html markdown save print slides" },
    Command { line: "roledex list KIND", help: "print what there is", synonyms: "all names ids" },
    Command { line: "roledex fit", help: "print which roles are near to what you know", synonyms: "suits match quiz recommend" },
    Command { line: "roledex next", help: "print the one thing to learn or read next", synonyms: "learn first step what" },
    Command { line: "roledex practice --lines", help: "practise without a screen, line by line", synonyms: "practise interview plain reader accessibility" },
    #[cfg(feature = "ssh")]
    Command { line: "roledex serve", help: "the guide over SSH, for everybody", synonyms: "server ssh host share" },
    Command { line: "roledex check", help: "all that is wrong with a pack", synonyms: "lint validate errors" },
    Command { line: "roledex schema KIND", help: "the fields of a pack's files", synonyms: "format toml author reference" },
    Command { line: "roledex new --extend DIR", help: "begin a pack that adds to the guide", synonyms: "own write create add" },
    Command { line: "roledex profile export", help: "take along what the guide keeps of you", synonyms: "import backup move" },
    Command { line: "roledex paths", help: "where the content and what is kept of you are", synonyms: "file folder location profile" },
    Command { line: "roledex completions SHELL", help: "complete commands in your shell", synonyms: "tab bash zsh fish" },
    Command { line: "roledex help", help: "all commands", synonyms: "commands manual man" },
];

#[cfg(test)]
mod tests {
    use crate::app::keys::BINDINGS;
    use crate::folded::LONGEST_TEXT;

    use super::*;

    #[test]
    fn no_word_is_beyond_what_is_looked_at() {
        for binding in BINDINGS {
            let words = binding.help.len() + binding.hint.1.len() + synonyms(binding).len() + 2;
            assert!(words <= LONGEST_TEXT, "{} has {words} letters", binding.help);
        }
        assert!(COMMANDS.iter().all(|command| command.words().len() <= LONGEST_TEXT));
    }
}
