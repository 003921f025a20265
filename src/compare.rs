//! What roles have in common and what tells them apart, by section.

use serde::Serialize;

use crate::content::model::{Level, Role, RoleEra, Status, Task, Text, Versus};
use crate::content::{Entry, FileId, Library};
use crate::handover::{self, HandOver};
use crate::place::Column;
use crate::shift;

/// An id and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// A role in an era, as one column.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// What rows call this column: `role@era`.
    pub column: String,
    /// The role.
    pub role: Named,
    /// The era.
    pub era: Named,
    /// What the era did to the role; absent roles have nothing in any row.
    pub status: Option<Status>,
}

/// Roles beside each other.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison<'l> {
    /// The columns.
    pub columns: Vec<Side>,
    /// Tasks, skills, tools and hand-overs; none is empty.
    pub sections: Vec<Section<'l>>,
}

/// One section of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Section<'l> {
    /// What its rows are.
    pub section: Topic,
    /// The rows: what differs first, then what is the same in all columns.
    pub rows: Vec<Item<'l>>,
}

/// What can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Tasks.
    Tasks,
    /// Skills with their levels.
    Skills,
    /// Tools.
    Tools,
    /// What is handed over, and to or from whom.
    Handovers,
}

/// Something that at least one column has.
#[derive(Clone, Debug, Serialize)]
pub struct Item<'l> {
    /// What it is.
    pub item: Named,
    /// The columns that have it, and how.
    pub columns: Vec<Held>,
    /// How far apart the highest and the lowest level are; only skills that all columns have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<u8>,
    /// Whether all columns have it alike.
    pub same: bool,
    /// What the pack says of it for each column; `None` where a column does not have it.
    #[serde(skip)]
    pub said: Vec<Option<Has<'l>>>,
}

/// A column that has an item.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    /// The column: `role@era`.
    pub column: String,
    /// The words of a task or hand-over in this column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How well a skill is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Whether a skill is needed, and does not only help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
}

/// What the pack says of an item for one column.
#[derive(Clone, Debug)]
pub enum Has<'l> {
    /// A task, and the file it stands in.
    Task(&'l Task, FileId),
    /// A skill: how well it is needed, and whether it is or only helps.
    Skill(Level, bool),
    /// A tool.
    Tool,
    /// A hand-over, and whether the column's role gives it.
    HandOver(HandOver<'l>, bool),
}

impl<'l> Has<'l> {
    /// Whether a hand-over is given or got, and the other party.
    fn passed(&self) -> Option<(&'static str, &'l str)> {
        match self {
            Self::HandOver(one, true) => Some(("gives", one.to)),
            Self::HandOver(one, false) => Some(("gets", one.from)),
            Self::Task(..) | Self::Skill(..) | Self::Tool => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Task(task, _) => Some(task.text.as_str()),
            Self::HandOver(one, _) => Some(one.what.as_str()),
            Self::Skill(..) | Self::Tool => None,
        }
    }

    fn level(&self) -> Option<(Level, bool)> {
        match self {
            Self::Skill(level, required) => Some((*level, *required)),
            Self::Task(..) | Self::Tool | Self::HandOver(..) => None,
        }
    }
}

/// Puts roles beside each other; a column without an era is seen in `era` (an id or short name).
#[must_use]
pub fn compare<'l>(library: &'l Library, columns: &[Column], era: Option<&str>) -> Comparison<'l> {
    let seen: Vec<_> = columns.iter().filter_map(|column| Seen::new(library, column, era)).collect();
    let sections = [
        (Topic::Tasks, rows(&seen, |seen| seen.tasks(library))),
        (Topic::Skills, rows(&seen, |seen| seen.skills(library))),
        (Topic::Tools, rows(&seen, |seen| seen.tools(library))),
        (Topic::Handovers, rows(&seen, |seen| seen.hand_overs(library))),
    ];
    let sections = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
    let sections = sections.map(|(section, rows)| Section { section, rows }).collect();
    Comparison { columns: seen.into_iter().map(|seen| seen.side).collect(), sections }
}

/// What is said of how two roles differ, in the files of both.
#[must_use]
pub fn said_of_pair<'l>(library: &'l Library, one: &str, other: &str) -> Vec<(&'l Entry<Role>, &'l Versus)> {
    let mut said = Vec::new();
    for (role, other) in [(one, other), (other, one)] {
        if let Some(role) = library.role(role) {
            let about = role.data.versus.iter().filter(|versus| versus.role.as_str() == other);
            said.extend(about.map(|versus| (role, versus)));
        }
    }
    said
}

/// A column, and what stands behind it.
struct Seen<'l> {
    side: Side,
    role: &'l Entry<Role>,
    now: Option<&'l RoleEra>,
}

impl<'l> Seen<'l> {
    fn new(library: &'l Library, column: &Column, era: Option<&str>) -> Option<Self> {
        let role = library.role(&column.role)?;
        let era = library.era_or_default(column.era.as_deref().or(era));
        let now = role.in_era(&era.id);
        let side = Side {
            column: format!("{}@{}", role.id, era.short.as_str()),
            role: Named { id: role.id.clone(), name: role.name.to_string() },
            era: Named { id: era.id.clone(), name: era.name.clone() },
            status: now.map(|now| now.status),
        };
        Some(Self { side, role, now: role.present_in(&era.id) })
    }

    fn tasks(&self, library: &'l Library) -> Vec<(Named, Has<'l>)> {
        let does = shift::does(library, self.role, &self.side.era.id);
        let task = |(id, task): (&str, &'l Task)| {
            (Named { id: id.to_owned(), name: task.text.to_string() }, Has::Task(task, self.role.file))
        };
        does.into_iter().map(task).collect()
    }

    fn skills(&self, library: &Library) -> Vec<(Named, Has<'l>)> {
        let name = |id: &str| library.skill(id).map_or(id, |skill| skill.name.as_str()).to_owned();
        let here = |now: &'l RoleEra, required: bool| {
            let skills = if required { &now.skills } else { &now.helpful };
            let named = move |id: &str| Named { id: id.to_owned(), name: name(id) };
            skills.iter().map(move |(id, level)| (named(id.as_str()), Has::Skill(*level, required)))
        };
        self.now.into_iter().flat_map(|now| here(now, true).chain(here(now, false))).collect()
    }

    fn tools(&self, library: &Library) -> Vec<(Named, Has<'l>)> {
        let tools = self.now.into_iter().flat_map(|now| &now.tools).map(Text::as_str);
        let name = |id| library.tool(id).map_or(id, |tool| &tool.name).to_owned();
        tools.map(|id| (Named { id: id.to_owned(), name: name(id) }, Has::Tool)).collect()
    }

    /// The same thing passed to or from the same party is the same item.
    fn hand_overs(&self, library: &'l Library) -> Vec<(Named, Has<'l>)> {
        let (gives, gets) = handover::of(library, &self.role.id, &self.side.era.id);
        let row = |one: HandOver<'l>, gives: bool| {
            let (verb, party) = if gives { ("gives", one.to) } else { ("gets", one.from) };
            let name = one.what.to_string();
            (Named { id: format!("{verb}/{party}/{name}"), name }, Has::HandOver(one, gives))
        };
        let gives = gives.into_iter().map(|one| row(one, true));
        gives.chain(gets.into_iter().map(|one| row(one, false))).collect()
    }
}

/// What the columns have, each item once; what all have in the same words and levels is the same.
fn rows<'l>(sides: &[Seen<'l>], of: impl Fn(&Seen<'l>) -> Vec<(Named, Has<'l>)>) -> Vec<Item<'l>> {
    let mut items: Vec<Item<'l>> = Vec::new();
    for (index, seen) in sides.iter().enumerate() {
        for (item, said) in of(seen) {
            let at = items.iter().position(|known| known.item.id == item.id).unwrap_or_else(|| {
                let said = vec![None; sides.len()];
                items.push(Item { item, columns: Vec::new(), difference: None, same: false, said });
                items.len() - 1
            });
            let (level, required) = said.level().unzip();
            let text = said.text().map(str::to_owned);
            items[at].columns.push(Held { column: seen.side.column.clone(), text, level, required });
            items[at].said[index] = Some(said);
        }
    }
    number(&mut items);
    for item in &mut items {
        let alike = |a: &Has<'_>, b: &Has<'_>| a.text() == b.text() && a.level() == b.level();
        let first = item.said.first().and_then(Option::as_ref);
        item.same = item.said.iter().all(|said| said.as_ref().zip(first).is_some_and(|(a, b)| alike(a, b)));
        item.difference = apart(&item.said);
    }
    // What differs most first; then what several have, each in its own words, then what only one has;
    // what is the same comes last.
    let first = |item: &Item<'_>| item.said.iter().position(Option::is_some);
    items.sort_by(|a, b| {
        let rank = |item: &Item<'_>| {
            let apart = std::cmp::Reverse(item.difference);
            (item.same, apart, std::cmp::Reverse(item.columns.len()), first(item))
        };
        let name = |item: &Item<'_>| {
            let levels = item.said.iter().flatten().any(|said| said.level().is_some());
            levels.then(|| item.item.name.to_lowercase())
        };
        rank(a).cmp(&rank(b)).then_with(|| name(a).cmp(&name(b)))
    });
    items
}

/// Gives hand-overs ordinals for ids: their words may be mended.
fn number(items: &mut [Item<'_>]) {
    let passed: Vec<_> = items.iter().map(|item| item.said.iter().flatten().find_map(Has::passed)).collect();
    for (at, item) in items.iter_mut().enumerate() {
        let Some((verb, party)) = passed[at] else { continue };
        let nth = passed[..=at].iter().filter(|other| **other == passed[at]).count();
        item.item.id = if nth == 1 { format!("{verb}/{party}") } else { format!("{verb}/{party}/{nth}") };
    }
}

/// How far apart the highest and the lowest level are; `None` where a column has none.
fn apart(said: &[Option<Has<'_>>]) -> Option<u8> {
    let levels = said.iter().map(|said| Some(said.as_ref()?.level()?.0.number()));
    let levels: Vec<u8> = levels.collect::<Option<_>>()?;
    Some(levels.iter().max()? - levels.iter().min()?)
}
