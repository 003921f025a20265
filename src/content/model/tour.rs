//! A tour: places to show to others, and what to say there.

use schemars::JsonSchema;
use serde::Deserialize;

use super::claim::Claim;
use super::text::Text;

/// `tours/ID.toml`: places in order, with what to say at each.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tour {
    /// its title
    pub title: Text,
    /// how many minutes it takes
    pub minutes: u16,
    /// its stops, in order
    #[serde(default)]
    pub stop: Vec<Stop>,
}

impl Tour {
    /// How long it takes: "20 minutes, 9 stops".
    #[must_use]
    pub fn length(&self) -> String {
        let (minutes, stops) = (self.minutes, self.stop.len());
        let word = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
        format!("{}, {}", word(minutes.into(), "minute"), word(stops, "stop"))
    }
}

/// A stop of a tour.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// the place, or a part of it: `role:ai-engineer@after#does`
    pub place: Text,
    /// its title
    pub title: Text,
    /// what to say there
    #[serde(default)]
    pub say: Vec<Claim>,
    /// how many minutes it takes
    pub minutes: u16,
    /// a question for the room
    pub vote: Option<Vote>,
}

/// A question for the room.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// what is asked
    pub ask: Text,
    /// what one can answer
    pub options: Vec<Text>,
}
