//! Which letters of a hit were looked for.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use unicode_segmentation::UnicodeSegmentation;

use crate::folded::{Folded, fold};

use super::query::Query;

/// The letters of a name that were looked for, by their number among its characters; also where they are
/// `scattered` over it.
pub fn in_name(name: &str, query: &Query, scattered: bool) -> Vec<usize> {
    let folded = Folded::new(name);
    let letters = seen_letters(name);
    let marked = words_in(&folded, query).or_else(|| {
        let matcher = scattered.then(SkimMatcherV2::default)?;
        matcher.fuzzy_indices(&folded.letters, &query.letters).map(|(_, indices)| indices)
    });
    marked.unwrap_or_default().into_iter().filter_map(|index| letters.get(index).copied()).collect()
}

/// A sentence from near the first word that was looked for, and the letters of it that were.
pub fn excerpt(text: &str, query: &Query) -> (String, Vec<usize>) {
    /// How many characters may stand before the first word that was looked for.
    const BEFORE: usize = 40;
    let letters = seen_letters(text);
    let marked = words_in(&Folded::new(text), query).unwrap_or_default();
    let marked: Vec<usize> = marked.into_iter().filter_map(|index| letters.get(index).copied()).collect();
    let first = marked.first().copied().unwrap_or(0);
    if first <= BEFORE {
        return (text.to_owned(), marked);
    }
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let blank = graphemes[..first - BEFORE / 2].iter().rposition(|letter| *letter == " ");
    let from = blank.map_or(0, |blank| blank + 1);
    (format!("…{}", graphemes[from..].concat()), marked.into_iter().map(|index| index + 1 - from).collect())
}

/// For each letter that is compared, its number among the characters of the text.
fn seen_letters(text: &str) -> Vec<usize> {
    let letters = text.graphemes(true).enumerate();
    letters.filter(|(_, letter)| fold(letter).is_some()).map(|(index, _)| index).collect()
}

/// The letters of each word where it stands: at the beginning of a word if it does, else anywhere.
fn words_in(folded: &Folded, query: &Query) -> Option<Vec<usize>> {
    let mut marked = Vec::new();
    let whole = std::slice::from_ref(&query.letters);
    let words = if folded.letters.contains(&query.letters) { whole } else { &query.words };
    for word in words {
        let mut begins = folded.starts.iter().map(|start| usize::from(*start));
        let at = begins
            .find(|start| folded.letters[*start..].starts_with(word.as_str()))
            .or_else(|| folded.letters.find(word.as_str()))?;
        let first = folded.letters[..at].chars().count();
        marked.extend(first..first + word.chars().count());
    }
    marked.sort_unstable();
    marked.dedup();
    Some(marked)
}
