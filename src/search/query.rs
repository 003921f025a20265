//! What was typed, and how it fits a name or a sentence.

use memchr::memmem::Finder;

use crate::content::{EntryKind, Findable, FoundKind};
use crate::folded::Folded;

use super::slips::goes_on;
use super::{CLOSEST, LONGEST_QUERY};

/// How something fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// It is a name.
    Exact,
    /// A name begins with it, or it is made of a name's initials.
    Prefix,
    /// Each word begins a word of a name.
    WordStart,
    /// A name has it inside.
    Inside,
    /// A name of several words stands whole among others, as in a question.
    Whole,
    /// Some words begin words of a name, the others words of what is said.
    Named,
    /// A word or two of a name, with a slip of the fingers.
    Slip,
    /// Each word begins a word of what is said.
    Said,
    /// Some of the words begin words of a name, or of what is said.
    Part,
    /// A name has all its letters, in order.
    Scattered,
}

/// What was typed, made comparable.
pub struct Query {
    /// All its letters.
    pub letters: String,
    /// Its words.
    pub words: Vec<String>,
    mask: u64,
    pub(super) finders: Vec<Finder<'static>>,
}

/// The words of what was typed without a blank in it: single letters, as in "A/B", are one.
fn typed_words(typed: &str) -> Vec<String> {
    let folded = Folded::new(&typed.to_lowercase());
    let words: Vec<String> = folded.words().map(str::to_owned).collect();
    if words.len() > 1 && words.iter().all(|word| word.chars().count() == 1) {
        vec![words.concat()]
    } else {
        words
    }
}

/// The longest name in which letters may be scattered: a longer one has nearly any letters in any order.
const LONGEST_SCATTERED: usize = 24;

/// The fewest letters that are looked for in sentences: every sentence has one letter.
const SENTENCES_NEED: usize = 2;

impl Query {
    /// `None` where no letter or digit was typed.
    pub fn new(text: &str) -> Option<Self> {
        let text: String = text.chars().take(LONGEST_QUERY).collect();
        // In what is typed, capitals begin no words.
        let folded = Folded::new(&text.to_lowercase());
        if folded.letters.is_empty() {
            return None;
        }
        let words: Vec<String> = text.split_whitespace().flat_map(typed_words).collect();
        let finders = words.iter().map(|word| Finder::new(word).into_owned()).collect();
        Some(Self { letters: folded.letters, words, mask: folded.mask, finders })
    }

    /// How it fits, and how close the name is.
    pub fn fits(&self, found: &Findable) -> Option<(Tier, u32)> {
        let by_name = found.names.iter().filter_map(|name| match self.fits_name(name)? {
            // Strewn letters are scored later, and only so many.
            Tier::Scattered => Some((Tier::Scattered, 0)),
            tier => Some((tier, self.closeness(name))),
        });
        let is_key = found.kind == FoundKind::Claim;
        // Titles of sources are sentences, and have nearly any letters in any order.
        let is_source = found.kind == FoundKind::Entry(EntryKind::Source);
        let by_name = by_name.filter(|(tier, _)| !is_key || *tier == Tier::Exact);
        let by_name =
            by_name.filter(|(tier, _)| !(is_source && matches!(tier, Tier::Scattered | Tier::Whole)));
        let best = by_name.min_by_key(|(tier, closeness)| (*tier, CLOSEST - closeness));
        match best {
            Some((tier, _)) if tier < Tier::Named => best,
            _ => self.fits_said(found).map(|tier| (tier, 0)).or(best),
        }
    }

    fn fits_name(&self, name: &Folded) -> Option<Tier> {
        if self.mask & !name.mask != 0 {
            return if self.is_numeronym(name) {
                Some(Tier::Prefix)
            } else {
                self.holds(name).then_some(Tier::Whole)
            };
        }
        let begins = |word: &String| name.tails().any(|tail| tail.starts_with(word.as_str()));
        Some(if name.letters == self.letters {
            Tier::Exact
        } else if name.letters.starts_with(&self.letters) || self.is_initials(name) {
            Tier::Prefix
        } else if self.words.iter().all(begins) {
            Tier::WordStart
        } else if self.finders.iter().all(|finder| finder.find(name.letters.as_bytes()).is_some()) {
            Tier::Inside
        } else if self.holds(name) {
            Tier::Whole
        } else if name.letters.len() <= LONGEST_SCATTERED && is_subsequence(&self.letters, &name.letters) {
            Tier::Scattered
        } else {
            return None;
        })
    }

    /// Whether each word begins a word of the name or of what is said; [`Tier::Named`] where one is of a name.
    fn fits_said(&self, found: &Findable) -> Option<Tier> {
        if self.letters.len() < SENTENCES_NEED {
            return None;
        }
        let mut named = false;
        for (word, finder) in self.words.iter().zip(&self.finders) {
            if found.kind != FoundKind::Claim && begins_name(word, found) {
                named = true;
            } else if !is_said(finder, &found.said) {
                return None;
            }
        }
        Some(if named { Tier::Named } else { Tier::Said })
    }

    /// Whether a name of several words stands among others; the last of them may have an ending there. A word alone may
    /// be any word of a sentence.
    fn holds(&self, name: &Folded) -> bool {
        if name.starts.len() < 2 || name.starts.len() >= self.words.len() || name.mask & !self.mask != 0 {
            return false;
        }
        let from = |at: usize| {
            let mut rest = name.letters.as_str();
            self.words[at..].iter().find_map(|word| match rest.strip_prefix(word.as_str()) {
                Some("") => Some(true),
                Some(more) => {
                    rest = more;
                    None
                }
                None => Some(goes_on(word, rest)),
            })
        };
        (0..self.words.len()).any(|at| from(at) == Some(true))
    }

    /// How close a name is: the fewer letters it has besides, or leaves besides, the closer.
    pub(super) fn closeness(&self, name: &Folded) -> u32 {
        let more = name.letters.len().abs_diff(self.letters.len());
        CLOSEST.saturating_sub(u32::try_from(more).unwrap_or(CLOSEST))
    }

    /// `ds` for data scientist; a letter alone stands for too much.
    fn is_initials(&self, name: &Folded) -> bool {
        let initials = name.tails().filter_map(|tail| tail.chars().next());
        self.letters.len() > 1 && initials.eq(self.letters.chars())
    }

    /// `k8s` for Kubernetes: the first letter, how many are left out, the last.
    fn is_numeronym(&self, name: &Folded) -> bool {
        let mut letters = name.letters.chars();
        let (Some(first), Some(last)) = (letters.next(), letters.next_back()) else { return false };
        let inside = self.letters.strip_prefix(first).and_then(|rest| rest.strip_suffix(last));
        inside.is_some_and(|number| number.parse() == Ok(letters.count()))
    }

    /// The same without the words that stand in questions about anything; `None` where there are no such words, or no
    /// others.
    pub fn without_small_words(&self) -> Option<Self> {
        let (small, others): (Vec<&str>, Vec<&str>) =
            self.words.iter().map(String::as_str).partition(|word| SMALL_WORDS.contains(word));
        if small.is_empty() || others.is_empty() { None } else { Self::new(&others.join(" ")) }
    }

    /// How many of the words begin a word of a name or of what is said, where not all of them do.
    pub fn part(&self, found: &Findable) -> Option<u32> {
        let weight = |(word, finder): (&String, &Finder<'_>)| {
            if word.len() < PART_NEEDS {
                0
            } else if found.kind != FoundKind::Claim && begins_name(word, found) {
                2
            } else {
                u32::from(is_said(finder, &found.said))
            }
        };
        Some(self.words.iter().zip(&self.finders).map(weight).sum()).filter(|weight| *weight > 0)
    }
}

/// Words of questions that tell nothing of what is asked about.
const SMALL_WORDS: &[&str] = &[
    "a", "about", "am", "an", "and", "are", "be", "become", "can", "could", "do", "does", "for", "get",
    "good", "hard", "have", "how", "i", "in", "is", "it", "know", "learn", "me", "my", "need", "of", "on",
    "or", "should", "the", "to", "use", "what", "whats", "when", "where", "which", "who", "why", "with",
    "would", "you",
];

/// The shortest word that is looked for without the words beside it.
const PART_NEEDS: usize = 3;

/// Whether a word begins a word of a name.
pub(super) fn begins_name(word: &str, found: &Findable) -> bool {
    found.names.iter().any(|name| name.tails().any(|tail| tail.starts_with(word)))
}

/// Whether a word begins a word of what is said.
pub(super) fn is_said(word: &Finder<'_>, said: &Folded) -> bool {
    let letters = said.letters.as_bytes();
    let mut from = 0;
    // What goes over the end of a word may hide the word that begins inside it.
    while let Some(further) = word.find(&letters[from..]) {
        let at = from + further;
        if u16::try_from(at).is_ok_and(|at| said.starts.binary_search(&at).is_ok()) {
            return true;
        }
        from = at + 1;
    }
    false
}

fn is_subsequence(letters: &str, name: &str) -> bool {
    let mut name = name.chars();
    letters.chars().all(|letter| name.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_behind_one_that_seems_to_begin_before_it() {
        for (word, said, is_there) in [
            ("test", "writes tests", true),
            ("test", "writes a test", true),
            ("anan", "an ananas", true),
            ("rite", "writes tests", false),
        ] {
            let said = Folded::new(said);
            assert_eq!(is_said(&Finder::new(word), &said), is_there, "{word}");
        }
    }
}
