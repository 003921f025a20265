//! What roles have in common and what tells them apart, by section.

use serde::Serialize;

use crate::content::model::{Level, Role, RoleEra, Status, Text, Versus};
use crate::content::{Entry, FileId, Library, in_prose};
use crate::handover;
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
pub struct Comparison {
    /// The columns.
    pub columns: Vec<Side>,
    /// Tasks, skills, tools and hand-overs; none is empty.
    pub sections: Vec<Section>,
}

/// One section of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// What its rows are.
    pub section: Topic,
    /// The rows: what differs first, then what is the same in all columns.
    pub rows: Vec<Item>,
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
pub struct Item {
    /// What it is.
    pub item: Named,
    /// The columns that have it.
    pub columns: Vec<String>,
    /// The level in each column, in the order of the columns; only skills have levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<Option<Level>>>,
    /// How far apart the highest and the lowest level are, a missing one counted as 0; only skills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<u8>,
    /// Whether all columns have it alike.
    pub same: bool,
    /// Where the pack says so for each column; `None` where a column does not have it.
    #[serde(skip)]
    pub said: Vec<Option<Said>>,
}

/// What the pack says of an item for one column.
#[derive(Clone, Debug)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The citations.
    pub sources: Vec<Text>,
    /// Where it stands.
    pub file: FileId,
    /// In bytes.
    pub offset: usize,
}

/// Puts roles beside each other; a column without an era is seen in `era` (an id or short name).
#[must_use]
pub fn compare(library: &Library, columns: &[Column], era: Option<&str>) -> Comparison {
    let sides: Vec<_> = columns.iter().filter_map(|column| Seen::new(library, column, era)).collect();
    let sections = [
        (Topic::Tasks, rows(&sides, Seen::tasks)),
        (Topic::Skills, skills(library, &sides)),
        (Topic::Tools, rows(&sides, |seen| seen.tools(library))),
        (Topic::Handovers, rows(&sides, |seen| seen.hand_overs(library))),
    ];
    let sections = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
    let sections = sections.map(|(section, rows)| Section { section, rows }).collect();
    Comparison { columns: sides.into_iter().map(|seen| seen.side).collect(), sections }
}

/// What is said of how two roles differ, in the files of both.
#[must_use]
pub fn said_of_pair<'l>(library: &'l Library, one: &str, other: &str) -> Vec<(&'l Entry<Role>, &'l Versus)> {
    let about = |role: &str, other: &str| {
        let role = library.role(role);
        let other = other.to_owned();
        role.into_iter().flat_map(move |role| {
            let other = other.clone();
            role.data
                .versus
                .iter()
                .filter(move |versus| *versus.role.get_ref() == other)
                .map(move |versus| (role, versus))
        })
    };
    about(one, other).chain(about(other, one)).collect()
}

/// A column, and what stands behind it.
struct Seen<'l> {
    side: Side,
    role: &'l Entry<Role>,
    now: Option<&'l RoleEra>,
    tasks: Vec<(Named, Said)>,
}

impl<'l> Seen<'l> {
    fn new(library: &'l Library, column: &Column, era: Option<&str>) -> Option<Self> {
        let role = library.role(&column.role)?;
        let era = library.era_or_default(column.era.as_deref().or(era));
        let now = role.in_era(&era.id).filter(|now| now.status != Status::Absent);
        let does = shift::does(library, role, &era.id);
        let tasks = does.into_iter().map(|(id, task)| {
            let named = Named { id: id.to_owned(), name: task.text.get_ref().clone() };
            let offset = task.text.span().start;
            (
                named,
                Said {
                    text: task.text.get_ref().clone(),
                    sources: task.sources.clone(),
                    file: role.file,
                    offset,
                },
            )
        });
        let side = Side {
            column: format!("{}@{}", role.id, era.short.get_ref()),
            role: Named { id: role.id.clone(), name: role.name.get_ref().clone() },
            era: Named { id: era.id.clone(), name: era.name.clone() },
            status: role.in_era(&era.id).map(|now| now.status),
        };
        Some(Self { side, role, now, tasks: tasks.collect() })
    }

    fn tasks(&self) -> Vec<(Named, Said)> {
        self.tasks.clone()
    }

    fn tools(&self, library: &Library) -> Vec<(Named, Said)> {
        let tools = self.now.into_iter().flat_map(|now| &now.tools);
        let tool = |id: &Text| {
            let name = library.tool(id.get_ref()).map_or(id.get_ref(), |tool| tool.name.get_ref()).clone();
            let said = Said {
                text: name.clone(),
                sources: Vec::new(),
                file: self.role.file,
                offset: id.span().start,
            };
            (Named { id: id.get_ref().clone(), name }, said)
        };
        tools.map(tool).collect()
    }

    fn hand_overs(&self, library: &Library) -> Vec<(Named, Said)> {
        let (gives, gets) = handover::of(library, &self.role.id, &self.side.era.id);
        let the = |party: &str| match library.role(party) {
            Some(role) => format!("the {}", in_prose(role.name.get_ref())),
            None => library.party_name(party).to_owned(),
        };
        let gives =
            gives.iter().map(|one| (format!("gives-{}", one.to), format!("gives {}", the(one.to)), one));
        let gets = gets
            .iter()
            .map(|one| (format!("gets-{}", one.from), format!("gets from {}", the(one.from)), one));
        let mut rows: Vec<(Named, Said)> = Vec::new();
        for (id, verb, one) in gives.chain(gets) {
            let nth = rows.iter().filter(|(named, _)| named.id.starts_with(&id)).count();
            let id = if nth == 0 { id } else { format!("{id}-{}", nth + 1) };
            let text = format!("{verb}: {}", one.what.get_ref());
            let said = Said {
                text: text.clone(),
                sources: one.sources.to_vec(),
                file: one.file,
                offset: one.what.span().start,
            };
            rows.push((Named { id, name: text }, said));
        }
        rows
    }
}

/// What the columns have, each item once; what all have in the same words is the same.
fn rows<'l>(sides: &[Seen<'l>], of: impl Fn(&Seen<'l>) -> Vec<(Named, Said)>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (index, seen) in sides.iter().enumerate() {
        for (item, said) in of(seen) {
            let at = items.iter().position(|known| known.item.id == item.id).unwrap_or_else(|| {
                let said = vec![None; sides.len()];
                items.push(Item {
                    item,
                    columns: Vec::new(),
                    levels: None,
                    difference: None,
                    same: false,
                    said,
                });
                items.len() - 1
            });
            items[at].columns.push(seen.side.column.clone());
            items[at].said[index] = Some(said);
        }
    }
    for item in &mut items {
        let first = item.said.first().and_then(Option::as_ref).map(|said| said.text.clone());
        item.same = item
            .said
            .iter()
            .all(|said| said.is_some() && said.as_ref().map(|said| &said.text) == first.as_ref());
    }
    // What several have, each in its own words, then what only one has, then what is the same.
    let first = |item: &Item| item.said.iter().position(Option::is_some);
    items.sort_by_key(|item| (item.same, std::cmp::Reverse(item.columns.len()), first(item)));
    items
}

fn skills(library: &Library, sides: &[Seen<'_>]) -> Vec<Item> {
    let mut ids: Vec<&str> = Vec::new();
    for now in sides.iter().filter_map(|seen| seen.now) {
        for id in now.skills.keys().chain(now.helpful.keys()).map(|id| id.get_ref().as_str()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let item = |id: &str| {
        let level =
            |seen: &Seen<'_>| seen.now.and_then(|now| now.skills.get(id).or(now.helpful.get(id))).copied();
        let levels: Vec<_> = sides.iter().map(level).collect();
        let number = |level: &Option<Level>| level.map_or(0, Level::number);
        let highest = levels.iter().map(number).max().unwrap_or_default();
        let lowest = levels.iter().map(number).min().unwrap_or_default();
        let has = sides.iter().zip(&levels).filter(|(_, level)| level.is_some());
        Item {
            item: Named {
                id: id.to_owned(),
                name: library.skill(id).map_or(id, |skill| skill.name.get_ref()).to_owned(),
            },
            columns: has.map(|(seen, _)| seen.side.column.clone()).collect(),
            same: levels.windows(2).all(|pair| pair[0] == pair[1]),
            difference: Some(highest - lowest),
            levels: Some(levels),
            said: vec![None; sides.len()],
        }
    };
    let mut items: Vec<_> = ids.into_iter().map(item).collect();
    // What differs most first; among equals by name.
    items.sort_by_key(|item| (item.same, std::cmp::Reverse(item.difference), item.item.name.to_lowercase()));
    items
}
