//! The content pack as it is written: one type a file, format 1.
//!
//! The doc comments here are what an author reads when a field is missing or misspelt, so they speak
//! to authors. Sources of every statement, and where it stands in its file, stay with it.

mod claim;
mod practice;
mod role;
mod scenario;
mod text;
mod tour;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

pub use claim::{
    Claim, ClaimKind, EDITORIAL, Source, SourceClaim, Statement, UNWRITTEN, citation_parts, words,
};
pub use practice::{FollowUp, Leaning, Leanings, Question, Questions, Seniority};
pub use role::{Gets, Gives, GoneTask, Level, Myth, Next, Remark, Role, RoleEra, Status, Task, Versus};
pub use scenario::{Doing, Outcome, Scenario, ScenarioKind, Step};
pub use text::Text;
pub use tour::{Stop, Tour, Vote};

/// `pack.toml`: what the whole pack is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// the version of the format; this program reads 1
    #[schemars(with = "i64")]
    pub format: Spanned<i64>,
    /// the pack's name, a line
    pub name: String,
    /// the pack's own version
    pub version: String,
    /// the language of its texts, as in `lang="en"`
    pub language: String,
    /// the licence of its texts (SPDX)
    pub licence: String,
    /// a sentence that must be shown with the texts
    pub attribution: Option<String>,
    /// the pack that this one adds to: roles, skills, tools, questions, leanings and claims with an id
    /// of their own are added, those with the id of one that is there replace it
    pub extends: Option<Extended>,
    /// the id of the era a reader starts in; a pack that extends another may leave it to that
    pub default_era: Option<Text>,
    /// groups of roles, in order; those of a pack that is extended come first
    #[serde(default)]
    pub family: Vec<Family>,
    /// the names of the four levels of a skill; a pack that extends another may leave them to that
    pub levels: Option<Levels>,
}

impl Pack {
    /// This pack as an addition to another: what it leaves open is as it is there, and the other with its licence is
    /// named wherever texts are.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        let mut family = base.family;
        for own in self.family {
            match family.iter_mut().find(|one| one.id == own.id) {
                Some(one) => *one = own,
                None => family.push(own),
            }
        }
        let credit = format!("Adds to {}, version {}, {}.", base.name, base.version, base.licence);
        let attribution: Vec<_> =
            [Some(credit), base.attribution, self.attribution].into_iter().flatten().collect();
        Self {
            attribution: Some(attribution.join(" ")),
            default_era: self.default_era.or(base.default_era),
            levels: self.levels.or(base.levels),
            family,
            ..self
        }
    }
}

/// What a pack can add to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Extended {
    /// The pack that is built into the program.
    Builtin,
}

/// A group of roles.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// the family's id, which roles name
    pub id: Text,
    /// its name
    pub name: String,
}

/// The names of the levels 1 to 4.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// the name of level 1
    #[serde(rename = "1")]
    pub one: String,
    /// the name of level 2
    #[serde(rename = "2")]
    pub two: String,
    /// the name of level 3
    #[serde(rename = "3")]
    pub three: String,
    /// the name of level 4
    #[serde(rename = "4")]
    pub four: String,
}

/// `eras/ID.toml`: a time in which work was divided in one way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Era {
    /// its place in time: 1 is the first
    #[schemars(with = "i64")]
    pub order: Spanned<i64>,
    /// its name, as in "Before foundation models"
    pub name: String,
    /// a short id for links, as in "before"
    pub short: Text,
    /// which years it covers, in words
    pub years: String,
    /// how work was divided
    pub summary: Claim,
    /// gaps that a division left, and the role that bridges each
    #[serde(default)]
    pub bridge: Vec<Bridge>,
    /// what changed against the era before
    #[serde(default)]
    pub shift: Vec<Claim>,
    /// what belongs to no one role
    #[serde(default)]
    pub about: Vec<Claim>,
}

/// A gap between two parties, and the role that spans it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bridge {
    /// the two parties: ids of roles or actors
    #[serde(deserialize_with = "exactly_two")]
    pub between: [Text; 2],
    /// the id of the role that bridges the gap
    pub by: Text,
    /// what the gap is
    #[serde(default)]
    pub gap: Vec<Claim>,
    /// what the bridge changed
    #[serde(default)]
    pub effect: Vec<Claim>,
}

/// Two texts: serde would leave out a third without a word.
fn exactly_two<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Text; 2], D::Error> {
    let texts = Vec::<Text>::deserialize(deserializer)?;
    texts.try_into().map_err(|texts: Vec<Text>| D::Error::invalid_length(texts.len(), &"two texts"))
}

/// `actors/ID.toml`: a party that is no job here.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// its name, as it stands in a sentence
    pub name: String,
    /// what it is
    pub about: Claim,
    /// examples of it
    #[serde(default)]
    pub examples: Vec<String>,
}

/// `skills/ID.toml`: a group of skills.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillGroup {
    /// the group's name
    pub name: String,
    /// its skills, by id
    #[serde(default)]
    pub skill: BTreeMap<Text, Skill>,
}

/// Something one can learn.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// its name
    pub name: Text,
    /// other names it goes by
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// what it is, a sentence
    pub about: Text,
    /// ids of skills to have first
    #[serde(default)]
    pub needs: Vec<Text>,
    /// where to learn it
    #[serde(default)]
    pub learn: Vec<Resource>,
}

/// Something to learn from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// its title
    pub title: Text,
    /// where it is
    pub url: Text,
}

/// `toolkits/ID.toml`: a group of tools.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Toolkit {
    /// the group's name
    pub name: String,
    /// what its tools are for, a sentence
    pub about: Text,
    /// its tools, by id
    #[serde(default)]
    pub tool: BTreeMap<Text, Tool>,
}

/// Something one works with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// its name, spelt as its makers do
    pub name: Text,
    /// other names it goes by
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// what one does with it, a sentence
    pub about: Text,
    /// its home page
    pub url: Option<Text>,
    /// when it first came out, where a source says so
    pub since: Option<Text>,
    /// its licence or kind of licence
    pub licence: Option<String>,
    /// ids of the skills it exercises
    #[serde(default)]
    pub skills: Vec<Text>,
    /// ids of the eras it belongs to; left out: all
    #[serde(default)]
    pub eras: Vec<Text>,
    /// ids of the tools it took over from
    #[serde(default)]
    pub replaces: Vec<Text>,
    /// who says so
    #[serde(default)]
    pub sources: Vec<Text>,
}
