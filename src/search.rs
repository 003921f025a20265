//! Finds what a reader types, over everything in a pack.
//!
//! A cheap pass sorts everything into tiers: the whole name, its beginning, the beginnings of its words,
//! letters inside it, words of what is said. Only where a reader may still be after something else are
//! names scored by [`fuzzy_matcher`], which costs about 1 µs a name, or measured for slips of the fingers.

mod marks;
mod query;
mod slips;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use serde::Serialize;

use crate::content::{EntryKind, Findable, Findables, FoundKind, Library};
use crate::place::{Kind, Link};

use query::{Query, Tier};

/// The most hits that are given: nobody reads further.
pub const MOST_HITS: usize = 100;
/// The most characters of a query that are looked at: time and memory of a fuzzy match grow with them.
pub const LONGEST_QUERY: usize = 120;
/// The most names that are scored letter by letter.
const MOST_SCORED: usize = 1000;

/// Fewer letters than this, or as many, begin many words.
const FEW_LETTERS: usize = 3;

/// What was found for a text.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best hits, the best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// Something that was found.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// Where it stands.
    #[serde(rename = "place", serialize_with = "as_text")]
    pub link: Link,
    /// What it is called.
    pub title: String,
    /// What it is: "role", "claim".
    pub kind: &'static str,
    /// How well it fits, more is better; comparable within one search only.
    pub score: u32,
    /// What is said there, from near the first word that was looked for.
    #[serde(skip)]
    pub text: String,
    /// Which letters of the title were looked for, counted in characters as a reader sees them.
    #[serde(skip)]
    pub in_title: Vec<usize>,
    /// The same for the text.
    #[serde(skip)]
    pub in_text: Vec<usize>,
}

fn as_text<S: serde::Serializer>(link: &Link, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(link)
}

/// How near something is to where one searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// A question of the deck that one practises.
    Deck,
    /// What the open page is about, or leads to.
    Here,
    /// Anywhere else.
    Elsewhere,
}

/// Something that fits, before it is known whether it is among the best.
struct Candidate<'l> {
    found: &'l Findable,
    tier: Tier,
    near: Near,
    /// How near the name is to the query, 0 to [`CLOSEST`].
    closeness: u32,
}

const CLOSEST: u32 = 999;

impl Candidate<'_> {
    /// What kind it is and how it fits; hits that are equal so far are told apart by what is open and by
    /// how close the name is.
    fn score(&self) -> u32 {
        let tier = 10 - self.tier as u32;
        // Where little fits, or nothing as it is typed, how much of it does counts for more than the kind.
        let is_weak = matches!(self.tier, Tier::Slip | Tier::Part | Tier::Scattered);
        let kind = if is_weak { 0 } else { kind_weight(self.found.kind) };
        tier * 100_000 + kind * 1_000 + self.closeness
    }

    fn rank(&self) -> impl Ord {
        let score = self.score();
        let kind = kind_weight(self.found.kind);
        // Who practises looks for a question of the deck first, where one holds the word as it is typed.
        let is_in_deck = self.near == Near::Deck && self.tier < Tier::Slip;
        (
            !is_in_deck,
            Reverse(score / 1_000),
            self.near,
            Reverse(score),
            Reverse(kind),
            &self.found.title,
            by_place(self.found),
        )
    }
}

/// A role is likelier to be meant than a tool, a tool than a page of many, that than who wrote of it, and all of these
/// than a sentence. Kinds of entry stand in the order in which they are likely.
fn kind_weight(kind: FoundKind) -> u32 {
    match kind {
        FoundKind::Entry(kind) => 50 - kind as u32,
        FoundKind::Page => 45,
        FoundKind::Statement => 20,
        FoundKind::Claim => 10,
    }
}

/// Whether what it is called is a whole title or question, with words of all kinds in it.
fn is_title(kind: FoundKind) -> bool {
    matches!(kind, FoundKind::Entry(EntryKind::Source | EntryKind::Question))
}

/// What is found for a text; what is in the deck comes first, and among equals what is here.
#[must_use]
pub fn search(library: &Library, text: &str, near: &dyn Fn(&Kind) -> Near) -> Found {
    let Some(mut query) = Query::new(text) else { return Found::default() };
    let findables = library.findables();
    let mut all = fitting(&query, findables);
    // A question has words that stand in any sentence: without them a name may be left.
    if all.iter().all(|one| one.tier > Tier::Prefix)
        && let Some(plain) = query.without_small_words()
    {
        let meant = fitting(&plain, findables);
        // Where the question as it stands fits something, only a whole name was meant more.
        let least = if all.iter().all(|one| one.tier > Tier::Whole) { Tier::WordStart } else { Tier::Exact };
        if meant.iter().any(|one| one.tier <= least && !is_title(one.found.kind)) {
            (query, all) = (plain, meant);
        }
    }
    // Slips in words of what is said or of titles: with the words that were meant, names may fit.
    let is_loose =
        all.iter().all(|one| one.tier > Tier::Slip || (one.tier == Tier::Slip && is_title(one.found.kind)));
    let mended = if is_loose && query.words.len() > 1 { query.mended(findables) } else { None };
    if let Some(mended) = mended {
        let meant = fitting(&mended, findables);
        if all.is_empty() || meant.iter().any(|one| one.tier < Tier::Slip) {
            (query, all) = (mended, meant);
        }
    }
    if all.is_empty() && query.words.len() > 1 {
        let part = |found| query.part(found).map(|weight| candidate(&query, found, Tier::Part, weight));
        all.extend(findables.all().iter().filter_map(part));
    }
    score_scattered(&query, &mut all);
    for one in &mut all {
        one.near = near(&one.found.link.place.kind);
    }
    let total = all.len();
    if total > MOST_HITS {
        all.select_nth_unstable_by(MOST_HITS, |a, b| a.rank().cmp(&b.rank()));
        all.truncate(MOST_HITS);
    }
    all.sort_by(|a, b| a.rank().cmp(&b.rank()));
    Found { hits: all.iter().map(|one| hit(&query, one)).collect(), total }
}

fn candidate<'l>(query: &Query, found: &'l Findable, tier: Tier, closeness: u32) -> Candidate<'l> {
    // Whoever types a few letters, or something like a name, seldom means those who wrote about it.
    let tier = match tier {
        tier if !is_title(found.kind) => tier,
        Tier::Slip if query.words.len() > 1 => Tier::Slip,
        Tier::Slip | Tier::Part | Tier::Scattered => Tier::Scattered,
        tier if query.letters.len() <= FEW_LETTERS => tier.max(Tier::Said),
        // A title begins with whatever it is about, and what that is has a page of its own.
        Tier::Prefix => Tier::WordStart,
        tier => tier,
    };
    Candidate { found, tier, near: Near::Elsewhere, closeness }
}

/// All that fits as it is typed or, where that may not be what was meant, with slips of the fingers.
fn fitting<'l>(query: &Query, findables: &'l Findables) -> Vec<Candidate<'l>> {
    let fits = |found| query.fits(found).map(|(tier, closeness)| candidate(query, found, tier, closeness));
    let mut all: Vec<_> = findables.all().iter().filter_map(fits).collect();
    if all.iter().any(|one| one.tier <= Tier::WordStart && !is_title(one.found.kind)) {
        return all;
    }
    // A slip of the fingers is likelier than letters that are strewn over a name; what fits better as it is typed stays
    // as it is.
    let slips: HashMap<_, _> =
        query.slips(findables).into_iter().map(|(found, by)| (by_place(found), (found, by))).collect();
    all.retain(|one| one.tier < Tier::Slip || !slips.contains_key(&by_place(one.found)));
    let kept: HashSet<_> = all.iter().map(|one| by_place(one.found)).collect();
    // A title that fits is what was meant, where a title was.
    let has_title = all.iter().any(|one| one.tier <= Tier::WordStart);
    let slips = slips
        .into_iter()
        .filter(|(place, (found, _))| !(kept.contains(place) || (has_title && is_title(found.kind))));
    all.extend(slips.map(|(_, (found, closeness))| {
        // "prompt engineering" is what a prompt engineer does.
        let tier = if query.goes_on_from(found) { Tier::WordStart } else { Tier::Slip };
        candidate(query, found, tier, closeness)
    }));
    all
}

/// What tells two findables apart: where they are kept.
fn by_place(found: &Findable) -> *const Findable {
    std::ptr::from_ref(found)
}

/// Scores names in which the letters are strewn, where such may be among the best hits at all.
fn score_scattered(query: &Query, all: &mut [Candidate<'_>]) {
    let better = all.iter().filter(|one| one.tier < Tier::Scattered).count();
    if better >= MOST_HITS {
        return;
    }
    let matcher = SkimMatcherV2::default();
    let scattered = all.iter_mut().filter(|one| one.tier == Tier::Scattered);
    for one in scattered.take(MOST_SCORED) {
        let scores =
            one.found.names.iter().filter_map(|name| matcher.fuzzy_match(&name.letters, &query.letters));
        let score = scores.max().unwrap_or(0);
        one.closeness = u32::try_from(score.max(0)).unwrap_or(CLOSEST).min(CLOSEST);
    }
}

fn hit(query: &Query, one: &Candidate<'_>) -> Hit {
    let found = one.found;
    let in_title = marks::in_name(&found.title, query, one.tier == Tier::Scattered);
    let (text, in_text) = marks::excerpt(&found.text, query);
    Hit {
        link: found.link.clone(),
        title: found.title.clone(),
        kind: found.kind.noun(),
        score: one.score(),
        text,
        in_title,
        in_text,
    }
}
