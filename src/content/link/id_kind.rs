//! Kinds of id, and which there are.

use std::collections::{BTreeMap, HashMap};

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
    Toolkit,
    Source,
    Anything,
}

impl IdKind {
    /// The kinds that an id may turn out to be of.
    pub const PLAIN: [Self; 8] = [
        Self::Role,
        Self::Scenario,
        Self::Skill,
        Self::Tool,
        Self::Era,
        Self::Actor,
        Self::Toolkit,
        Self::Source,
    ];

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
            Self::Toolkit => "toolkit",
            Self::Source => "source",
            Self::Anything => "entry",
        }
    }

    /// The bit of the kind itself.
    fn own_bit(self) -> u16 {
        1 << self as u8
    }

    /// The bits of all kinds that are of this one.
    fn bits(self) -> u16 {
        match self {
            Self::Party => Self::Role.own_bit() | Self::Actor.own_bit(),
            Self::SkillOrTool => Self::Skill.own_bit() | Self::Tool.own_bit(),
            Self::Anything => u16::MAX,
            plain => plain.own_bit(),
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
            Self::Tool | Self::Toolkit => &[Toolkit],
            Self::Source => &[Source],
            Self::SkillOrTool => &[Skills, Toolkit],
            Self::Anything => &[Role, Scenario, Skills, Toolkit, Era, Source, Actor],
        }
    }
}

/// Which kinds of entry there are by each id.
///
/// Asked for every id in a pack: looked up in the entries themselves, a large one would take a tenth longer to read.
pub struct Ids<'a>(HashMap<&'a str, u16>);

impl<'a> Ids<'a> {
    /// Those of all entries.
    pub fn of(entries: &'a Entries) -> Self {
        let Entries { eras, actors, roles, scenarios, skills, toolkits, tools, sources, .. } = entries;
        let mut ids = Self(HashMap::with_capacity(roles.len() + skills.len() + tools.len()));
        ids.note(IdKind::Era, eras);
        ids.note(IdKind::Actor, actors);
        ids.note(IdKind::Role, roles);
        ids.note(IdKind::Scenario, scenarios);
        ids.note(IdKind::Skill, skills);
        ids.note(IdKind::Tool, tools);
        ids.note(IdKind::Toolkit, toolkits);
        ids.note(IdKind::Source, sources);
        ids
    }

    fn note<T>(&mut self, kind: IdKind, entries: &'a BTreeMap<String, Entry<T>>) {
        for id in entries.keys() {
            *self.0.entry(id).or_default() |= kind.own_bit();
        }
    }

    /// Whether an entry of a kind has an id.
    pub fn has(&self, kind: IdKind, id: &str) -> bool {
        self.0.get(id).is_some_and(|kinds| kinds & kind.bits() != 0)
    }

    /// All ids of a kind, to find the one that was meant.
    pub fn of_kind(&self, kind: IdKind) -> Vec<&'a str> {
        let mut known: Vec<_> = self.0.keys().copied().filter(|id| self.has(kind, id)).collect();
        known.sort_unstable();
        known
    }
}
