//! Two to four roles beside each other, or one role in two eras.

use crate::compare::{self, Comparison, Has, Item, Side, Topic};
use crate::content::model::{Status, words};
use crate::content::{EntryKind, in_prose};
use crate::place::{Column, Kind, Place};

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::era::role_row;
use super::grid::{Cell, Grid, GridRow};
use super::handovers::hand_over_row;
use super::role::status;
use super::row::{Remark, Row};

/// The page of a comparison; `None` where a role is not there.
pub fn page(mut draft: Draft<'_>, place: &Place, columns: &[Column]) -> Option<Page> {
    let comparison = compare::compare(draft.library, columns, place.era.as_deref());
    if comparison.columns.len() < columns.len() {
        return None;
    }
    said(&mut draft, &comparison, columns);
    let heads: Vec<_> = heads(&comparison.columns);
    let mut all = Tally::default();
    for section in &comparison.sections {
        let (id, title) = match section.section {
            Topic::Tasks => ("tasks", "Tasks"),
            Topic::Skills => ("skills", "Skills"),
            Topic::Tools => ("tools", "Tools"),
            Topic::Handovers => ("handovers", "Hand-overs"),
        };
        let rows: Vec<_> = section.rows.iter().map(|item| row(&draft, id, &comparison, item)).collect();
        let tally = Tally::of(&rows);
        all.add(&tally);
        let note = tally.words();
        let grid = Block::Grid(Grid { columns: heads.clone(), rows, folds_remarks: false });
        if section.section == Topic::Skills {
            draft.section(id, title, note, Block::Text(vec![levels_note()]));
            draft.block(grid);
        } else {
            draft.section(id, title, note, grid);
        }
    }
    let note = all.words();
    let eras: Vec<_> = comparison.columns.iter().map(|side| side.era.name.as_str()).collect();
    let one_era = eras.windows(2).all(|pair| pair[0] == pair[1]);
    let subtitle = if one_era { format!("{} · {note}", in_prose(eras[0])) } else { note };
    let title = draft.library.title(place);
    Some(draft.page(place.clone(), title, subtitle))
}

/// How many rows differ, and how many do not.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    differ: usize,
    /// All columns have it, and say it otherwise.
    in_other_words: usize,
    same: usize,
}

impl Tally {
    fn of(rows: &[GridRow]) -> Self {
        let mut tally = Self::default();
        for row in rows {
            if row.same {
                tally.same += 1;
            } else if row.cells.iter().all(|cell| *cell == Cell::Yes) {
                tally.in_other_words += 1;
            } else {
                tally.differ += 1;
            }
        }
        tally
    }

    fn add(&mut self, other: &Self) {
        self.differ += other.differ;
        self.in_other_words += other.in_other_words;
        self.same += other.same;
    }

    fn words(&self) -> String {
        let other = match self.in_other_words {
            0 => String::new(),
            rows => format!("{rows} shared in other words, "),
        };
        format!("{} differ, {other}{} the same", self.differ, self.same)
    }
}

/// Where one chooses what to compare: pairs that much is said about, and all roles.
pub fn choose(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    let line = Row {
        key: "page/line".to_owned(),
        text: "Mark two to four roles with Space, then press c; or follow one of the pairs.".to_owned(),
        ..Row::default()
    };
    draft.block(Block::Text(vec![line]));
    let mut pairs: Vec<Row> = Vec::new();
    for role in library.roles() {
        for versus in &role.versus {
            let mut ids = [role.id.as_str(), versus.role.as_str()];
            ids.sort_unstable();
            let key = format!("pairs/{},{}", ids[0], ids[1]);
            if ids[0] == ids[1] || pairs.iter().any(|pair| pair.key == key) {
                continue;
            }
            let column = |role: &str| Column { role: role.to_owned(), era: None };
            let target = draft.target(Place::from(Kind::Compare(ids.map(column).into())));
            pairs.push(Row { key, label: target.title.clone(), links: vec![target], ..Row::default() });
        }
    }
    draft.section("pairs", "Much is said about", String::new(), Block::List(pairs));
    let roles = library.roles().into_iter().map(|role| role_row(&draft, "roles", role)).collect();
    draft.section("roles", "Roles", String::new(), Block::List(roles));
    let title = library.title(place);
    draft.bare(place.clone(), title)
}

/// What has to be said of levels, once.
fn levels_note() -> Row {
    Row {
        key: "skills/levels".to_owned(),
        text: "Levels are the guide's own judgement; a skill in brackets helps and is not required."
            .to_owned(),
        ..Row::default()
    }
}

/// What each column is called: its role, its era where the roles are one, or both.
fn heads(sides: &[Side]) -> Vec<String> {
    let all = |same: fn(&Side, &Side) -> bool| sides.windows(2).all(|pair| same(&pair[0], &pair[1]));
    let one_role = all(|a, b| a.role.id == b.role.id);
    let one_era = all(|a, b| a.era.id == b.era.id);
    let head = |side: &Side| {
        let head = match (one_role, one_era) {
            (_, true) => side.role.name.clone(),
            (true, false) => side.era.name.clone(),
            (false, false) => format!("{}, {}", side.role.name, in_prose(&side.era.name)),
        };
        if side.status == Some(Status::Absent) { format!("{head} (no role here)") } else { head }
    };
    sides.iter().map(head).collect()
}

/// What each is, then what sources say of how they differ.
fn said(draft: &mut Draft<'_>, comparison: &Comparison<'_>, columns: &[Column]) {
    let library = draft.library;
    let mut rows = Vec::new();
    for ((side, head), column) in comparison.columns.iter().zip(heads(&comparison.columns)).zip(columns) {
        let Some(role) = library.role(&side.role.id) else { continue };
        let one_role = comparison.columns.iter().all(|other| other.role.id == side.role.id);
        let absent = side.status == Some(Status::Absent);
        let summary = role.in_era(&side.era.id).map(|now| &now.summary).filter(|_| one_role || absent);
        // Columns that do not name their eras turn with the place, and their rows stay the same rows.
        let key = match &column.era {
            Some(_) => format!("each/{}-{}", side.role.id, side.era.id),
            None => format!("each/{}", side.role.id),
        };
        let mut row = draft.statement(key, role.file, summary.unwrap_or(&role.mission));
        row.label = head;
        row.links.insert(0, draft.target(library.seen_in(EntryKind::Role.place(&role.id), &side.era.id)));
        row.subject = Some(EntryKind::Role.place(&role.id).into());
        if absent {
            status(Status::Absent).clone_into(&mut row.note);
        } else if side.era.id == draft.era.id {
            row.note = draft.share(role).unwrap_or_default();
        }
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
                row.label = if roles.len() > 2 {
                    format!(
                        "{} and {}",
                        role.name.as_str(),
                        in_prose(library.party_name(versus.role.as_str()))
                    )
                } else {
                    role.name.to_string()
                };
                rows.push(row);
            }
        }
    }
    draft.section("said", "What is said of how they differ", String::new(), Block::List(rows));
}

fn row(draft: &Draft<'_>, section: &str, comparison: &Comparison<'_>, item: &Item<'_>) -> GridRow {
    let cell = |said: &Option<Has<'_>>| match said {
        None => Cell::No,
        Some(Has::Skill(level, required)) => {
            let name = draft.library.level_name(*level);
            let name = if *required { name.to_owned() } else { format!("({name})") };
            Cell::Level(level.number(), name)
        }
        Some(Has::Task(..) | Has::Tool | Has::HandOver(..)) => Cell::Yes,
    };
    let key = format!("{section}/{}", item.item.id);
    let row = match item.said.iter().flatten().next() {
        Some(Has::Task(task, file)) => {
            let mut row = draft.statement(key, *file, *task);
            row.remarks.extend(other_words(draft, comparison, item));
            row
        }
        Some(Has::Skill(..)) => {
            let known = draft.known(&item.item.id).map(|(_, known)| format!("you: {known}"));
            draft.entry_row(section, EntryKind::Skill, &item.item.id, known.unwrap_or_default())
        }
        Some(Has::Tool) | None => draft.entry_row(section, EntryKind::Tool, &item.item.id, String::new()),
        Some(Has::HandOver(one, gives)) => {
            let (verb, party) = if *gives { ("gives", one.to) } else { ("gets from", one.from) };
            hand_over_row(draft, key, format!("{verb} {}", draft.library.the_party(party)), one, party)
        }
    };
    let note = difference(item, &comparison.columns).unwrap_or_default();
    GridRow { row: Row { note, ..row }, cells: item.said.iter().map(cell).collect(), same: item.same }
}

/// A task in the words of the columns that say it otherwise than the first.
fn other_words(draft: &Draft<'_>, comparison: &Comparison<'_>, item: &Item<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (said, head) in item.said.iter().zip(heads(&comparison.columns)) {
        if let Some(Has::Task(task, _)) = said
            && *task.text.as_str() != item.item.name
        {
            let evidence = draft.evidence(&task.sources, words(task.as_of.as_ref()));
            let (attribution, text) = (evidence.attribution(), task.text.to_string());
            remarks.push(Remark { label: head.into(), attribution, text, evidence, again: false });
            remarks.extend(draft.remarks(*task));
        }
    }
    remarks
}

/// "AI engineer +3"; of one role in two eras, "up 3".
fn difference(item: &Item<'_>, sides: &[Side]) -> Option<String> {
    let apart = item.difference.filter(|apart| *apart > 0)?;
    let level = |said: &Option<Has<'_>>| match said {
        Some(Has::Skill(level, _)) => level.number(),
        _ => 0,
    };
    let one_role = sides.iter().all(|side| side.role.id == sides[0].role.id);
    let [one, other] = &item.said[..] else {
        return Some(format!("{} apart", count(apart.into(), "level", "levels")));
    };
    Some(match (one_role, level(one) > level(other)) {
        (true, true) => format!("down {apart}"),
        (true, false) => format!("up {apart}"),
        (false, true) => format!("{} +{apart}", sides[0].role.name),
        (false, false) => format!("{} +{apart}", sides[1].role.name),
    })
}
