//! A role: what it is for in every era, and what it does in each.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim::{Claim, Statement, statement};
use super::text::Text;

statement! {
    /// How a role differs from another.
    Versus {
        /// the id of the other role
        role: Text,
    }
}

statement! {
    /// Something a role does in an era; under `see` stand the skills that it uses.
    Task {
        /// the task's id; the same id is the same task in every era and every role
        id: Text,
    }
}

statement! {
    /// A task that a role no longer does.
    GoneTask {
        /// the id of the task that went
        id: Text,
        /// ids of the roles or actors it went to
        to: Vec<Text>,
    }
}

statement! {
    /// What is said of some skills and tools of a role.
    Remark {
        /// ids of the skills and tools it is about
        of: Vec<Text>,
    }
}

/// How well a role needs a skill: 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(try_from = "i64")]
#[schemars(!try_from)]
pub struct Level(#[schemars(range(min = 1, max = 4))] u8);

impl Level {
    /// The level with a number; `None` where it is not 1 to 4.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        (1..=4).contains(&number).then_some(Self(number))
    }

    /// The number, 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Level {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        match u8::try_from(number) {
            Ok(level @ 1..=4) => Ok(Self(level)),
            _ => Err(format!("levels go from 1 to 4, this is {number}")),
        }
    }
}

/// `roles/ID.toml`: a role in every era.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// its name
    pub name: Text,
    /// other names it goes by
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// the id of its family
    pub family: Text,
    /// what the role is for
    pub mission: Claim,
    /// definitions, where the field disagrees what the role is
    #[serde(default)]
    pub definition: Vec<Claim>,
    /// how it differs from other roles
    #[serde(default)]
    pub versus: Vec<Versus>,
    /// what varies from one employer to another
    #[serde(default)]
    pub varies: Vec<Claim>,
    /// how people get in
    #[serde(default)]
    pub entry: Vec<Claim>,
    /// how much it is asked for
    #[serde(default)]
    pub demand: Vec<Claim>,
    /// what people get wrong about it
    #[serde(default)]
    pub myth: Vec<Myth>,
    /// roles it leads to
    #[serde(default)]
    pub next: Vec<Next>,
    /// what it hands to others
    #[serde(default)]
    pub gives: Vec<Gives>,
    /// what it gets from actors
    #[serde(default)]
    pub gets: Vec<Gets>,
    /// the role in each era, by the era's id
    pub era: BTreeMap<Text, Box<RoleEra>>,
}

/// What people get wrong, and what is true.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Myth {
    /// what people say
    pub says: Text,
    /// what is true
    pub truth: Claim,
}

/// A role that this one leads to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// the id of the role
    pub role: Text,
    /// why it is a way that people go
    pub because: Claim,
    /// the one era it holds for; left out: all that both have
    pub era: Option<Text>,
}

/// Something a role hands to another party.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gives {
    /// the id of the role or actor that receives it
    pub to: Text,
    /// what is handed over, a few words
    pub what: Text,
    /// where it goes wrong
    pub trouble: Option<Claim>,
    /// the one era it holds for; left out: all that both have
    pub era: Option<Text>,
    /// who says so
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Something a role gets from an actor.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gets {
    /// the id of the actor that gives it
    pub from: Text,
    /// what is handed over, a few words
    pub what: Text,
    /// where it goes wrong
    pub trouble: Option<Claim>,
    /// the one era it holds for; left out: all that the role has
    pub era: Option<Text>,
    /// who says so
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// What an era did to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It appeared in this era.
    New,
    /// It was there and stayed what it was.
    Established,
    /// It was there and changed.
    Reshaped,
    /// It is on its way out.
    Fading,
    /// There was no such role.
    Absent,
}

/// A role in one era.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleEra {
    /// what the era did to the role
    pub status: Status,
    /// the role in this era, a sentence or two
    pub summary: Claim,
    /// skills it needs: id = level 1 to 4
    #[serde(default)]
    pub skills: BTreeMap<Text, Level>,
    /// skills that help: id = level 1 to 4
    #[serde(default)]
    pub helpful: BTreeMap<Text, Level>,
    /// ids of its tools
    #[serde(default)]
    pub tools: Vec<Text>,
    /// ids of tasks that are as in the era before
    #[serde(default)]
    pub keeps: Vec<Text>,
    /// its tasks
    #[serde(default)]
    pub does: Vec<Task>,
    /// tasks of the era before that it no longer does
    #[serde(default)]
    pub gone: Vec<GoneTask>,
    /// what is said of its skills and tools
    #[serde(default)]
    pub evidence: Vec<Remark>,
}
