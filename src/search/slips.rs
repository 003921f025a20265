//! Slips of the fingers: which words of names a typed word may have been meant for.

use std::collections::HashMap;

use crate::content::Findables;
use crate::folded::mask;

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
pub fn slips_of(word: &str, findables: &Findables) -> HashMap<usize, u32> {
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
pub fn slips(word: &str, length: usize, word_mask: u64, other: &str) -> Option<u32> {
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
