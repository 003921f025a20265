//! The content pack as it is written: one type a file, format 1.
//!
//! The doc comments here are what an author reads when a field is missing or misspelt, so they speak
//! to authors. Sources of every statement, and where it stands in its file, stay with it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// A text that names another entry or is shown to readers, with where it stands in its file.
pub type Text = Spanned<String>;

/// The one word that may stand where a source does: the guide itself says so.
pub const EDITORIAL: &str = "editorial";

/// The source's id and the claim's key of a citation (`source` or `source.CLAIM`).
#[must_use]
pub fn citation_parts(citation: &str) -> (&str, Option<&str>) {
    citation.split_once('.').map_or((citation, None), |(id, key)| (id, Some(key)))
}

/// Something that is said, with its evidence.
pub trait Statement {
    /// What is said.
    fn text(&self) -> &Text;
    /// Citations: `source`, `source.CLAIM`, or the one word `editorial`.
    fn sources(&self) -> &[Text];
    /// Ids of the entries it is about.
    fn see(&self) -> &[Text];
    /// The year of a figure in it.
    fn as_of(&self) -> Option<&str>;
    /// What speaks against it.
    fn but(&self) -> Option<&Claim>;
}

/// Declares a statement: the fields every statement has, and some of its own.
macro_rules! statement {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// what is said, in words of your own
            #[schemars(with = "String")]
            pub text: Text,
            /// who says so: a list of `source-id.CLAIM` and `source-id`, or of `editorial` alone
            #[serde(default)]
            #[schemars(with = "Vec<String>")]
            pub sources: Vec<Text>,
            /// ids of the entries it is about
            #[serde(default)]
            #[schemars(with = "Vec<String>")]
            pub see: Vec<Text>,
            /// the year of a figure in it
            pub as_of: Option<String>,
            /// a claim that speaks against it
            pub but: Option<Box<Claim>>,
        }

        impl Statement for $name {
            fn text(&self) -> &Text { &self.text }
            fn sources(&self) -> &[Text] { &self.sources }
            fn see(&self) -> &[Text] { &self.see }
            fn as_of(&self) -> Option<&str> { self.as_of.as_deref() }
            fn but(&self) -> Option<&Claim> { self.but.as_deref() }
        }
    };
}

statement! {
    /// A statement with its evidence.
    Claim {}
}

statement! {
    /// How a role differs from another.
    Versus {
        /// the id of the other role
        #[schemars(with = "String")]
        role: Text,
    }
}

statement! {
    /// Something a role does in an era.
    Task {
        /// the task's id; the same id is the same task in every era and every role
        #[schemars(with = "String")]
        id: Text,
    }
}

statement! {
    /// A task that a role no longer does.
    GoneTask {
        /// the id of the task that went
        #[schemars(with = "String")]
        id: Text,
        /// ids of the roles or actors it went to
        #[schemars(with = "Vec<String>")]
        to: Vec<Text>,
    }
}

statement! {
    /// What is said of some skills and tools of a role.
    Remark {
        /// ids of the skills and tools it is about
        #[schemars(with = "Vec<String>")]
        of: Vec<Text>,
    }
}

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
    /// the id of the era a reader starts in
    #[schemars(with = "String")]
    pub default_era: Text,
    /// groups of roles, in order
    #[serde(default)]
    pub family: Vec<Family>,
    /// the names of the four levels of a skill
    pub levels: Levels,
}

/// A group of roles.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// the family's id, which roles name
    #[schemars(with = "String")]
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

/// How well a role needs a skill: 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(try_from = "i64")]
#[schemars(!try_from)]
pub struct Level(#[schemars(range(min = 1, max = 4))] u8);

impl Level {
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

/// `eras/ID.toml`: a time in which work was divided in one way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Era {
    /// its place in time: 1 is the first
    #[schemars(with = "i64")]
    pub order: Spanned<i64>,
    /// its name, as in \"Before foundation models\"
    pub name: String,
    /// a short id for links, as in \"before\"
    #[schemars(with = "String")]
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
    #[schemars(with = "[String; 2]")]
    pub between: [Text; 2],
    /// the id of the role that bridges the gap
    #[schemars(with = "String")]
    pub by: Text,
    /// what the gap is
    #[serde(default)]
    pub gap: Vec<Claim>,
    /// what the bridge changed
    #[serde(default)]
    pub effect: Vec<Claim>,
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

/// `roles/ID.toml`: a role in every era.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// its name
    #[schemars(with = "String")]
    pub name: Text,
    /// other names it goes by
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub aliases: Vec<Text>,
    /// the id of its family
    #[schemars(with = "String")]
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
    #[schemars(with = "BTreeMap<String, RoleEra>")]
    pub era: BTreeMap<Text, RoleEra>,
}

/// What people get wrong, and what is true.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Myth {
    /// what people say
    #[schemars(with = "String")]
    pub says: Text,
    /// what is true
    pub truth: Claim,
}

/// A role that this one leads to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// the id of the role
    #[schemars(with = "String")]
    pub role: Text,
    /// why it is a way that people go
    pub because: Claim,
    /// the one era it holds for; left out: all that both have
    #[schemars(with = "Option<String>")]
    pub era: Option<Text>,
}

/// Something a role hands to another party.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gives {
    /// the id of the role or actor that receives it
    #[schemars(with = "String")]
    pub to: Text,
    /// what is handed over, a few words
    #[schemars(with = "String")]
    pub what: Text,
    /// where it goes wrong
    pub trouble: Option<Claim>,
    /// the one era it holds for; left out: all that both have
    #[schemars(with = "Option<String>")]
    pub era: Option<Text>,
    /// who says so
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub sources: Vec<Text>,
}

/// Something a role gets from an actor.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gets {
    /// the id of the actor that gives it
    #[schemars(with = "String")]
    pub from: Text,
    /// what is handed over, a few words
    #[schemars(with = "String")]
    pub what: Text,
    /// where it goes wrong
    pub trouble: Option<Claim>,
    /// the one era it holds for; left out: all that the role has
    #[schemars(with = "Option<String>")]
    pub era: Option<Text>,
    /// who says so
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
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
    #[schemars(with = "BTreeMap<String, Level>")]
    pub skills: BTreeMap<Text, Level>,
    /// skills that help: id = level 1 to 4
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Level>")]
    pub helpful: BTreeMap<Text, Level>,
    /// ids of its tools
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub tools: Vec<Text>,
    /// ids of tasks that are as in the era before
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
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

/// `skills/ID.toml`: a group of skills.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillGroup {
    /// the group's name
    pub name: String,
    /// its skills, by id
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Skill>")]
    pub skill: BTreeMap<Text, Skill>,
}

/// Something one can learn.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// its name
    #[schemars(with = "String")]
    pub name: Text,
    /// what it is, a sentence
    #[schemars(with = "String")]
    pub about: Text,
    /// ids of skills to have first
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
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
    #[schemars(with = "String")]
    pub title: Text,
    /// where it is
    pub url: String,
}

/// `toolkits/ID.toml`: a group of tools.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Toolkit {
    /// the group's name
    pub name: String,
    /// what its tools are for, a sentence
    #[schemars(with = "String")]
    pub about: Text,
    /// its tools, by id
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Tool>")]
    pub tool: BTreeMap<Text, Tool>,
}

/// Something one works with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// its name, spelt as its makers do
    #[schemars(with = "String")]
    pub name: Text,
    /// what one does with it, a sentence
    #[schemars(with = "String")]
    pub about: Text,
    /// its home page
    pub url: Option<String>,
    /// when it first came out, where a source says so
    pub since: Option<String>,
    /// its licence or kind of licence
    pub licence: Option<String>,
    /// ids of the skills it exercises
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub skills: Vec<Text>,
    /// ids of the eras it belongs to; left out: all
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub eras: Vec<Text>,
    /// ids of the tools it took over from
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub replaces: Vec<Text>,
    /// who says so
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub sources: Vec<Text>,
}

/// `sources/ID.toml`: something that was read, and what it says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// its title
    #[schemars(with = "String")]
    pub title: Text,
    /// how lines name it, as in \"Warepam 2024\"
    pub short: String,
    /// who wrote it
    pub author: Option<String>,
    /// who published it
    pub publisher: Option<String>,
    /// when it came out: 2025, 2025-03 or 2025-03-24, in quotes
    pub date: Option<String>,
    /// where it is
    pub url: Option<String>,
    /// the date on which it was looked at
    pub read: String,
    /// what it says, by key
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, SourceClaim>")]
    pub claim: BTreeMap<Text, SourceClaim>,
}

/// One thing that a source says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceClaim {
    /// what it says, in words of your own
    #[schemars(with = "String")]
    pub says: Text,
    /// what kind of statement that is
    pub kind: ClaimKind,
    /// what to keep in mind when relying on it
    pub caveat: Option<String>,
}

/// What kind of statement a source makes, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// The source states it as a fact.
    Fact,
    /// The source gives it as an example.
    Example,
    /// The source thinks so.
    Opinion,
    /// The source expects it.
    Forecast,
    /// It is about the source itself; no line cites it.
    Meta,
}

impl ClaimKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Example => "example",
            Self::Opinion => "opinion",
            Self::Forecast => "forecast",
            Self::Meta => "about the source",
        }
    }
}
