//! An era: how work was divided, the gaps that left, and what became of the roles.

use crate::content::model::{self, Era, Role, Status};
use crate::content::{Entry, EntryKind, in_prose};
use crate::place::{Kind, Listed, Place};

use super::Page;
use super::block::{Block, Bridge};
use super::draft::{Draft, nth_key};
use super::role::status;
use super::row::{Evidence, Mark, Row, Symbol};

/// The page of the draft's era.
pub fn page(mut draft: Draft<'_>, place: &Place) -> Page {
    let era = draft.era;
    draft.block(Block::Text(vec![draft.statement("summary/1".to_owned(), era.file, &era.summary)]));
    for (at, bridge) in era.bridge.iter().enumerate() {
        let section = bridge_section(era, at);
        let drawn = bridge_block(&draft, &section, bridge);
        draft.section(&section, "A gap and its bridge", String::new(), Block::Bridge(Box::new(drawn)));
        let mut told = Vec::new();
        for (part, label, claims) in
            [("gap", "the gap", &bridge.gap), ("effect", "the bridge", &bridge.effect)]
        {
            let rows = draft.statements(&format!("{section}/{part}"), era.file, claims);
            told.extend(rows.into_iter().map(|row| Row { label: label.to_owned(), ..row }));
        }
        draft.block(Block::List(told));
    }
    let shifts = draft.statements("shift", era.file, &era.shift);
    draft.section("shift", "What changed", String::new(), Block::List(shifts));
    roles(&mut draft);
    let about = draft.statements("about", era.file, &era.about);
    draft.section("about", "What belongs to no one role", String::new(), Block::List(about));
    let more = ways(&draft);
    draft.section("ways", "See it at work", String::new(), Block::List(more));
    draft.page(place.clone(), era.name.clone(), era.years.clone())
}

/// All roles, by what the era did to them.
fn roles(draft: &mut Draft<'_>) {
    let status = |role: &Entry<Role>| role.in_era(&draft.era.id).map(|now| now.status);
    let mut roles = draft.library.roles();
    let order = [Status::New, Status::Reshaped, Status::Established, Status::Fading, Status::Absent];
    roles.sort_by_key(|role| order.iter().position(|one| Some(*one) == status(role)));
    let told = order.iter().filter_map(|wanted| {
        let number = roles.iter().filter(|role| status(role) == Some(*wanted)).count();
        let word = match wanted {
            Status::New => "new",
            Status::Reshaped => "reshaped",
            Status::Established => "established",
            Status::Fading => "fading",
            Status::Absent => "not there",
        };
        (number > 0).then(|| format!("{number} {word}"))
    });
    let note = told.collect::<Vec<_>>().join(", ");
    let rows = roles.into_iter().map(|role| role_row(draft, "roles", role)).collect();
    draft.section("roles", "What became of the roles", note, Block::List(rows));
}

/// Where the era is seen at work: its hand-overs, and projects.
fn ways(draft: &Draft<'_>) -> Vec<Row> {
    let way = |id: &str, place: Place, text: &str| {
        let target = draft.target(draft.library.seen_in(place, &draft.era.id));
        let (label, text) = (target.title.clone(), text.to_owned());
        Row { key: format!("ways/{id}"), label, text, links: vec![target], ..Row::default() }
    };
    let mut ways =
        vec![way("handovers", Kind::Handovers.into(), "what is passed on, and where it goes wrong")];
    if draft.library.has_any(Listed::Scenarios) {
        ways.push(way("projects", Kind::List(Listed::Scenarios).into(), "who does which step"));
    }
    ways
}

/// The section of an era's bridge: named by the role that bridges, numbered where a role bridges twice.
pub fn bridge_section(era: &Era, at: usize) -> String {
    let by = &era.bridge[at].by;
    let nth = era.bridge[..=at].iter().filter(|bridge| bridge.by == *by).count();
    nth_key("bridge", by.as_str(), nth).replace('/', "-")
}

/// The drawing of a bridge, and the sentence that says the same.
pub fn bridge_block(draft: &Draft<'_>, section: &str, bridge: &model::Bridge) -> Bridge {
    let library = draft.library;
    let name = |id: &str| in_prose(library.party_name(id));
    let [left, right] = [bridge.between[0].as_str(), bridge.between[1].as_str()];
    let by = bridge.by.as_str();
    let here = |party: &str| library.seen_in(draft.party_place(party), &draft.era.id);
    let parties = [by, left, right].map(|party| draft.target(here(party)));
    let mut evidence = Evidence::default();
    for claim in bridge.gap.iter().chain(&bridge.effect) {
        evidence.add(draft.evidence(&claim.sources, None).citations);
    }
    evidence.editorial = evidence.citations.is_empty();
    let row = Row {
        key: format!("{section}/drawing"),
        text: format!(
            "Between {} and {} lies a gap; {} bridges it.",
            library.the_party(left),
            library.the_party(right),
            library.the_party(by)
        ),
        links: parties.into(),
        subject: Some(EntryKind::Role.place(by).into()),
        evidence,
        origin: Some(draft.era.origin(&bridge.by)),
        ..Row::default()
    };
    Bridge { row, left: name(left), right: name(right), by: library.party_name(by).to_owned() }
}

/// A role with what the era did to it.
pub fn role_row(draft: &Draft<'_>, section: &str, role: &Entry<Role>) -> Row {
    let era = &draft.era.id;
    let mut row = draft.entry_row(section, EntryKind::Role, &role.id, String::new());
    row.origin = Some(role.origin(&role.name));
    if let Some(now) = role.in_era(era) {
        row.mark = role_mark(draft, role, now.status);
        if row.mark.is_none() {
            status(now.status).clone_into(&mut row.note);
        }
    }
    row
}

/// The sign of what the era did to a role; none in the first era, none where nothing is to be told.
fn role_mark(draft: &Draft<'_>, role: &Role, status: Status) -> Option<Mark> {
    let before = draft.library.era_before(&draft.era.id)?;
    let (symbol, word) = match status {
        Status::New => (Symbol::New, "new"),
        Status::Established => (Symbol::Same, "established"),
        Status::Reshaped => (Symbol::Changed, "reshaped"),
        Status::Fading => (Symbol::Changed, "fading"),
        Status::Absent => role.exists_in(&before.id).then_some((Symbol::Gone, "gone"))?,
    };
    Some(Mark { symbol, word: word.to_owned() })
}
