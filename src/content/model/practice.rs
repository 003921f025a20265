//! What a reader practises with: questions, and what people like to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::content::FileId;

/// `questions/ID.toml`: questions that a role is asked in an interview.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// the id of the role
    pub role: Text,
    /// the questions
    #[serde(default)]
    pub question: Vec<Question>,
}

/// A question of an interview.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// the question's id; what was practised is kept under it
    pub id: Text,
    /// what is asked
    pub ask: Text,
    /// whom one asks it
    pub level: Seniority,
    /// the id of the one era it belongs to; left out: all that the role has
    pub era: Option<Text>,
    /// ids of the skills it is about
    #[serde(default)]
    pub skills: Vec<Text>,
    /// what a good answer has
    #[serde(default)]
    pub points: Vec<Text>,
    /// a short model answer
    pub answer: Text,
    /// what is asked next
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// who says so
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// What is asked after a question was answered.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// what is asked
    pub ask: Text,
    /// what a good answer has
    #[serde(default)]
    pub points: Vec<Text>,
}

/// Who is asked a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Seniority {
    /// Somebody who begins.
    Junior,
    /// Somebody with some years behind them.
    Mid,
    /// Somebody who leads others.
    Senior,
}

impl Seniority {
    /// All of them, who begins first.
    pub const ALL: [Self; 3] = [Self::Junior, Self::Mid, Self::Senior];

    /// The word it is written as.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Junior => "junior",
            Self::Mid => "mid",
            Self::Senior => "senior",
        }
    }
}

/// `leanings.toml`: what people like to do, and the tasks in which they would do it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leanings {
    /// the leanings
    #[serde(default)]
    pub leaning: Vec<Leaning>,
}

/// Something that somebody likes to do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaning {
    /// the leaning's id
    pub id: Text,
    /// what somebody would say of themselves
    pub says: Text,
    /// ids of tasks in which one does it
    #[serde(default)]
    pub tasks: Vec<Text>,
    /// The file it stands in, where that is not the pack's own: a pack may add leanings to the built-in ones.
    #[serde(skip)]
    pub file: Option<FileId>,
}
