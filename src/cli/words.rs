//! What was typed, word by word: a place alone opens the guide there.

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Reads words, of which the first names the program.
///
/// # Errors
/// What is wrong with them, or what was asked for instead: help, or the version.
pub fn parse<T: Parser>(words: Vec<String>) -> Result<T, clap::Error> {
    let read = T::try_parse_from(&words);
    match read.as_ref().err().and_then(place_alone::<T>).and_then(|place| opening(words, &place)) {
        Some(words) => T::try_parse_from(words),
        None => read,
    }
}

/// The word that stands where a command would, unless it is nearly one: a place would be told to be none.
fn place_alone<T: Parser>(error: &clap::Error) -> Option<String> {
    let ContextValue::String(word) = error.get(ContextKind::InvalidSubcommand)? else { return None };
    (error.kind() == ErrorKind::InvalidSubcommand && !is_like_a_command::<T>(word)).then(|| word.clone())
}

/// Whether a word is a command, or one with a slip in it.
fn is_like_a_command<T: Parser>(word: &str) -> bool {
    /// Shorter ones are too near to places.
    const LEAST: usize = 4;
    let is_near =
        |name: &str| word == name || (word.len() >= LEAST && strsim::damerau_levenshtein(word, name) <= 1);
    T::command().get_subcommands().any(|one| one.get_name_and_visible_aliases().into_iter().any(is_near))
}

/// The words with the command that opens the guide put before a place.
fn opening(mut words: Vec<String>, place: &str) -> Option<Vec<String>> {
    let at = words.iter().position(|word| word == place)?;
    let name = name_at(&words[at..]);
    words.splice(at..at + name.len(), ["open".to_owned(), name.join(" ")]);
    Some(words)
}

/// The name at the beginning of words: one may have several, and a shell takes away what held them together.
pub fn name_at(words: &[String]) -> &[String] {
    let end = words.iter().position(|word| word.starts_with('-')).unwrap_or(words.len());
    &words[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};

    /// Where the guide is opened by words after the program's name.
    fn opened(line: &str) -> Option<String> {
        let words = std::iter::once("roledex").chain(line.split(' ')).map(str::to_owned).collect();
        match parse::<Cli>(words).ok()?.command? {
            Command::Open { place } => Some(place),
            _ => None,
        }
    }

    #[test]
    fn a_place_alone_opens_the_guide_there() {
        for (line, place) in [
            ("ai-engineer", "ai-engineer"),
            ("--era before ai-engineer --ascii", "ai-engineer"),
            ("compare:a,b@after", "compare:a,b@after"),
            ("AI engineer", "AI engineer"),
            ("--no-profile data engineer --ascii", "data engineer"),
            ("open AI-engineer", "AI-engineer"),
        ] {
            assert_eq!(opened(line).as_deref(), Some(place), "{line}");
        }
        for line in ["shwo ai-engineer", "exprt", "list roles", "--nonsense ai-engineer", "open a b"] {
            assert_eq!(opened(line), None, "{line}");
        }
    }
}
