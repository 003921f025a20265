//! Which letters of a hit were looked for.

use std::ops::Range;

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
    let words: Option<Vec<_>> = words_in(&folded, query).collect();
    let marked = words.map(|words| words.into_iter().flatten().collect()).or_else(|| {
        let matcher = scattered.then(SkimMatcherV2::default)?;
        matcher.fuzzy_indices(&folded.letters, &query.letters).map(|(_, indices)| indices)
    });
    marked.unwrap_or_default().into_iter().filter_map(|index| letters.get(index).copied()).collect()
}

/// A sentence from near the first word that was looked for, and the letters of it that were; words of the name need not
/// be in it.
pub fn excerpt(text: &str, query: &Query) -> (String, Vec<usize>) {
    /// How many characters may stand before the first word that was looked for.
    const BEFORE: usize = 40;
    let letters = seen_letters(text);
    let folded = Folded::new(text);
    let marked = words_in(&folded, query).flatten().flatten();
    let marked: Vec<usize> = marked.filter_map(|index| letters.get(index).copied()).collect();
    let first = marked.iter().min().copied().unwrap_or(0);
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

/// The letters of each word where it stands: at the beginning of a word if it does, else anywhere; `None` for one that
/// does not.
fn words_in<'a>(folded: &'a Folded, query: &'a Query) -> impl Iterator<Item = Option<Range<usize>>> + 'a {
    let whole = std::slice::from_ref(&query.letters);
    let words = if folded.letters.contains(&query.letters) { whole } else { &query.words };
    words.iter().map(|word| {
        let mut begins = folded.starts.iter().map(|start| usize::from(*start));
        let at = begins
            .find(|start| folded.letters[*start..].starts_with(word.as_str()))
            .or_else(|| folded.letters.find(word.as_str()))?;
        let first = folded.letters[..at].chars().count();
        Some(first..first + word.chars().count())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_begins_near_a_word_although_another_is_only_in_the_name() {
        let said = "Turns what a business wants into questions, and answers them with tables and charts";
        let (text, marked) =
            Query::new("analyst charts").map(|query| excerpt(said, &query)).unwrap_or_default();
        assert_eq!(text, "…them with tables and charts");
        assert_eq!(marked, (22..28).collect::<Vec<_>>());
    }
}
