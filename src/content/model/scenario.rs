//! A project, and who does its steps in each era.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::text::Text;

/// `scenarios/ID.toml`: one project, and who does what in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// its name
    pub name: Text,
    /// whether many companies have the same need, or it is the company's own
    pub kind: ScenarioKind,
    /// what the project is, a sentence or two
    pub about: Text,
    /// its steps, in order
    #[serde(default)]
    pub step: Vec<Step>,
    /// how it goes in each era, by the era's id
    #[serde(default)]
    pub era: BTreeMap<Text, Outcome>,
}

/// Whose need a project serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScenarioKind {
    /// Many companies have the same need.
    General,
    /// It is the company's own.
    Core,
}

/// A step of a project.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// the step's id
    pub id: Text,
    /// its name, a few words
    pub name: Text,
    /// who does it in each era, by the era's id
    pub era: BTreeMap<Text, Doing>,
}

/// Who does a step in an era, and how.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Doing {
    /// ids of the roles or actors that do it; empty: nobody does, and `how` says why
    pub by: Vec<Text>,
    /// how it is done
    pub how: Claim,
}

/// How a project goes in an era.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// what comes of it
    pub outcome: Claim,
}
