//! The first page: the story in one screen, and where to go.
//!
//! The words come first and the drawings last, so that a small screen shows where to go.

use crate::content::model::{Claim, Era, Text};
use crate::content::{EntryKind, Library, in_prose};
use crate::place::{Column, Kind, Listed, Place};

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::era::{bridge_block, bridge_section};
use super::row::{Evidence, Row};

/// The first page.
pub fn page(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    if library.eras().iter().any(|era| !era.bridge.is_empty()) {
        let story = "Work is divided between roles. Where a division leaves a gap, a new role bridges it. \
                     Turn the era on any page with [ and ], and watch \
                     tasks change hands.";
        let evidence = Evidence { editorial: true, ..Evidence::default() };
        let row = Row { key: "story/1".to_owned(), text: story.to_owned(), evidence, ..Row::default() };
        draft.block(Block::Text(vec![row]));
    }
    let ways = ways(&draft);
    draft.section("ways", "Where to go", String::new(), Block::List(ways));
    for era in library.eras() {
        let in_era = Draft::new(library, draft.reader, era);
        for (at, bridge) in era.bridge.iter().enumerate() {
            let section = format!("{}-{}", era.id, bridge_section(era, at));
            let drawn = bridge_block(&in_era, &section, bridge);
            draft.section(&section, &era.name, era.years.clone(), Block::Bridge(Box::new(drawn)));
        }
    }
    let attribution = draft.attribution();
    draft.block(Block::Text(attribution));
    draft.page(place.clone(), "Who does the work?".to_owned(), library.pack().name.clone())
}

fn ways(draft: &Draft<'_>) -> Vec<Row> {
    let library = draft.library;
    let mut ways = Vec::new();
    let mut way = |id: &str, label: &str, text: String, place: Place| {
        ways.push(Row {
            key: format!("ways/{id}"),
            label: label.to_owned(),
            text,
            links: vec![draft.target(place)],
            ..Row::default()
        });
    };
    let list = |list: Listed| Place::from(Kind::List(list));
    let roles = count(library.file_count(Listed::Roles), "role", "roles");
    let families = count(library.pack().family.len(), "family", "families");
    way("roles", "Look around", format!("{roles} in {families}"), list(Listed::Roles));
    let eras = library.eras();
    let names = eras.iter().map(|era| in_prose(&era.name)).collect::<Vec<_>>().join(", then ");
    if let Some(project) = told_project(library) {
        let place = EntryKind::Scenario.place(project);
        way("project", "See one project", format!("{}, {names}", in_prose(&library.title(&place))), place);
    }
    if let Some((one, other)) = told_pair(library, draft.era) {
        let column = |role: &str| Column { role: role.to_owned(), era: None };
        let place = Kind::Compare(vec![column(one), column(other)]).into();
        way("compare", "Compare two roles", library.title(&place), place);
    }
    way(
        "fit",
        "See what is near",
        "by what you know or like, and the route there".to_owned(),
        Kind::Fit.into(),
    );
    if library.has_any(Listed::Questions) {
        let text = "interview questions, ten at a time".to_owned();
        way("practice", "Practise", text, Kind::Practice(None).into());
    }
    if library.has_any(Listed::Tours) {
        let tours = count(library.file_count(Listed::Tours), "tour", "tours");
        way("tours", "Be shown around", format!("{tours}, to read or to present"), list(Listed::Tours));
    }
    way("eras", "See what changed", names, EntryKind::Era.place(draft.era.short.as_str()));
    if library.has_any(Listed::Scenarios) {
        let projects = count(library.file_count(Listed::Scenarios), "project", "projects");
        way("projects", "See who does what", projects, list(Listed::Scenarios));
    }
    let skills = count(library.file_count(Listed::Skills), "group of skills", "groups of skills");
    let tools = count(library.file_count(Listed::Tools), "toolkit", "toolkits");
    way("skills", "What you need to know", skills, list(Listed::Skills));
    way("tools", "What you work with", tools, list(Listed::Tools));
    let sources = count(library.file_count(Listed::Sources), "source", "sources");
    way("sources", "Who says so", sources, list(Listed::Sources));
    ways
}

/// What an era tells beside its bridges: what it is about, and what changed.
fn told(era: &Era) -> impl Iterator<Item = &Claim> {
    era.about.iter().chain(&era.shift)
}

/// The role that bridges the era's gap, and the first that the era names together with it; else the first of those
/// that stand at the gap. No file of a role is read for it.
fn told_pair<'l>(library: &'l Library, era: &'l Era) -> Option<(&'l str, &'l str)> {
    let bridge = era.bridge.first()?;
    let with_it = told(era).filter(|claim| claim.see.contains(&bridge.by)).flat_map(|claim| &claim.see);
    let mut others = with_it.chain(&bridge.between).filter(|id| **id != bridge.by).map(Text::as_str);
    let other = others.find(|id| library.has(EntryKind::Role, id))?;
    Some((bridge.by.as_str(), other))
}

/// The first project that an era names, for it shows what the story tells.
fn told_project(library: &Library) -> Option<&str> {
    let named = library.eras().iter().flat_map(|era| told(era)).flat_map(|claim| &claim.see);
    named.map(Text::as_str).find(|id| library.has(EntryKind::Scenario, id))
}
