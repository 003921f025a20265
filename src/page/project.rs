//! A project: who does each step, in one era or in all of them beside each other.

use crate::content::model::{Scenario, ScenarioKind, Text};
use crate::content::{Entry, EntryKind, in_prose};
use crate::place::{MAX_COLUMNS, Place};
use crate::project::{self, Counts, InEra, Told};

use super::Page;
use super::block::Block;
use super::draft::Draft;
use super::grid::{Cell, Grid, GridRow};
use super::row::Row;

/// What kind of work a project is, in words.
#[must_use]
pub fn kind(kind: ScenarioKind) -> &'static str {
    match kind {
        ScenarioKind::General => "general work",
        ScenarioKind::Core => "core work",
    }
}

/// What that says of it.
fn meaning(kind: ScenarioKind) -> &'static str {
    match kind {
        ScenarioKind::General => "General work: many companies have the same need.",
        ScenarioKind::Core => "Core work: the company's own, which nobody else has in the same way.",
    }
}

/// The page of a project; of a place without an era, the last eras stand beside each other.
pub fn page(mut draft: Draft<'_>, place: &Place, scenario: &Entry<Scenario>) -> Page {
    let library = draft.library;
    let eras = library.eras();
    let is_one = place.era.is_some() || eras.len() == 1;
    let row = |key: &str, text: &str| Row { key: key.to_owned(), text: text.to_owned(), ..Row::default() };
    let origin = Some(scenario.origin(&scenario.about));
    let about = Row { origin, ..row("about/1", scenario.about.as_str()) };
    draft.block(Block::Text(vec![about, row("about/kind", meaning(scenario.kind))]));
    let steps = project::steps(library, scenario);
    let shown: Vec<_> = if is_one {
        vec![draft.era]
    } else {
        eras[eras.len().saturating_sub(MAX_COLUMNS)..].iter().collect()
    };
    let ids: Vec<_> = shown.iter().map(|era| era.id.as_str()).collect();
    let rows = steps.iter().enumerate().map(|(at, told)| step_row(&draft, scenario, at + 1, told, &ids));
    let rows = rows.collect();
    let columns = shown.iter().map(|era| era.short.to_string()).collect();
    let counts = shown.last().map(|era| Counts::of(&steps, &era.id).words()).unwrap_or_default();
    // Where there were several turns, the counts tell the last.
    let counts = match shown.last() {
        Some(last) if shown.len() > 2 && !counts.is_empty() => format!("{}: {counts}", last.short.as_str()),
        _ => counts,
    };
    let grid = Grid { columns, rows, folds_remarks: !is_one };
    draft.section("steps", "Who does what", String::new(), Block::Grid(grid));
    let outcomes = shown.iter().filter_map(|era| {
        let outcome = &scenario.era.get(era.id.as_str())?.outcome;
        let mut row = draft.statement(format!("outcome/{}", era.id), scenario.file, outcome);
        row.label = era.short.to_string();
        Some(row)
    });
    let outcomes = outcomes.collect();
    draft.section("outcome", "What comes of it", String::new(), Block::List(outcomes));
    let eras = other_views(&draft, place, scenario);
    draft.section("eras", "See it", String::new(), Block::List(eras));
    let when = if is_one { in_prose(&draft.era.name) } else { eras_shown(&draft).to_owned() };
    let subtitle = [kind(scenario.kind), &when, &counts].into_iter().filter(|part| !part.is_empty());
    let subtitle = subtitle.collect::<Vec<_>>().join(" · ");
    draft.page(place.clone(), scenario.name.to_string(), subtitle)
}

/// Which eras stand beside each other.
fn eras_shown(draft: &Draft<'_>) -> &'static str {
    if draft.library.eras().len() > MAX_COLUMNS { "the last eras" } else { "all eras" }
}

/// A step with who does it in each era that is shown, and how and why below.
fn step_row(
    draft: &Draft<'_>,
    scenario: &Entry<Scenario>,
    nth: usize,
    told: &Told<'_>,
    eras: &[&str],
) -> GridRow {
    let step = told.step;
    let shown: Vec<_> = told.eras.iter().filter(|one| eras.contains(&one.era.id.as_str())).collect();
    let mut links = Vec::new();
    let mut remarks = Vec::new();
    for one in shown.iter().rev() {
        let places = one.doing.by.iter().map(|party| doer_place(draft, one, party));
        links.extend(places.map(|place| draft.target(place)));
    }
    for one in &shown {
        let how = &one.doing.how;
        remarks.push(draft.remark(one.era.short.to_string(), how));
        remarks.extend(draft.remarks(how));
    }
    let row = Row {
        key: format!("steps/{}", step.id.as_str()),
        label: format!("{nth}. {}", step.name.as_str()),
        subject: links.first().map(|target| target.link.place.clone().into()),
        links,
        remarks,
        origin: Some(scenario.origin(&step.name)),
        ..Row::default()
    };
    GridRow { row, cells: shown.iter().map(|one| cell(draft, one)).collect(), same: false }
}

fn cell(draft: &Draft<'_>, one: &InEra<'_>) -> Cell {
    let names = one.doing.by.iter().map(|party| in_prose(draft.library.party_name(party.as_str())));
    Cell::Doers(draft.mark(one.sign().as_ref()), names.collect::<Vec<_>>().join(" and "))
}

/// A party as it is in the era in which it does the step.
fn doer_place(draft: &Draft<'_>, one: &InEra<'_>, party: &Text) -> Place {
    draft.party_place(party.as_str()).at(one.era.short.as_str())
}

/// The same project in each era, and in all of them.
fn other_views(draft: &Draft<'_>, place: &Place, scenario: &Entry<Scenario>) -> Vec<Row> {
    let whole = EntryKind::Scenario.place(&scenario.id);
    let all = ("all".to_owned(), format!("{} side by side", eras_shown(draft)), whole.clone());
    let each = draft.library.eras().iter().map(|era| {
        let short = era.short.as_str();
        (era.id.clone(), in_prose(&era.name), whole.clone().at(short))
    });
    let all = (draft.library.eras().len() > 1).then_some(all);
    let views = each.chain(all).filter(|(_, _, there)| there != place);
    let row = |(id, label, there)| Row {
        key: format!("eras/{id}"),
        label,
        links: vec![draft.target(there)],
        ..Row::default()
    };
    views.map(row).collect()
}
