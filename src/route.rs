//! The way from what somebody knows to a role: what is still to be learnt, in which order, and because of what.
//!
//! One length: the sum, over the skills that the role requires and over what these `need` (at level 1), of the
//! levels still missing. Whoever knows a skill knows what it needs at level 1 too. Skills that only help never
//! lengthen a way.

mod opened;
mod stones;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::algo::toposort;
use petgraph::graphmap::DiGraphMap;
use thiserror::Error;

use crate::content::model::{Level, Role, Text};
use crate::content::{Entry, Library};
use crate::place::ME;
use crate::profile::Profile;
use crate::shift;

pub use opened::{Opened, opens};
pub use stones::{Stone, Way, ways};

/// Levels by the id of a skill; a skill that is not known is not there.
pub type Levels<'l> = BTreeMap<&'l str, u8>;

/// A way to a role.
#[derive(Clone, Debug)]
pub struct Route<'l> {
    /// The role at its end.
    pub to: &'l Entry<Role>,
    /// What is to be learnt, in an order in which each skill comes after those it needs.
    pub steps: Vec<Step<'l>>,
    /// Required skills that are known well enough or in part.
    pub carried: Vec<Need<'l>>,
    /// What is known at the end of it.
    pub learnt: Levels<'l>,
}

/// A skill to be learnt on the way.
#[derive(Clone, Debug)]
pub struct Step<'l> {
    /// The skill's id.
    pub skill: &'l str,
    /// How well it is known; 0 where it is not.
    pub from: u8,
    /// How well it has to be known.
    pub to: u8,
    /// Because of what.
    pub because: Because<'l>,
}

/// What in the role asks for a skill.
#[derive(Clone, Debug, Default)]
pub struct Because<'l> {
    /// Whether the role itself requires it.
    pub required: bool,
    /// Tasks of the role that use it, by id.
    pub tasks: Vec<&'l str>,
    /// Tools of the role that exercise it, by id.
    pub tools: Vec<&'l str>,
    /// Skills that the role requires or that lead to those, and that need it first.
    pub needed_for: Vec<&'l str>,
}

/// A skill that a role asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'l> {
    /// The skill's id.
    pub skill: &'l str,
    /// How well it is known; 0 where it is not.
    pub have: u8,
    /// How well it has to be known.
    pub need: u8,
}

impl Need<'_> {
    /// Levels that are missing.
    #[must_use]
    pub fn missing(&self) -> u8 {
        self.need.saturating_sub(self.have)
    }

    /// Whether it is known as well as is asked for.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.missing() == 0
    }

    /// Whether it is known, and one level is missing.
    #[must_use]
    pub fn is_nearly(&self) -> bool {
        self.have > 0 && self.missing() == 1
    }
}

/// Why there is no way.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RouteError {
    /// The role at its end is none in that era.
    #[error("{name} is no role in the era {era:?}, but in {}", quoted(eras))]
    Absent {
        /// The role's name.
        name: String,
        /// The era's short name.
        era: String,
        /// The short names of the eras that have it.
        eras: Vec<String>,
    },
    /// There is no such role.
    #[error("no role {0:?}")]
    Unknown(String),
}

fn quoted(eras: &[String]) -> String {
    eras.iter().map(|era| format!("{era:?}")).collect::<Vec<_>>().join(", ")
}

/// What a role requires in an era (by its id), or in the last era that had the role, where that has it not.
#[must_use]
pub fn required<'l>(library: &'l Library, role: &'l Role, era: &str) -> Levels<'l> {
    let here = role.present_in(era);
    let last = || library.eras().iter().rev().find_map(|era| role.present_in(&era.id));
    let now = here.or_else(last);
    let skills = now.into_iter().flat_map(|now| &now.skills);
    skills.map(|(id, level)| (id.as_str(), level.number())).collect()
}

/// What a reader knows: what they said, as far as the library has such skills, and what that needs.
#[must_use]
pub fn known<'l>(library: &'l Library, profile: &Profile) -> Levels<'l> {
    let level = |(id, level): (&String, &Level)| Some((library.skill(id)?.id.as_str(), level.number()));
    with_needs(library, &profile.skills.iter().filter_map(level).collect())
}

/// Adds what skills need, and what that needs in turn, at level 1.
#[must_use]
pub fn with_needs<'l>(library: &'l Library, levels: &Levels<'l>) -> Levels<'l> {
    let mut all = levels.clone();
    let mut open: Vec<&str> = levels.keys().copied().collect();
    while let Some(skill) = open.pop() {
        for need in library.skill(skill).into_iter().flat_map(|skill| &skill.needs) {
            let need = need.as_str();
            if !all.contains_key(need) {
                all.insert(need, 1);
                open.push(need);
            }
        }
    }
    all
}

/// The levels that are missing of what is wanted and of what that needs; `have` is with what it needs
/// ([`with_needs`]).
#[must_use]
pub fn length(library: &Library, have: &Levels<'_>, want: &Levels<'_>) -> u32 {
    with_needs(library, want).iter().map(|(skill, level)| missing(have, skill, *level)).sum()
}

fn missing(have: &Levels<'_>, skill: &str, level: u8) -> u32 {
    u32::from(level.saturating_sub(have.get(skill).copied().unwrap_or(0)))
}

/// What somebody brings who begins at a role, or with what they know themselves ([`ME`]): skills and what they
/// need.
///
/// # Errors
/// Where there is no such role.
pub fn brought<'l>(
    library: &'l Library,
    profile: &Profile,
    from: &str,
    era: &str,
) -> Result<Levels<'l>, RouteError> {
    if from == ME {
        return Ok(known(library, profile));
    }
    let role = library.role(from).ok_or_else(|| RouteError::Unknown(from.to_owned()))?;
    Ok(with_needs(library, &required(library, role, era)))
}

/// The role at the end of a way in an era (by its id).
///
/// # Errors
/// Where there is no such role, or not in that era.
pub fn end<'l>(library: &'l Library, to: &str, era: &str) -> Result<&'l Entry<Role>, RouteError> {
    let to = library.role(to).ok_or_else(|| RouteError::Unknown(to.to_owned()))?;
    if !to.exists_in(era) {
        let short = |era: &str| library.era(era).map(|era| era.short.to_string()).unwrap_or_default();
        let eras = library.eras().iter().filter(|era| to.exists_in(&era.id));
        return Err(RouteError::Absent {
            name: to.name.to_string(),
            era: short(era),
            eras: eras.map(|era| era.short.to_string()).collect(),
        });
    }
    Ok(to)
}

/// The way from what is known to a role in an era (by its id).
///
/// # Errors
/// Where there is no such role, or not in that era.
pub fn route<'l>(
    library: &'l Library,
    have: &Levels<'l>,
    to: &str,
    era: &str,
) -> Result<Route<'l>, RouteError> {
    let to = end(library, to, era)?;
    let required = required(library, to, era);
    let have = with_needs(library, have);
    let want = with_needs(library, &required);
    let steps = in_order(library, &want).into_iter().filter(|skill| missing(&have, skill, want[skill]) > 0);
    let steps = steps.map(|skill| Step {
        skill,
        from: have.get(skill).copied().unwrap_or(0),
        to: want[skill],
        because: because(library, to, era, skill, &required, &want),
    });
    let steps: Vec<_> = steps.collect();
    let carried = required.iter().filter_map(|(skill, need)| {
        let have = have.get(skill).copied().unwrap_or(0);
        (have > 0).then_some(Need { skill, have, need: *need })
    });
    let carried = carried.collect();
    let mut learnt = have;
    for step in &steps {
        learnt.insert(step.skill, step.to);
    }
    Ok(Route { to, steps, carried, learnt })
}

impl Route<'_> {
    /// How many levels are to be learnt.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.steps.iter().map(|step| u32::from(step.to - step.from)).sum()
    }
}

/// Skills so that each comes after those it needs; among others first what can be learnt from something, then
/// what most others wait for, then what is wanted most, then by name.
fn in_order<'l>(library: &'l Library, want: &Levels<'l>) -> Vec<&'l str> {
    let mut graph: DiGraphMap<&str, ()> = DiGraphMap::new();
    for skill in want.keys() {
        graph.add_node(skill);
        for need in library.skill(skill).into_iter().flat_map(|skill| &skill.needs) {
            graph.add_edge(need.as_str(), skill, ());
        }
    }
    // A pack whose skills need each other in a circle is not used.
    let sorted = toposort(&graph, None).unwrap_or_default();
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    for skill in &sorted {
        let above = graph.neighbors_directed(skill, petgraph::Direction::Incoming);
        let depth = above.map(|need| depths[need] + 1).max().unwrap_or(0);
        depths.insert(skill, depth);
    }
    let mut order: Vec<&str> = want.keys().copied().collect();
    let name = |skill: &str| library.skill(skill).map(|skill| skill.name.as_str().to_lowercase());
    let waiting = |skill: &str| want.keys().filter(|other| graph.contains_edge(skill, other)).count();
    // What there is a place to learn from comes before what one can only pick up.
    let can_be_learnt = |skill: &str| library.skill(skill).is_some_and(|skill| !skill.learn.is_empty());
    order.sort_by_key(|skill| {
        let weight = (can_be_learnt(skill), waiting(skill), want[skill]);
        (depths.get(skill).copied(), Reverse(weight), name(skill))
    });
    order
}

/// What in a role asks for a skill.
fn because<'l>(
    library: &'l Library,
    to: &'l Entry<Role>,
    era: &str,
    skill: &str,
    required: &Levels<'l>,
    want: &Levels<'l>,
) -> Because<'l> {
    let tasks = shift::does(library, to, era).into_iter();
    let tasks = tasks.filter(|(_, task)| task.see.iter().any(|id| id.as_str() == skill));
    let tools = to.present_in(era).into_iter().flat_map(|now| &now.tools).filter(|tool| {
        library.tool(tool.as_str()).is_some_and(|tool| tool.skills.iter().any(|id| id.as_str() == skill))
    });
    let needs = |other: &&&str| {
        library.skill(other).is_some_and(|other| other.needs.iter().any(|id| id.as_str() == skill))
    };
    Because {
        required: required.contains_key(skill),
        tasks: tasks.map(|(id, _)| id).collect(),
        tools: tools.map(Text::as_str).collect(),
        needed_for: want.keys().filter(needs).copied().collect(),
    }
}
