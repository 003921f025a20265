//! Kinds of id, and the entries that have them.

use std::collections::BTreeMap;

use crate::content::Entry;
use crate::content::files::FileKind;
use crate::content::load::Entries;

/// A kind of id: what it is called, and where the ids are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    Era,
    Actor,
    Role,
    Scenario,
    Party,
    Skill,
    Tool,
    SkillOrTool,
    Anything,
}

impl IdKind {
    /// The kinds that an id may turn out to be of.
    pub const PLAIN: [Self; 6] =
        [Self::Role, Self::Scenario, Self::Skill, Self::Tool, Self::Era, Self::Actor];

    /// What it is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Era => "era",
            Self::Actor => "actor",
            Self::Role => "role",
            Self::Scenario => "project",
            Self::Party => "role or actor",
            Self::Skill => "skill",
            Self::Tool => "tool",
            Self::SkillOrTool => "skill or tool",
            Self::Anything => "entry",
        }
    }

    /// What kinds of file have such ids.
    pub fn files(self) -> &'static [FileKind] {
        use FileKind::{Actor, Era, Role, Scenario, Skills, Source, Toolkit};
        match self {
            Self::Era => &[Era],
            Self::Actor => &[Actor],
            Self::Role => &[Role],
            Self::Scenario => &[Scenario],
            Self::Party => &[Role, Actor],
            Self::Skill => &[Skills],
            Self::Tool => &[Toolkit],
            Self::SkillOrTool => &[Skills, Toolkit],
            Self::Anything => &[Role, Scenario, Skills, Toolkit, Era, Source, Actor],
        }
    }
}

/// All ids of a kind, to find the one that was meant.
pub fn known(entries: &Entries, kind: IdKind) -> Vec<&str> {
    fn ids<T>(entries: &BTreeMap<String, Entry<T>>) -> Vec<&str> {
        entries.keys().map(String::as_str).collect()
    }
    let Entries { eras, actors, roles, scenarios, skills, toolkits, tools, sources, .. } = entries;
    match kind {
        IdKind::Era => ids(eras),
        IdKind::Actor => ids(actors),
        IdKind::Role => ids(roles),
        IdKind::Scenario => ids(scenarios),
        IdKind::Skill => ids(skills),
        IdKind::Tool => ids(tools),
        IdKind::Party => [ids(roles), ids(actors)].concat(),
        IdKind::SkillOrTool => [ids(skills), ids(tools)].concat(),
        IdKind::Anything => {
            let mut all: Vec<_> = IdKind::PLAIN.into_iter().flat_map(|kind| known(entries, kind)).collect();
            all.extend(ids(toolkits));
            all.extend(ids(sources));
            all
        }
    }
}
