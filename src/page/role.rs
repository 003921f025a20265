//! A role in an era: a card that says what it is for, what it does, and where it leads.

mod needs;

use crate::content::model::{self, Role, RoleEra, Status};
use crate::content::{Entry, EntryKind};
use crate::handover;
use crate::place::{Kind, Listed, Place};
use crate::shift::{self, Shifted, Sign};

use super::Page;
use super::block::Block;
use super::draft::{Draft, also, count, nth_key};
use super::handovers::hand_over_rows;
use super::row::Row;

/// What an era did to a role, in words.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::New => "new in this era",
        Status::Established => "established",
        Status::Reshaped => "reshaped in this era",
        Status::Fading => "fading in this era",
        Status::Absent => "no role of its own in this era",
    }
}

/// The page of a role in an era, present or absent.
pub fn page(mut draft: Draft<'_>, place: &Place, role: &Entry<Role>) -> Page {
    let library = draft.library;
    let mut subtitle = Vec::new();
    let now = role.in_era(&draft.era.id);
    subtitle.extend(now.map(|now| status(now.status).to_owned()));
    subtitle.push(library.family_name(role.family.as_str()).to_owned());
    subtitle.extend(also(&role.aliases));
    subtitle.extend(draft.share(role));
    draft.block(Block::Text(vec![draft.statement("mission/1".to_owned(), role.file, &role.mission)]));
    match now {
        Some(now) if now.status != Status::Absent => present(&mut draft, role, now),
        Some(now) => absent(&mut draft, role, now),
        None => {}
    }
    draft.page(place.clone(), role.name.to_string(), subtitle.join(" · "))
}

fn absent(draft: &mut Draft<'_>, role: &Entry<Role>, now: &RoleEra) {
    in_era(draft, role, now);
    gone(draft, role);
    let others = done_by_others(draft, role);
    draft.section("others", "Who did this work", String::new(), Block::List(others));
    let later = draft.library.eras().iter().filter(|era| role.exists_in(&era.id));
    let rows = later.map(|era| {
        let place = EntryKind::Role.place(&role.id).at(era.short.as_str());
        let links = vec![draft.target(place)];
        Row {
            key: format!("eras/{}", era.id),
            label: era.name.clone(),
            text: role_status(role, &era.id),
            links,
            ..Row::default()
        }
    });
    let rows = rows.collect();
    draft.section("eras", "When it is a role", String::new(), Block::List(rows));
}

fn role_status(role: &Role, era: &str) -> String {
    role.in_era(era).map_or_else(String::new, |now| status(now.status).to_owned())
}

/// Tasks of the role in its first era that other roles did in this one.
fn done_by_others(draft: &Draft<'_>, role: &Entry<Role>) -> Vec<Row> {
    let library = draft.library;
    let Some(first) = library.eras().iter().find(|era| role.exists_in(&era.id)) else { return Vec::new() };
    let later = shift::does(library, role, &first.id);
    let mut rows = Vec::new();
    for other in library.roles().into_iter().filter(|other| other.id != role.id) {
        for (id, task) in shift::does(library, other, &draft.era.id) {
            if later.iter().any(|(later, _)| *later == id) {
                let mut row = draft.statement(format!("others/{}/{id}", other.id), other.file, task);
                row.label = other.name.to_string();
                row.links.insert(0, draft.target(EntryKind::Role.place(&other.id)));
                row.subject = Some(EntryKind::Role.place(&other.id).into());
                rows.push(row);
            }
        }
    }
    rows
}

fn present(draft: &mut Draft<'_>, role: &Entry<Role>, now: &RoleEra) {
    let file = role.file;
    let definitions = draft.statements("definition", file, &role.definition);
    // A definition is always somebody's, also where that source states it as a fact.
    let named = |mut row: Row| {
        if row.attribution.is_empty() {
            row.attribution = row.evidence.voices().join(" and ");
        }
        row
    };
    let definitions = definitions.into_iter().map(named).collect();
    draft.section("definition", "Defined as", String::new(), Block::List(definitions));
    in_era(draft, role, now);
    does(draft, role);
    gone(draft, role);
    needs::skills(draft, role, now);
    needs::tools(draft, role, now);
    hand_overs(draft, role);
    versus(draft, role);
    let myths = role.myth.iter().enumerate().map(|(index, myth)| {
        let mut remarks = vec![draft.remark("in truth", &myth.truth)];
        remarks.extend(draft.remarks(&myth.truth));
        let links =
            remarks.iter().flat_map(|remark| &remark.evidence.citations).map(|one| draft.target(one.place()));
        Row {
            key: format!("myths/{}", index + 1),
            text: format!("“{}”", myth.says.as_str()),
            links: links.collect(),
            remarks,
            origin: Some(role.origin(&myth.says)),
            ..Row::default()
        }
    });
    let myths = myths.collect();
    draft.section("myths", "Often said, and what is true", String::new(), Block::List(myths));
    let mut sections = vec![("varies", "What varies", &role.varies), ("entry", "Getting in", &role.entry)];
    // How much a role is asked for is said of where it was last seen, not of an era before.
    let last = draft.library.eras().iter().rev().find(|era| role.exists_in(&era.id));
    if last.is_some_and(|last| last.id == draft.era.id) {
        sections.push(("demand", "Demand", &role.demand));
    }
    for (section, title, claims) in sections {
        let rows = draft.statements(section, file, claims);
        draft.section(section, title, String::new(), Block::List(rows));
    }
    next(draft, role);
    practise(draft, role);
}

fn in_era(draft: &mut Draft<'_>, role: &Entry<Role>, now: &RoleEra) {
    let summary = draft.statement("era/summary".to_owned(), role.file, &now.summary);
    let title = draft.era.name.clone();
    draft.section("era", &title, draft.era.years.clone(), Block::Text(vec![summary]));
}

fn does(draft: &mut Draft<'_>, role: &Entry<Role>) {
    let tasks = shift::tasks(draft.library, role, &draft.era.id);
    let tasks: Vec<_> = tasks.iter().filter(|task| !matches!(task.said, shift::Telling::Gone(_))).collect();
    let note = counts(&tasks, is_new(draft, role));
    let rows = tasks.into_iter().map(|task| task_row(draft, "does", role, task)).collect();
    draft.section("does", "Does", note, Block::List(rows));
}

/// "9 tasks: 2 new, 1 changed"; where the role itself is new, "new" goes without saying.
fn counts(tasks: &[&Shifted<'_>], is_new: bool) -> String {
    let of = |wanted: fn(&Sign) -> bool| {
        tasks.iter().filter(|task| task.sign.as_ref().is_some_and(wanted)).count()
    };
    let parts = [
        (if is_new { 0 } else { of(|sign| matches!(sign, Sign::New)) }, "new"),
        (of(|sign| matches!(sign, Sign::From(_))), "taken over"),
        (of(|sign| matches!(sign, Sign::Changed)), "changed"),
        (of(|sign| matches!(sign, Sign::Same)), "the same"),
    ];
    let told =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}"));
    let told = told.collect::<Vec<_>>().join(", ");
    let all = count(tasks.len(), "task", "tasks");
    if told.is_empty() { all } else { format!("{all}: {told}") }
}

/// Whether the role is new in the era of the page.
fn is_new(draft: &Draft<'_>, role: &Role) -> bool {
    role.in_era(&draft.era.id).is_some_and(|now| now.status == Status::New)
}

fn gone(draft: &mut Draft<'_>, role: &Entry<Role>) {
    let tasks = shift::tasks(draft.library, role, &draft.era.id);
    let gone = tasks.iter().filter(|task| matches!(task.said, shift::Telling::Gone(_)));
    let rows = gone.map(|task| task_row(draft, "gone", role, task)).collect();
    draft.section("gone", "No longer does", String::new(), Block::List(rows));
}

fn task_row(draft: &Draft<'_>, section: &str, role: &Entry<Role>, task: &Shifted<'_>) -> Row {
    let key = format!("{section}/{}", task.id);
    let mut row = match task.said {
        shift::Telling::Does(said) => draft.statement(key, role.file, said),
        shift::Telling::Gone(said) => draft.statement(key, role.file, said),
    };
    // Where the role itself is new, that all of its tasks are goes without saying.
    row.mark = draft.mark(task.sign.as_ref().filter(|sign| !(**sign == Sign::New && is_new(draft, role))));
    if let Some(Sign::From(parties) | Sign::To(parties)) = &task.sign {
        let targets = parties.iter().map(|party| draft.target(draft.party_place(party)));
        row.links.splice(0..0, targets);
    }
    row
}

fn hand_overs(draft: &mut Draft<'_>, role: &Entry<Role>) {
    let (gives, gets) = handover::of(draft.library, &role.id, &draft.era.id);
    let gets = hand_over_rows(draft, "gets", "from", &gets, |one| one.from);
    draft.section("gets", "Gets", String::new(), Block::List(gets));
    let gives = hand_over_rows(draft, "gives", "to", &gives, |one| one.to);
    draft.section("gives", "Gives", String::new(), Block::List(gives));
}

fn versus(draft: &mut Draft<'_>, role: &Entry<Role>) {
    let row = |(at, versus): (usize, &model::Versus)| {
        let other = versus.role.as_str();
        let nth = role.versus[..=at].iter().filter(|one| one.role == versus.role).count();
        let place = EntryKind::Role.place(other);
        let mut row = draft.statement(nth_key("versus", other, nth), role.file, versus);
        row.label = format!("from {}", draft.library.the_party(other));
        row.links.insert(0, draft.target(place.clone()));
        row.subject = Some(place.into());
        row
    };
    let here = |id: &str| draft.library.role(id).is_some_and(|other| other.exists_in(&draft.era.id));
    let rows =
        role.versus.iter().enumerate().filter(|(_, versus)| here(versus.role.as_str())).map(row).collect();
    draft.section("versus", "How it differs", String::new(), Block::List(rows));
}

fn next(draft: &mut Draft<'_>, role: &Entry<Role>) {
    let era = &draft.era.id;
    let both_exist = |id: &str| draft.library.role(id).is_some_and(|other| other.exists_in(era));
    let holds = |next: &model::Next| {
        next.era.as_ref().is_none_or(|at| at.as_str() == era) && both_exist(next.role.as_str())
    };
    let rows = role.next.iter().enumerate().filter(|(_, next)| holds(next)).map(|(at, next)| {
        let other = next.role.as_str();
        let nth = role.next[..=at].iter().filter(|one| one.role == next.role).count();
        let place = EntryKind::Role.place(other);
        let mut row = draft.statement(nth_key("next", other, nth), role.file, &next.because);
        row.label = draft.library.party_name(other).to_owned();
        row.links.insert(0, draft.target(place.clone()));
        row.subject = Some(place.into());
        row
    });
    let rows = rows.collect();
    draft.section("next", "Where it leads", String::new(), Block::List(rows));
}

/// The way to the questions that the role is asked.
fn practise(draft: &mut Draft<'_>, role: &Entry<Role>) {
    let target = draft.target(Place::from(Kind::Practice(Some(role.id.clone()))));
    let row = Row {
        key: "practise/questions".to_owned(),
        label: "Interview questions".to_owned(),
        text: "ten at a time, or a mock interview".to_owned(),
        links: vec![target],
        ..Row::default()
    };
    let rows = if draft.library.has_any(Listed::Questions) { vec![row] } else { Vec::new() };
    draft.section("practise", "Practise", String::new(), Block::List(rows));
}
