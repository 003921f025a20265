//! The way from here to there: what to learn in which order, because of what, and over which other roles.

use crate::content::model::Level;
use crate::content::{EntryKind, in_prose};
use crate::place::ME;
use crate::place::{Column, Kind, Place};
use crate::route::{self, Because, Levels, Route, RouteError, Step};
use crate::shift;

use super::block::Block;
use super::draft::{Draft, capital, count, listed};
use super::era::role_row;
use super::row::{Evidence, Remark, Row};
use super::stones;
use super::{BROKEN, Page};

/// Where one chooses where to go.
pub fn choose(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    let known = draft.levels().len();
    let text = match known {
        0 => {
            "Enter shows the route to a role from what you know; so far you have said nothing of that. \
              x on any skill says so. To begin at a role: mark it with Space, then press r where you want to go."
        }
        _ => {
            "Enter shows the route to a role from what you know. To begin at a role: mark it with Space, then press \
              r where you want to go."
        }
    };
    let line = Row { key: "page/line".to_owned(), text: text.to_owned(), ..Row::default() };
    draft.block(Block::Text(vec![line]));
    let fit = draft.target(Place::from(Kind::Fit));
    let text = "by what you know, or what you like to do".to_owned();
    let fit = Row {
        key: "ways/fit".to_owned(),
        label: fit.title.clone(),
        text,
        links: vec![fit],
        ..Row::default()
    };
    draft.section("ways", "Not sure where to", String::new(), Block::List(vec![fit]));
    let here = library.roles().into_iter().filter(|role| role.exists_in(&draft.era.id));
    let rows = here.map(|role| {
        let way = Kind::Route(Some((ME.to_owned(), role.id.clone())));
        let links = vec![draft.target(Place::from(way)), draft.target(EntryKind::Role.place(&role.id))];
        Row { links, ..role_row(&draft, "roles", role) }
    });
    let rows = rows.collect();
    draft.section("roles", "Where to", String::new(), Block::List(rows));
    let title = library.title(place);
    draft.bare(place.clone(), title)
}

/// The page of a way between two roles, or from what the reader knows.
pub fn page(mut draft: Draft<'_>, place: &Place, from: &str, to: &str) -> Page {
    let library = draft.library;
    let title = library.title(place);
    let era = draft.era.id.clone();
    let found = route::brought(library, draft.reader.profile, from, &era)
        .and_then(|have| Ok((route::route(library, &have, to, &era)?, have)));
    let (route, have) = match found {
        Ok(found) => found,
        Err(error) => return no_way(draft, place, title, &error),
    };
    let levels = route.length();
    let what = match route.steps.len() {
        0 => "nothing is left to learn".to_owned(),
        skills => {
            format!(
                "{} to learn in {}",
                count(levels as usize, "level", "levels"),
                count(skills, "skill", "skills")
            )
        }
    };
    let subtitle = format!("{} · {what}", in_prose(&draft.era.name));
    learn(&mut draft, &route, from);
    carried(&mut draft, &route, from);
    stones::section(&mut draft, &route, &have, from);
    opened(&mut draft, &route, &have);
    let more = more(&draft, from, to);
    draft.section("see", "See also", String::new(), Block::List(more));
    draft.page(place.clone(), title, subtitle)
}

/// A page that says why there is no way, and where there is one.
fn no_way(mut draft: Draft<'_>, place: &Place, title: String, error: &RouteError) -> Page {
    let eras = match error {
        RouteError::Absent { eras, .. } => eras.as_slice(),
        RouteError::Unknown(_) => &[],
    };
    let links = eras.iter().map(|era| draft.target(Place::from(place.kind.clone()).at(era)));
    let text = format!("There is no route here: {error}.");
    let row = Row { key: BROKEN.to_owned(), text, links: links.collect(), ..Row::default() };
    draft.block(Block::Text(vec![row]));
    draft.bare(place.clone(), title)
}

fn learn(draft: &mut Draft<'_>, route: &Route<'_>, from: &str) {
    let library = draft.library;
    let line = |key: &str, text: &str| Row { key: key.to_owned(), text: text.to_owned(), ..Row::default() };
    if route.steps.is_empty() {
        let nothing = line("learn/nothing", "Everything the role requires is there already.");
        draft.section("learn", "Learn", String::new(), Block::Text(vec![nothing]));
        return;
    }
    if from == ME && draft.levels().is_empty() {
        let text = "You have said nothing of what you know, so all of it stands here; x takes levels off.";
        draft.block(Block::Text(vec![line("known/nothing", text)]));
    }
    if let Some(role) = library.role(from).filter(|role| !role.exists_in(&draft.era.id)) {
        let text =
            format!("{} is no role in this era; counted is what it requires in another.", role.name.as_str());
        draft.block(Block::Text(vec![line("known/elsewhere", &text)]));
    }
    let steps = route.steps.iter().enumerate();
    let rows = steps.map(|(at, step)| step_row(draft, route, at + 1, step)).collect();
    draft.section("learn", "Learn, in this order", String::new(), Block::List(rows));
    let how = "Each skill comes after those it needs. Counted are the levels still missing of what the role requires \
               and, one level each, of what that needs first; what only helps never lengthens the route.";
    let evidence = Evidence { editorial: true, ..Evidence::default() };
    draft.block(Block::Text(vec![Row { evidence, ..line("counted/how", how) }]));
}

/// A skill to be learnt, because of what, and where.
pub fn step_row(draft: &Draft<'_>, route: &Route<'_>, nth: usize, step: &Step<'_>) -> Row {
    let levels = count((step.to - step.from).into(), "level", "levels");
    let to = level_name(draft, step.to);
    let text = match step.from {
        0 => format!("to {to}, {levels}"),
        from => format!("from {} to {to}, {levels}", level_name(draft, from)),
    };
    let mut row = draft.entry_row("learn", EntryKind::Skill, step.skill, text);
    row.label = format!("{nth}. {}", row.label);
    // A route from a role counts what that brings, and what the reader has beyond it they see.
    if let Some((_, word)) = draft.known(step.skill).filter(|(level, _)| *level > step.from) {
        row.note = format!("you: {word}");
    }
    row.remarks.push(Remark::new("because", because(draft, route, &step.because)));
    let resource = draft.library.skill(step.skill).and_then(|skill| skill.learn.first());
    let place = resource.map_or_else(
        || "the guide names no place to learn it; work that asks for it is one".to_owned(),
        |resource| format!("{}, {}", resource.title.as_str(), resource.url.as_str()),
    );
    row.remarks.push(Remark::new("learn it from", place));
    row
}

fn level_name<'d>(draft: &Draft<'d>, level: u8) -> &'d str {
    Level::of(level).map_or("", |level| draft.library.level_name(level))
}

/// What in the role asks for a skill: its tasks, its tools, and skills that come later.
fn because(draft: &Draft<'_>, route: &Route<'_>, because: &Because<'_>) -> String {
    let library = draft.library;
    let does = shift::does(library, route.to, &draft.era.id);
    let tasks = because.tasks.iter().filter_map(|id| does.iter().find(|(other, _)| other == id));
    let tasks: Vec<_> = tasks.map(|(_, task)| format!("“{}”", task.text.as_str())).collect();
    let tools = because.tools.iter().filter_map(|id| library.tool(id));
    let tools: Vec<_> = tools.map(|tool| tool.name.to_string()).collect();
    let later = because.needed_for.iter().filter_map(|id| library.skill(id));
    let later: Vec<_> = later.map(|skill| skill.name.to_string()).collect();
    let mut parts = Vec::new();
    for (names, most, one, many, verbs) in [
        (&tasks, MOST_TASKS, "its task ", "its tasks ", ("uses", "use")),
        (&tools, MOST_TOOLS, "its tool ", "its tools ", ("exercises", "exercise")),
        (&later, MOST_TOOLS, "", "", ("needs", "need")),
    ] {
        let (noun, verb) = if names.len() == 1 { (one, verbs.0) } else { (many, verbs.1) };
        let first = if verbs.0 == "needs" { " first" } else { "" };
        if !names.is_empty() {
            parts.push(format!("{noun}{} {verb} it{first}", listed(names, most)));
        }
    }
    if parts.is_empty() {
        "the role requires it; the guide names no task or tool of it".to_owned()
    } else {
        parts.join("; ")
    }
}

/// The most tasks and the most tools that are named because of which a skill is learnt.
const MOST_TASKS: usize = 2;
const MOST_TOOLS: usize = 4;

fn carried(draft: &mut Draft<'_>, route: &Route<'_>, from: &str) {
    let rows = route.carried.iter().map(|one| {
        let (have, need) = (level_name(draft, one.have), level_name(draft, one.need));
        let text = if one.is_covered() {
            format!("{have}; {need} is asked")
        } else {
            format!("{have} of the {need} that is asked")
        };
        draft.entry_row("carried", EntryKind::Skill, one.skill, text)
    });
    let rows: Vec<_> = rows.collect();
    let title = if from == ME {
        "You bring already".to_owned()
    } else {
        format!("{} brings already", capital(&draft.library.the_party(from)))
    };
    let whole = route.carried.iter().filter(|one| one.is_covered()).count();
    let note = format!("{whole} whole, {} in part", rows.len() - whole);
    draft.section("carried", &title, note, Block::List(rows));
}

fn opened(draft: &mut Draft<'_>, route: &Route<'_>, have: &Levels<'_>) {
    /// The most roles that are named.
    const MOST: usize = 4;
    let opened = route::opens(draft.library, have, route, &draft.era.id);
    let rows = opened.iter().take(MOST).map(|one| {
        let text = match one.after {
            0 => format!(
                "nothing is left to learn for it then; now {}",
                count(one.before as usize, "level is missing", "levels are missing")
            ),
            after => format!("{} away then, {} now", count(after as usize, "level", "levels"), one.before),
        };
        draft.entry_row("opens", EntryKind::Role, &one.role.id, text)
    });
    let rows = rows.collect();
    draft.section("opens", "It brings nearer besides", String::new(), Block::List(rows));
}

fn more(draft: &Draft<'_>, from: &str, to: &str) -> Vec<Row> {
    let row = |id: &str, place: Place| {
        let target = draft.target(place);
        Row { key: format!("see/{id}"), label: target.title.clone(), links: vec![target], ..Row::default() }
    };
    let mut rows = vec![row("role", EntryKind::Role.place(to))];
    if from == ME {
        rows.push(row("fit", Kind::Fit.into()));
    } else if from != to {
        let column = |role: &str| Column { role: role.to_owned(), era: None };
        rows.push(row("compare", Kind::Compare(vec![column(from), column(to)]).into()));
    }
    rows
}
