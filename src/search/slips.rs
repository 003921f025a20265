//! Slips of the fingers: which words of names a typed word may have been meant for.

use std::collections::{HashMap, HashSet};

use memchr::memmem::Finder;

use crate::content::{Findable, Findables};
use crate::folded::{Folded, mask};

use super::query::{Query, begins_name, is_said};

impl Query {
    /// What fits with slips of the fingers: each word begins a word of a name, or nearly does; words beside
    /// such a word may be of what is said.
    pub fn slips<'l>(&self, findables: &'l Findables) -> Vec<(&'l Findable, u32)> {
        let each: Vec<HashMap<usize, u32>> =
            self.words.iter().map(|word| slips_of(word, findables)).collect();
        let candidates: HashSet<usize> = each.iter().flat_map(HashMap::keys).copied().collect();
        let fits = |at: usize| {
            let found = &findables.all()[at];
            let of = |(slips, finder): (&HashMap<usize, u32>, &Finder<'_>)| {
                slips.get(&at).copied().or_else(|| is_said(finder, &found.said).then_some(0))
            };
            let slips =
                each.iter().zip(&self.finders).map(of).sum::<Option<u32>>().filter(|slips| *slips > 0)?;
            let meant = found.names.iter().filter(|name| self.slips_into(name));
            let closest = meant.map(|name| self.closeness(name)).max().unwrap_or(0);
            Some((found, (closest / 2).saturating_sub(100 * slips)))
        };
        candidates.into_iter().filter_map(fits).collect()
    }

    /// Whether each word begins, or nearly begins, a word of a name.
    fn slips_into(&self, name: &Folded) -> bool {
        let near = |word: &String| {
            let (length, mask) = (word.chars().count(), mask(word));
            name.words().any(|other| slips(word, length, mask, other).is_some())
        };
        self.words.iter().all(near)
    }

    /// Whether each of its words begins a word of one name, or is such a word with an ending.
    pub fn goes_on_from(&self, found: &Findable) -> bool {
        let fits = |word: &String, name: &Folded| {
            name.words().any(|other| other.starts_with(word.as_str()) || goes_on(word, other))
        };
        found.names.iter().any(|name| self.words.iter().all(|word| fits(word, name)))
    }

    /// The same with the nearest word of a name in place of each word that begins none anywhere; `None` where that is
    /// the same, or where one is near to none.
    pub fn mended(&self, findables: &Findables) -> Option<Self> {
        let is_known = |word: &String, finder: &Finder<'_>| {
            let mut all = findables.all().iter();
            all.any(|found| begins_name(word, found) || is_said(finder, &found.said))
        };
        let nearest = |word: &String| {
            let (length, mask) = (word.chars().count(), mask(word));
            let near = findables.words().keys();
            let near = near.filter_map(|other| Some((slips(word, length, mask, other)?, other.len(), other)));
            near.min().map(|(_, _, other)| other)
        };
        let words = self.words.iter().zip(&self.finders);
        let words =
            words.map(|(word, finder)| if is_known(word, finder) { Some(word) } else { nearest(word) });
        let words: Vec<_> = words.map(|word| word.map(String::as_str)).collect::<Option<_>>()?;
        if words == self.words { None } else { Self::new(&words.join(" ")) }
    }
}

/// How many slips a word may have: in a word of three letters one slip makes another word.
fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many letters a word may go on behind a word of a name: `designing` for design.
const ENDING: usize = 3;

/// What has a word in a name that begins as this one does, or nearly, and by how many slips.
fn slips_of(word: &str, findables: &Findables) -> HashMap<usize, u32> {
    let length = word.chars().count();
    let mask = mask(word);
    let mut fewest: HashMap<usize, u32> = HashMap::new();
    for (other, those) in findables.words() {
        let Some(slips) = slips(word, length, mask, other) else { continue };
        for at in those {
            let known = fewest.entry(*at).or_insert(slips);
            *known = slips.min(*known);
        }
    }
    fewest
}

/// The shortest word whose slips are looked for at the beginning of longer ones.
const BEGINNING_NEEDS: usize = 5;

/// The slips between a word and another, or the beginning of another (Damerau–Levenshtein); `None` where
/// they are too many.
fn slips(word: &str, length: usize, word_mask: u64, other: &str) -> Option<u32> {
    if other.starts_with(word) {
        return Some(0);
    }
    let allowed = allowed(length);
    let far = |letters: &str| (word_mask & !mask(letters)).count_ones() as usize > allowed;
    if allowed > 0 && !far(other) {
        let ends: Vec<usize> = other.char_indices().map(|(at, _)| at).skip(1).chain([other.len()]).collect();
        let whole = ends.len();
        let lengths = length - allowed..=length + allowed;
        let lengths = lengths.filter(|end| *end == whole || (length >= BEGINNING_NEEDS && *end < whole));
        let beginnings = lengths.filter_map(|length| ends.get(length - 1)).map(|end| &other[..*end]);
        let near = beginnings.filter(|beginning| !far(beginning));
        let slips = near.map(|near| strsim::damerau_levenshtein(word, near)).min();
        if let Some(slips) = slips.filter(|slips| *slips <= allowed) {
            return u32::try_from(slips).ok();
        }
    }
    goes_on(word, other).then_some(1)
}

/// Whether a word is another with an ending.
pub fn goes_on(word: &str, other: &str) -> bool {
    other.len() > ENDING && word.strip_prefix(other).is_some_and(|ending| ending.chars().count() <= ENDING)
}
