//! The kinds of entry, what each is called, and where its entries stand.

use crate::place::{Kind, Listed, Place};

/// The kinds of entry that a bare id may name, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A role.
    Role,
    /// A project.
    Scenario,
    /// A skill.
    Skill,
    /// A tool.
    Tool,
    /// A toolkit.
    Toolkit,
    /// An era.
    Era,
    /// A source.
    Source,
    /// A tour.
    Tour,
    /// An actor.
    Actor,
    /// A question of an interview.
    Question,
}

impl EntryKind {
    /// The kinds in the order in which a bare id is looked up.
    pub const IN_ORDER: [Self; 10] = [
        Self::Role,
        Self::Scenario,
        Self::Skill,
        Self::Tool,
        Self::Toolkit,
        Self::Era,
        Self::Source,
        Self::Tour,
        Self::Actor,
        Self::Question,
    ];

    /// What an entry of this kind is called.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Scenario => "project",
            Self::Skill => "skill",
            Self::Tool => "tool",
            Self::Toolkit => "toolkit",
            Self::Era => "era",
            Self::Source => "source",
            Self::Tour => "tour",
            Self::Actor => "actor",
            Self::Question => "question",
        }
    }

    /// The list of all entries of this kind.
    #[must_use]
    pub fn list(self) -> Listed {
        match self {
            Self::Role => Listed::Roles,
            Self::Scenario => Listed::Scenarios,
            Self::Skill => Listed::Skills,
            Self::Tool => Listed::Tools,
            Self::Toolkit => Listed::Toolkits,
            Self::Era => Listed::Eras,
            Self::Source => Listed::Sources,
            Self::Tour => Listed::Tours,
            Self::Actor => Listed::Actors,
            Self::Question => Listed::Questions,
        }
    }

    /// The place of an entry of this kind.
    #[must_use]
    pub fn place(self, id: &str) -> Place {
        let id = id.to_owned();
        Place::from(match self {
            Self::Role => Kind::Role(id),
            Self::Scenario => Kind::Scenario(id),
            Self::Skill => Kind::Skill(id),
            Self::Tool => Kind::Tool(id),
            Self::Toolkit => Kind::Toolkit(id),
            Self::Era => Kind::Era(id),
            Self::Source => Kind::Source { id, claim: None },
            Self::Tour => Kind::Tour(Some((id, None))),
            Self::Actor => Kind::Actor(id),
            Self::Question => Kind::Question(id),
        })
    }
}
