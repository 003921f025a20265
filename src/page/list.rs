//! All entries of a kind, in groups.

use crate::content::model::{Question, Role, Scenario, ScenarioKind};
use crate::content::{Entry, EntryKind, in_prose};
use crate::place::{Listed, Place};

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::era::role_row;
use super::row::Row;
use super::skill::skill_row;
use super::tool::tool_row;

/// The page that lists a kind of entry.
pub fn page(mut draft: Draft<'_>, place: &Place, list: Listed) -> Page {
    let library = draft.library;
    let number = match list {
        Listed::Roles => roles(&mut draft),
        Listed::Eras => eras(&mut draft),
        Listed::Actors => actors(&mut draft),
        Listed::Skills => skills(&mut draft),
        Listed::Toolkits => toolkits(&mut draft),
        Listed::Tools => tools(&mut draft),
        Listed::Sources => sources(&mut draft),
        Listed::Scenarios => projects(&mut draft),
        Listed::Bookmarks => bookmarks(&mut draft),
        Listed::Questions => questions(&mut draft),
        Listed::Tours => tours(&mut draft),
    };
    let subtitle = match (number, list) {
        (0, _) => {
            let text = match list {
                Listed::Bookmarks => {
                    "You have no bookmarks yet; in the guide * bookmarks the page you are on.".to_owned()
                }
                _ => format!("This pack has no {} yet.", library.title(place).to_lowercase()),
            };
            draft.block(Block::Text(vec![Row { key: "page/line".to_owned(), text, ..Row::default() }]));
            String::new()
        }
        (_, Listed::Roles) => {
            format!("{}, as they are {}", count(number, "role", "roles"), in_prose(&draft.era.name))
        }
        (_, Listed::Scenarios) => count(number, "project", "projects"),
        // Every kind is a plural with an "s".
        (_, list) => count(number, &list.word()[..list.word().len() - 1], list.word()),
    };
    draft.page(place.clone(), library.title(place), subtitle)
}

fn roles(draft: &mut Draft<'_>) -> usize {
    let roles = draft.library.roles();
    for family in &draft.library.pack().family {
        let members = roles.iter().filter(|role| role.family == family.id);
        let row = |role: &&Entry<Role>| {
            let text = role.mission.text.to_string();
            Row { text, ..role_row(draft, family.id.as_str(), role) }
        };
        let rows = members.map(row).collect();
        draft.section(family.id.as_str(), &family.name, String::new(), Block::List(rows));
    }
    roles.len()
}

fn projects(draft: &mut Draft<'_>) -> usize {
    let mut number = 0;
    for kind in [ScenarioKind::General, ScenarioKind::Core] {
        let projects = draft.library.scenarios().filter(|one| one.kind == kind);
        let (id, title) = match kind {
            ScenarioKind::General => ("general", "General work: many have the same need"),
            ScenarioKind::Core => ("core", "Core work: the company's own"),
        };
        let row =
            |one: &Entry<Scenario>| draft.entry_row(id, EntryKind::Scenario, &one.id, one.about.to_string());
        let rows: Vec<_> = projects.map(row).collect();
        number += rows.len();
        draft.section(id, title, String::new(), Block::List(rows));
    }
    number
}

/// The questions that are written, by the role that is asked them.
fn questions(draft: &mut Draft<'_>) -> usize {
    let library = draft.library;
    for role in library.roles() {
        let asked = library.questions().iter().filter(|entry| entry.group == role.id);
        let row = |entry: &Entry<Question>| {
            let place = EntryKind::Question.place(&entry.id);
            Row {
                key: format!("{}/{}", role.id, entry.id),
                label: entry.ask.to_string(),
                note: entry.level.word().to_owned(),
                links: vec![draft.target(place.clone())],
                subject: Some(place.into()),
                origin: Some(entry.origin(&entry.ask)),
                ..Row::default()
            }
        };
        let rows: Vec<_> = asked.map(row).collect();
        let note = count(rows.len(), "question", "questions");
        draft.section(&role.id, role.name.as_str(), note, Block::List(rows));
    }
    library.questions().len()
}

fn tours(draft: &mut Draft<'_>) -> usize {
    let rows = draft.library.tours();
    let rows: Vec<_> = rows
        .map(|tour| {
            let text = format!("{} · {}", tour.length(), tour.id);
            draft.entry_row("tours", EntryKind::Tour, &tour.id, text)
        })
        .collect();
    let number = rows.len();
    draft.block(Block::List(rows));
    number
}

fn bookmarks(draft: &mut Draft<'_>) -> usize {
    let marked = &draft.reader.profile.bookmarks;
    let row = |place: &Place| {
        let target = draft.target(place.clone());
        let era = place.era.as_ref().map(|era| format!(", {era}")).unwrap_or_default();
        let (label, text) = (format!("{}{era}", target.title), place.to_string());
        Row { key: format!("bookmarks/{place}"), label, text, links: vec![target], ..Row::default() }
    };
    let rows: Vec<_> = marked.iter().map(row).collect();
    let number = rows.len();
    draft.block(Block::List(rows));
    number
}

fn eras(draft: &mut Draft<'_>) -> usize {
    let eras = draft.library.eras();
    let row = |era: &crate::content::Entry<crate::content::model::Era>| {
        let mut row = draft.statement(format!("eras/{}", era.id), era.file, &era.summary);
        row.label.clone_from(&era.name);
        row.note.clone_from(&era.years);
        row.links.insert(0, draft.target(EntryKind::Era.place(era.short.as_str())));
        row
    };
    let rows = eras.iter().map(row).collect();
    draft.block(Block::List(rows));
    eras.len()
}

fn actors(draft: &mut Draft<'_>) -> usize {
    let rows = draft.library.actors().map(|actor| {
        let mut row = draft.statement(format!("actors/{}", actor.id), actor.file, &actor.about);
        row.label.clone_from(&actor.name);
        row.links.insert(0, draft.target(EntryKind::Actor.place(&actor.id)));
        row
    });
    let rows: Vec<_> = rows.collect();
    let number = rows.len();
    draft.block(Block::List(rows));
    number
}

fn skills(draft: &mut Draft<'_>) -> usize {
    for group in draft.library.skill_groups() {
        let members = draft.library.skills().filter(|skill| skill.group == group.id);
        let rows: Vec<_> = members.map(|skill| skill_row(draft, &group.id, &skill.id)).collect();
        let note = count(rows.len(), "skill", "skills");
        draft.section(&group.id, &group.name, note, Block::List(rows));
    }
    draft.library.skills().count()
}

fn toolkits(draft: &mut Draft<'_>) -> usize {
    let rows = draft.library.toolkits().map(|kit| {
        let mut row = draft.entry_row("toolkits", EntryKind::Toolkit, &kit.id, kit.about.to_string());
        let tools = draft.library.tools().filter(|tool| tool.group == kit.id).count();
        row.note = count(tools, "tool", "tools");
        row
    });
    let rows: Vec<_> = rows.collect();
    let number = rows.len();
    draft.block(Block::List(rows));
    number
}

fn tools(draft: &mut Draft<'_>) -> usize {
    for kit in draft.library.toolkits() {
        let members = draft.tools_of(&kit.id);
        let rows: Vec<_> = members.iter().map(|tool| tool_row(draft, &kit.id, &tool.id)).collect();
        let note = count(rows.len(), "tool", "tools");
        draft.section(&kit.id, &kit.name, note, Block::List(rows));
    }
    draft.library.tools().count()
}

fn sources(draft: &mut Draft<'_>) -> usize {
    let mut sources: Vec<_> = draft.library.sources().collect();
    sources.sort_by_key(|source| source.short.to_lowercase());
    let rows: Vec<_> = sources.into_iter().map(|source| draft.source_row(source)).collect();
    let number = rows.len();
    draft.block(Block::List(rows));
    number
}
