//! How well an answer went.

use serde::{Deserialize, Serialize};

/// How well an answer went, by the reader's own judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(try_from = "i64", into = "u8")]
pub enum Grade {
    /// Not at all: ask it again soon.
    Again = 1,
    /// With trouble.
    Hard,
    /// As one would like it.
    Good,
    /// Without having to think.
    Easy,
}

impl Grade {
    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The number it is pressed and kept as, 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// Whether the answer was there at all.
    #[must_use]
    pub fn is_had(self) -> bool {
        self > Self::Again
    }

    /// Whether one had better read about it.
    #[must_use]
    pub fn is_weak(self) -> bool {
        self < Self::Good
    }

    /// How many answers went how: "1 again, 2 good"; empty where there are none.
    #[must_use]
    pub fn told(grades: impl IntoIterator<Item = Self>) -> String {
        let grades: Vec<_> = grades.into_iter().collect();
        let told = Self::ALL.into_iter().filter_map(|one| {
            let number = grades.iter().filter(|grade| **grade == one).count();
            (number > 0).then(|| format!("{number} {}", one.word()))
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.number()
    }
}

impl TryFrom<i64> for Grade {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, Self::Error> {
        let found = Self::ALL.into_iter().find(|grade| i64::from(grade.number()) == number);
        found.ok_or_else(|| format!("{number} is no grade: grades go from 1 to 4"))
    }
}
