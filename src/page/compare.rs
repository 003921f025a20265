//! Two to four roles beside each other, or one role in two eras.

use crate::compare::{self, Comparison, Item, Side, Topic};
use crate::content::model::Level;
use crate::content::{EntryKind, Origin, in_prose};
use crate::place::{Column, Place};

use super::Page;
use super::block::{Block, Cell, Grid, GridRow};
use super::draft::{Draft, count};
use super::row::{Remark, Row};

/// The page of a comparison; `None` where a role is not there.
pub fn page(mut draft: Draft<'_>, place: &Place, columns: &[Column]) -> Option<Page> {
    let comparison = compare::compare(draft.library, columns, place.era.as_deref());
    if comparison.columns.len() < columns.len() {
        return None;
    }
    said(&mut draft, &comparison, columns);
    let heads: Vec<_> = heads(&comparison.columns);
    let (mut same, mut different) = (0, 0);
    for section in &comparison.sections {
        let (id, title) = match section.section {
            Topic::Tasks => ("tasks", "Tasks"),
            Topic::Skills => ("skills", "Skills"),
            Topic::Tools => ("tools", "Tools"),
            Topic::Handovers => ("handovers", "Hand-overs"),
        };
        let rows: Vec<_> =
            section.rows.iter().map(|item| row(&draft, id, section.section, &comparison, item)).collect();
        let alike = rows.iter().filter(|row| row.same).count();
        same += alike;
        different += rows.len() - alike;
        let note = format!("{} differ, {alike} the same", rows.len() - alike);
        draft.section(id, title, note, Block::Grid(Grid { columns: heads.clone(), rows }));
    }
    let note = format!("{different} differ, {same} the same");
    let eras: Vec<_> = comparison.columns.iter().map(|side| side.era.name.as_str()).collect();
    let one_era = eras.windows(2).all(|pair| pair[0] == pair[1]);
    let subtitle = if one_era { format!("{} · {note}", eras[0].to_lowercase()) } else { note };
    let title = draft.library.title(place);
    Some(draft.page(place.clone(), title, subtitle))
}

/// What each column is called: its role, its era where the roles are one, or both.
fn heads(sides: &[Side]) -> Vec<String> {
    let all = |same: fn(&Side, &Side) -> bool| sides.windows(2).all(|pair| same(&pair[0], &pair[1]));
    let one_role = all(|a, b| a.role.id == b.role.id);
    let one_era = all(|a, b| a.era.id == b.era.id);
    let head = |side: &Side| match (one_role, one_era) {
        (_, true) => side.role.name.clone(),
        (true, false) => side.era.name.clone(),
        (false, false) => side.column.clone(),
    };
    sides.iter().map(head).collect()
}

/// What each is, then what sources say of how they differ.
fn said(draft: &mut Draft<'_>, comparison: &Comparison, columns: &[Column]) {
    let library = draft.library;
    let mut rows = Vec::new();
    for ((side, head), column) in comparison.columns.iter().zip(heads(&comparison.columns)).zip(columns) {
        let Some(role) = library.role(&side.role.id) else { continue };
        let one_role = comparison.columns.iter().all(|other| other.role.id == side.role.id);
        let summary = role.in_era(&side.era.id).map(|now| &now.summary).filter(|_| one_role);
        // Columns that do not name their eras turn with the place, and their rows stay the same rows.
        let key = match &column.era {
            Some(_) => format!("each/{}-{}", side.role.id, side.era.id),
            None => format!("each/{}", side.role.id),
        };
        let mut row = draft.statement(key, role.file, summary.unwrap_or(&role.mission));
        row.label = head;
        row.links.insert(0, draft.target(EntryKind::Role.place(&role.id).at(&side.era.id)));
        row.subject = Some(EntryKind::Role.place(&role.id));
        rows.push(row);
    }
    draft.section("each", "In a sentence", String::new(), Block::List(rows));
    let mut rows = Vec::new();
    let roles: Vec<_> = comparison.columns.iter().map(|side| side.role.id.as_str()).collect();
    for (index, one) in roles.iter().enumerate() {
        for other in roles[index + 1..].iter().filter(|other| *other != one) {
            for (role, versus) in compare::said_of_pair(library, one, other) {
                let nth = rows.len() + 1;
                let mut row = draft.statement(format!("said/{nth}"), role.file, versus);
                if roles.len() > 2 {
                    row.label = format!(
                        "{} and {}",
                        role.name.get_ref(),
                        in_prose(library.party_name(versus.role.get_ref()))
                    );
                }
                rows.push(row);
            }
        }
    }
    draft.section("said", "What is said of how they differ", String::new(), Block::List(rows));
}

fn row(draft: &Draft<'_>, section: &str, topic: Topic, comparison: &Comparison, item: &Item) -> GridRow {
    let level = |level: Level| Cell::Level(level.number(), draft.library.level_name(level).to_owned());
    let cells = match &item.levels {
        Some(levels) => levels.iter().map(|one| one.map_or(Cell::No, level)).collect(),
        None => item.said.iter().map(|said| if said.is_some() { Cell::Yes } else { Cell::No }).collect(),
    };
    let key = format!("{section}/{}", item.item.id);
    let mut row = match topic {
        Topic::Skills => draft.entry_row(section, EntryKind::Skill, &item.item.id, String::new()),
        Topic::Tools => draft.entry_row(section, EntryKind::Tool, &item.item.id, String::new()),
        Topic::Tasks | Topic::Handovers => Row { text: item.item.name.clone(), ..Row::default() },
    };
    row.key = key;
    row.note = difference(item, &comparison.columns).unwrap_or_default();
    let first = item.said.iter().flatten().next();
    row.origin = first.map(|said| Origin { file: said.file, offset: said.offset });
    evidence(draft, comparison, item, &mut row);
    GridRow { row, cells, same: item.same }
}

/// Who says so; where columns say it in other words than the first, those words as remarks.
fn evidence(draft: &Draft<'_>, comparison: &Comparison, item: &Item, row: &mut Row) {
    let heads = heads(&comparison.columns);
    for (said, head) in item.said.iter().zip(heads).filter_map(|(said, head)| Some((said.as_ref()?, head))) {
        let evidence = draft.evidence(&said.sources, None);
        if said.text == item.item.name {
            row.evidence.editorial |= evidence.editorial;
            row.evidence.add(evidence.citations);
        } else {
            let (attribution, text) = (evidence.attribution(), said.text.clone());
            row.remarks.push(Remark { label: head.into(), attribution, text, evidence, again: false });
        }
    }
    row.attribution = row.evidence.attribution();
    let cited = row.all_evidence().flat_map(|evidence| &evidence.citations);
    let targets: Vec<_> = cited.map(|citation| draft.target(citation.place())).collect();
    row.links.extend(targets);
}

/// "3 more", as the first column against the second; "up 3", as a later era against an earlier one.
fn difference(item: &Item, sides: &[Side]) -> Option<String> {
    let levels = item.levels.as_ref()?;
    let number = |level: &Option<Level>| level.map_or(0, Level::number);
    let one_role = sides.iter().all(|side| side.role.id == sides[0].role.id);
    match (&levels[..], item.difference?) {
        (_, 0) => None,
        ([one, other], apart) => {
            let falls = number(one) > number(other);
            Some(match (one_role, falls) {
                (true, true) => format!("down {apart}"),
                (true, false) => format!("up {apart}"),
                (false, true) => format!("{apart} more"),
                (false, false) => format!("{apart} less"),
            })
        }
        (_, apart) => Some(format!("{} apart", count(apart.into(), "level", "levels"))),
    }
}
