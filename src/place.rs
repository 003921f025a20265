//! Where a reader is: a [`Place`], and the [`Link`] syntax it is written in.
//!
//! ```text
//! KIND[:ARGUMENT][@ERA][#KEY]      role:ai-engineer@after#does/integrate-models
//! ```
//!
//! This module knows syntax only. Which ids exist, what a bare `ai-engineer` means and which era a
//! place without one has is known by [`crate::content::Library`].

mod parse;
mod write;

pub use parse::{PlaceError, split_era, split_key};

/// A place in the guide, in the reader's era where it names none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// What stands there.
    pub kind: Kind,
    /// The era it is seen in, by its short name (`before`).
    pub era: Option<String>,
}

/// The kinds of place there are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The first page.
    Home,
    /// All entries of a kind.
    List(Listed),
    /// An era.
    Era(String),
    /// Who hands what to whom.
    Handovers,
    /// A role.
    Role(String),
    /// A project and who does its steps.
    Scenario(String),
    /// A tool.
    Tool(String),
    /// A group of tools.
    Toolkit(String),
    /// A skill.
    Skill(String),
    /// A party that is no job here.
    Actor(String),
    /// A source, or one claim of it.
    Source {
        /// The source's id.
        id: String,
        /// The key of one of its claims.
        claim: Option<String>,
    },
    /// Two to four roles beside each other; none yet where the reader is still choosing.
    Compare(Vec<Column>),
    /// The way from one role to another; `None` where the reader is still choosing.
    Route(Option<(String, String)>),
    /// The roles nearest to what the reader knows.
    Fit,
    /// Practice questions, of one role or all.
    Practice(Option<String>),
    /// A mock interview for a role.
    Mock(String),
    /// What was practised, for one role or all.
    Progress(Option<String>),
    /// One question.
    Question(String),
    /// A tour and one of its stops, counted from 1.
    Tour(Option<(String, Option<u16>)>),
    /// What is found for a text.
    Search(String),
}

/// One column of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// The role's id.
    pub role: String,
    /// The era of this column; either every column has one or none has.
    pub era: Option<String>,
}

/// Where a route begins that begins with what the reader knows, in place of a role.
pub const ME: &str = "me";
/// How the ids of questions begin that are made from the guide itself; no question of a pack has such an id.
pub const MADE: &str = "guide-";
/// The fewest columns a comparison has.
pub const MIN_COLUMNS: usize = 2;
/// The most columns a comparison has.
pub const MAX_COLUMNS: usize = 4;

/// Declares an enum of plain words together with the table of them.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every one of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word it is written as.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// What a `list:` can list.
    Listed {
        /// Roles by family.
        Roles = "roles",
        /// Eras in order.
        Eras = "eras",
        /// Parties that are no job here.
        Actors = "actors",
        /// Skills by group.
        Skills = "skills",
        /// Groups of tools.
        Toolkits = "toolkits",
        /// Tools by toolkit.
        Tools = "tools",
        /// Projects.
        Scenarios = "scenarios",
        /// Practice questions.
        Questions = "questions",
        /// Tours.
        Tours = "tours",
        /// Sources.
        Sources = "sources",
        /// What the reader bookmarked.
        Bookmarks = "bookmarks",
    }
}

words! {
    /// The words a place begins with.
    Head {
        /// [`Kind::Home`]
        Home = "home",
        /// [`Kind::List`]
        List = "list",
        /// [`Kind::Era`]
        Era = "era",
        /// [`Kind::Handovers`]
        Handovers = "handovers",
        /// [`Kind::Role`]
        Role = "role",
        /// [`Kind::Scenario`]
        Scenario = "scenario",
        /// [`Kind::Tool`]
        Tool = "tool",
        /// [`Kind::Toolkit`]
        Toolkit = "toolkit",
        /// [`Kind::Skill`]
        Skill = "skill",
        /// [`Kind::Actor`]
        Actor = "actor",
        /// [`Kind::Source`]
        Source = "source",
        /// [`Kind::Compare`]
        Compare = "compare",
        /// [`Kind::Route`]
        Route = "route",
        /// [`Kind::Fit`]
        Fit = "fit",
        /// [`Kind::Practice`]
        Practice = "practice",
        /// [`Kind::Mock`]
        Mock = "mock",
        /// [`Kind::Progress`]
        Progress = "progress",
        /// [`Kind::Question`]
        Question = "question",
        /// [`Kind::Tour`]
        Tour = "tour",
        /// [`Kind::Search`]
        Search = "search",
    }
}

impl Listed {
    /// The list written as `word`; scenarios are also called by the name of their screen.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let word = if word.eq_ignore_ascii_case("projects") { Self::Scenarios.word() } else { word };
        Self::ALL.iter().copied().find(|list| list.word().eq_ignore_ascii_case(word))
    }
}

impl Head {
    /// The head written as `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|head| head.word() == word)
    }
}

/// A place, and a row or section of the page there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The place.
    pub place: Place,
    /// A row's key (`does/serve-model`) or a section (`does`).
    pub key: Option<String>,
}

impl From<Place> for Link {
    fn from(place: Place) -> Self {
        Self { place, key: None }
    }
}

impl From<Kind> for Place {
    fn from(kind: Kind) -> Self {
        Self { kind, era: None }
    }
}

/// Whether a text can be an id: lower-case letters, digits and hyphens.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a text can be the key of a source's claim: an id that may have capitals.
#[must_use]
pub fn is_claim_key(text: &str) -> bool {
    is_id(&text.to_ascii_lowercase())
}

impl Place {
    /// The same place in another era.
    #[must_use]
    pub fn at(mut self, era: &str) -> Self {
        self.era = Some(era.to_owned());
        self
    }
}

#[cfg(test)]
mod tests;
