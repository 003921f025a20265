//! What a reader practised: how each answer went, the runs that go on, and interviews that were held.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::content::model::Seniority;
use crate::moment::Moment;
use crate::place::{PlaceError, is_id};
use crate::visible::is_invisible;

use super::Grade;

/// Reads a text without what cannot be seen: what is kept may have come from elsewhere, and nothing in it may
/// reach a terminal as a command.
fn visible<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    Ok(text.chars().filter(|c| *c == '\n' || !is_invisible(*c)).collect())
}

/// Reads an id: it becomes part of places, and what is none would make one that cannot be read again.
fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    checked(String::deserialize(from)?)
}

/// The same, where there may be none.
fn any_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(from)?.map(checked).transpose()
}

fn checked<E: Error>(text: String) -> Result<String, E> {
    if is_id(&text) { Ok(text) } else { Err(E::custom(PlaceError::BadId(text))) }
}

/// One answer to a question, graded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The question's id; also of one that no pack here has.
    #[serde(deserialize_with = "id")]
    pub question: String,
    /// When; with the question's id it tells one review from another.
    pub at: Moment,
    /// How it went.
    pub grade: Grade,
    /// How many of its points the answer had.
    pub had: u16,
    /// How many points the question had then.
    pub of: u16,
    /// What the reader wrote.
    #[serde(default, deserialize_with = "visible")]
    pub note: String,
}

impl Review {
    /// Whether it is the same answer: nobody answers a question twice in one moment.
    #[must_use]
    pub fn is_the_same_as(&self, other: &Self) -> bool {
        self.at == other.at && self.question == other.question
    }
}

/// What is to be practised.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// The id of the role; `None` for all.
    #[serde(default, deserialize_with = "any_id")]
    pub role: Option<String>,
    /// The era's id.
    #[serde(deserialize_with = "id")]
    pub era: String,
    /// Only questions of this level.
    pub level: Option<Seniority>,
    /// Only questions about the skill with this id.
    #[serde(default, deserialize_with = "any_id")]
    pub skill: Option<String>,
    /// Whether what is due comes first.
    pub due: bool,
    /// The most questions.
    pub limit: u16,
    /// For an interview, how many minutes it takes.
    pub minutes: Option<u16>,
}

/// The longest note to a question, in characters: some pages.
pub const LONGEST_NOTE: usize = 4000;

/// A question of a run, and what the reader did with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The question's id.
    #[serde(deserialize_with = "id")]
    pub question: String,
    /// Whether its points are shown.
    #[serde(default)]
    pub revealed: bool,
    /// How many of its follow-ups were asked.
    #[serde(default)]
    pub asked: usize,
    /// How many of those show their points.
    #[serde(default)]
    pub answered: usize,
    /// The keys of the points that the answer had.
    #[serde(default)]
    pub ticked: BTreeSet<String>,
    /// How each point went, by its key; in an interview.
    #[serde(default)]
    pub grades: BTreeMap<String, Grade>,
    /// What the reader wrote.
    #[serde(default, deserialize_with = "visible")]
    pub note: String,
    /// How it was graded; `None` as long as it was not.
    #[serde(default)]
    pub review: Option<Review>,
}

/// How far an interview is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Questions are asked, and nothing is shown of their answers.
    Asking,
    /// The reader goes through the points.
    Judging,
    /// It was kept.
    Done,
}

/// A point that was judged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// Which card it is on.
    pub card: usize,
    /// Its key.
    pub point: String,
    /// How it was graded before, where it was.
    #[serde(default)]
    pub before: Option<Grade>,
}

/// The time of an interview.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// How far it is.
    pub stage: Stage,
    /// Milliseconds that were left at `since`.
    pub left: i64,
    /// Since when they run.
    pub since: Moment,
    /// The points that were judged, in that order.
    #[serde(default)]
    pub judged: Vec<Judged>,
    /// When it was kept, once it was.
    #[serde(default)]
    pub kept: Option<Moment>,
}

/// Practice that goes on: its deck, where the reader is in it, and what they did so far.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The name of the pack that its questions are from.
    #[serde(deserialize_with = "visible")]
    pub pack: String,
    /// The place where it goes on, as it is written.
    #[serde(deserialize_with = "visible")]
    pub place: String,
    /// What it was begun for.
    pub wish: Wish,
    /// Its questions in order.
    pub cards: Vec<Card>,
    /// Which of them is open; as many as there are where none is left.
    pub at: usize,
    /// Cards whose question the pack has not got at present; they come back with it.
    #[serde(default)]
    pub aside: Vec<Card>,
    /// When something was last done with it.
    pub touched: Moment,
    /// The time, in an interview.
    #[serde(default)]
    pub clock: Option<Clock>,
}

impl Run {
    /// What tells it from other runs: its pack, its place, and what it was begun for. Who wishes the same again
    /// goes on with it, and who wishes something else leaves it as it is.
    #[must_use]
    pub fn key(&self) -> String {
        let Wish { role: _, era: _, level, skill, due, limit, minutes } = &self.wish;
        let level = level.map_or("", Seniority::word);
        let (skill, due) = (skill.as_deref().unwrap_or_default(), if *due { "due" } else { "" });
        let minutes = minutes.map(|minutes| format!("{minutes}min")).unwrap_or_default();
        format!("{}/{level}/{skill}/{due}/{limit}/{minutes}/{}", self.place, self.pack)
    }
}

/// An interview that was held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// When it ended; it tells one interview from another.
    pub at: Moment,
    /// The role's id.
    #[serde(deserialize_with = "id")]
    pub role: String,
    /// The era's id.
    #[serde(deserialize_with = "id")]
    pub era: String,
    /// How many minutes it was to take.
    pub minutes: u16,
    /// What was asked.
    pub answers: Vec<Answered>,
}

/// A question of an interview that was held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The question's id.
    #[serde(deserialize_with = "id")]
    pub question: String,
    /// How many points it had then.
    pub of: u16,
    /// How the points went that were graded, by their keys.
    pub grades: BTreeMap<String, Grade>,
    /// What the reader wrote.
    #[serde(default, deserialize_with = "visible")]
    pub note: String,
}

impl Answered {
    /// How many of its points the answer had.
    #[must_use]
    pub fn had(&self) -> usize {
        self.grades.values().filter(|grade| grade.is_had()).count().min(self.of.into())
    }

    /// The answer as one grade, the mean of its points; `None` where not every point was graded.
    #[must_use]
    pub fn review(&self, at: Moment) -> Option<Review> {
        let graded =
            u16::try_from(self.grades.len()).ok().filter(|graded| *graded > 0 && *graded >= self.of)?;
        let sum: u32 = self.grades.values().map(|grade| u32::from(grade.number())).sum();
        let mean = (2 * sum + u32::from(graded)) / (2 * u32::from(graded));
        Some(Review {
            question: self.question.clone(),
            at,
            grade: Grade::try_from(i64::from(mean)).ok()?,
            had: u16::try_from(self.had()).unwrap_or(self.of),
            of: self.of,
            note: self.note.clone(),
        })
    }
}
