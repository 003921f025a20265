//! Questions made from the guide itself: the guide answers them, and so they are right as far as it is.
//!
//! Each names the page that answers it. What is asked has a few answers: who took over a step of a project and
//! how, what work two roles both have, who hands what to whom, what an era did to a role's work. Each answer is
//! in the words of whom it is about, for what one does is not what the other does.

mod of_role;

use std::collections::{BTreeMap, BTreeSet};

use crate::content::model::{Era, Role, Scenario, Seniority, Statement, Task, Text};
use crate::content::{Entry, EntryKind, Library, in_prose};
use crate::place::{Column, Kind, Link, MADE, Place};
use crate::project;
use crate::shift::{self, Sign};

use super::{FollowUp, Point, Question};
use of_role::of_role;

/// The fewest points of a question: what has a single answer is no question for an interview.
const FEWEST: usize = 2;
/// The most points: nobody says more in one answer.
const MOST: usize = 6;

/// What stands between two ids of which an id is made, so that it is seen where the second begins.
const BETWEEN: &str = "--";

/// All questions that can be made for an era (by its id), or for a role in it.
#[must_use]
pub fn all<'l>(library: &'l Library, role: Option<&str>, era: &str) -> Vec<Question<'l>> {
    let Some(era) = library.era(era) else { return Vec::new() };
    let about = |question: &Question<'_>| role.is_none_or(|role| question.roles.contains(&role));
    let roles = library.roles().into_iter().filter(|one| role.is_none_or(|role| one.id == role));
    let of_roles = roles.flat_map(|role| of_role(library, role, era));
    // A pair of roles is written at one of them, and asked of both.
    let pairs = library.roles().into_iter().flat_map(|role| pairs(library, role, era));
    let steps = library.scenarios().flat_map(|project| steps(library, project, era));
    of_roles.chain(pairs).chain(steps).filter(about).collect()
}

/// The question with an id.
#[must_use]
pub fn find<'l>(library: &'l Library, id: &str) -> Option<Question<'l>> {
    let rest = id.strip_prefix(MADE)?;
    let (what, of) = rest.split_once('-')?;
    let eras = || library.eras().iter().filter(|era| of.ends_with(era.short.as_str()));
    // An id may be the beginning of another, so more than one may be meant as far as that goes.
    let roles = || library.roles().into_iter().filter(|role| of.starts_with(&role.id));
    let made: Vec<Question<'l>> = match what {
        "step" => {
            let named = |one: &&Entry<Scenario>| of.starts_with(&one.id);
            let meant = library.scenarios().filter(named);
            meant.flat_map(|one| eras().flat_map(|era| steps(library, one, era))).collect()
        }
        "shared" => roles().flat_map(|role| eras().flat_map(|era| pairs(library, role, era))).collect(),
        _ => roles().flat_map(|role| eras().flat_map(|era| of_role(library, role, era))).collect(),
    };
    made.into_iter().find(|question| question.id == id)
}

/// A question before it is known to have enough to say.
struct Made<'l> {
    id: String,
    ask: String,
    roles: Vec<&'l str>,
    level: Seniority,
    points: Vec<Point>,
    follow_ups: Vec<FollowUp>,
    page: Link,
}

impl<'l> Made<'l> {
    fn in_era(self, era: &'l Entry<Era>) -> Option<Question<'l>> {
        let Self { id, ask, roles, level, points, follow_ups, page } = self;
        (FEWEST..=MOST).contains(&points.len()).then(|| Question {
            id: format!("{MADE}{id}-{}", era.short.as_str()),
            ask,
            roles,
            level,
            era: Some(&era.id),
            skills: Vec::new(),
            points,
            answer: None,
            follow_ups,
            page,
            origin: None,
        })
    }
}

/// What a statement says, in these words.
fn point(text: impl Into<String>, said: &dyn Statement) -> Point {
    Point { text: text.into(), sources: said.sources().to_vec(), but: said.but().cloned() }
}

/// What is asked further, where there is an answer to it.
fn asked_further(ask: &str, points: Vec<Point>) -> Vec<FollowUp> {
    if points.is_empty() { Vec::new() } else { vec![FollowUp { ask: ask.to_owned(), points }] }
}

fn link(place: Place, era: &Entry<Era>, key: &str) -> Link {
    Link { place: place.at(era.short.as_str()), key: Some(key.to_owned()) }
}

/// Steps of a project that an era gave to others, brought or ended.
fn steps<'l>(library: &'l Library, project: &'l Entry<Scenario>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let parties = |by: &[Text]| match by {
        [] => "nobody".to_owned(),
        by => by.iter().map(|id| library.the_party(id.as_str())).collect::<Vec<_>>().join(" and "),
    };
    let told = project::steps(library, project);
    let question = |told: &project::Told<'l>| {
        let at = told.eras.iter().position(|one| one.era.id == era.id)?;
        let (now, before) = (&told.eras[at], &told.eras[at.checked_sub(1)?]);
        now.sign().filter(|sign| *sign != Sign::Same)?;
        let doers = now.doing.by.iter().chain(&before.doing.by);
        let mut roles: Vec<&str> = Vec::new();
        for id in doers.map(Text::as_str).filter(|id| library.role(id).is_some()) {
            if !roles.contains(&id) {
                roles.push(id);
            }
        }
        let step = told.step;
        // What no role has to do with is asked of nobody.
        if roles.is_empty() {
            return None;
        }
        let (was, is) = (in_prose(&before.era.name), in_prose(&era.name));
        let in_part = if now.sign() == Some(Sign::Changed) { ", in part" } else { "" };
        let made = Made {
            id: format!("step-{}{BETWEEN}{}", project.id, step.id.as_str()),
            ask: format!(
                "{}, the step “{}”: who does it {was}, who {is}, and how?",
                project.name.as_str(),
                step.name.as_str()
            ),
            roles,
            level: Seniority::Mid,
            points: [(was.clone(), before.doing), (format!("{is}{in_part}"), now.doing)]
                .map(|(era, doing)| {
                    let how = doing.how.text.as_str();
                    point(format!("{era}: {}: {how}", parties(&doing.by)), &doing.how)
                })
                .into(),
            follow_ups: Vec::new(),
            // All eras stand beside each other there.
            page: Link {
                place: EntryKind::Scenario.place(&project.id),
                key: Some(format!("steps/{}", step.id.as_str())),
            },
        };
        made.in_era(era)
    };
    told.iter().filter_map(question).collect()
}

/// Work that a role has in common with another of which it is said how the two differ.
fn pairs<'l>(library: &'l Library, role: &'l Entry<Role>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let others: BTreeSet<&str> = role.versus.iter().map(|versus| versus.role.as_str()).collect();
    // Where both files say something of the other, the question is asked once.
    let told_there = |other: &Entry<Role>| other.versus.iter().any(|versus| *versus.role.as_str() == role.id);
    let others = others.into_iter().filter_map(|id| library.role(id));
    let others = others.filter(|other| other.id != role.id && (role.id < other.id || !told_there(other)));
    let question = |other: &'l Entry<Role>| {
        let theirs: BTreeMap<_, _> = shift::does(library, other, &era.id).into_iter().collect();
        let own = shift::does(library, role, &era.id).into_iter();
        let shared = own.filter_map(|(id, task)| Some((task, *theirs.get(id)?)));
        let names = [role, other].map(|one| library.the_party(&one.id));
        let shared = shared.flat_map(|(task, their)| {
            let said = |name: &str, task: &Task| point(format!("{name}: {}", task.text.as_str()), task);
            if task.text.as_str() == their.text.as_str() {
                return vec![point(task.text.to_string(), task)];
            }
            // Each in its own words, and with its own sources.
            vec![said(&names[0], task), said(&names[1], their)]
        });
        let columns = [role, other].map(|one| Column { role: one.id.clone(), era: None });
        let made = Made {
            id: format!("shared-{}{BETWEEN}{}", role.id, other.id),
            roles: vec![&role.id, &other.id],
            level: Seniority::Mid,
            points: shared.collect(),
            ask: format!(
                "What work do {} and {} both have {}, and how does each do it?",
                names[0],
                names[1],
                in_prose(&era.name)
            ),
            follow_ups: Vec::new(),
            page: link(Kind::Compare(columns.into()).into(), era, "tasks"),
        };
        made.in_era(era)
    };
    others.filter_map(question).collect()
}
