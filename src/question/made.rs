//! Questions made from the guide itself: the guide answers them, and so they are right as far as it is.
//!
//! Each names the page that answers it. What is asked has a few answers and a reason: who took over a step of
//! a project and why, which tasks two roles share, who hands what to whom, what an era did to a role's work.

use std::collections::BTreeSet;

use crate::content::model::{Era, Role, Scenario, Seniority, Text};
use crate::content::{Entry, EntryKind, Library, in_prose};
use crate::handover::{self, HandOver};
use crate::place::{Column, Kind, Link, MADE, Place};
use crate::project;
use crate::shift::{self, Said, Sign};

use super::{FollowUp, Point, Question};

/// The fewest points of a question: what has a single answer is no question for an interview.
const FEWEST: usize = 2;
/// The most points: nobody says more in one answer.
const MOST: usize = 7;

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
    let eras = || library.eras().iter().filter(|era| of.ends_with(era.short.get_ref().as_str()));
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
    points: Vec<Point<'l>>,
    follow_ups: Vec<FollowUp<'l>>,
    page: Link,
}

impl<'l> Made<'l> {
    fn in_era(self, era: &'l Entry<Era>) -> Option<Question<'l>> {
        let Self { id, ask, roles, level, points, follow_ups, page } = self;
        (FEWEST..=MOST).contains(&points.len()).then(|| Question {
            id: format!("{MADE}{id}-{}", era.short.get_ref()),
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

fn point(text: impl Into<String>, sources: &[Text]) -> Point<'_> {
    Point { text: text.into(), sources }
}

fn link(place: Place, era: &Entry<Era>, key: &str) -> Link {
    Link { place: place.at(era.short.get_ref()), key: Some(key.to_owned()) }
}

/// Steps of a project that an era gave to others, brought or ended.
fn steps<'l>(library: &'l Library, project: &'l Entry<Scenario>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let parties = |by: &[Text]| match by {
        [] => "nobody".to_owned(),
        by => by.iter().map(|id| library.the_party(id.get_ref())).collect::<Vec<_>>().join(" and "),
    };
    let told = project::steps(library, project);
    let question = |told: &project::Told<'l>| {
        let at = told.eras.iter().position(|one| one.era.id == era.id)?;
        let (now, before) = (&told.eras[at], &told.eras[at.checked_sub(1)?]);
        now.sign().filter(|sign| *sign != Sign::Same)?;
        let doers = now.doing.by.iter().chain(&before.doing.by);
        let mut roles: Vec<&str> = Vec::new();
        for id in doers.map(toml::Spanned::get_ref).filter(|id| library.role(id).is_some()) {
            if !roles.contains(&id.as_str()) {
                roles.push(id);
            }
        }
        let step = told.step;
        let (was, is) = (in_prose(&before.era.name), in_prose(&era.name));
        let made = Made {
            id: format!("step-{}-{}", project.id, step.id.get_ref()),
            ask: format!(
                "{}, the step “{}”: who does it {was}, who {is}, and why?",
                project.name.get_ref(),
                step.name.get_ref()
            ),
            roles,
            level: Seniority::Mid,
            points: vec![
                point(format!("{was}: {}", parties(&before.doing.by)), &before.doing.how.sources),
                point(format!("{is}: {}", parties(&now.doing.by)), &now.doing.how.sources),
                point(now.doing.how.text.get_ref().clone(), &now.doing.how.sources),
            ],
            follow_ups: Vec::new(),
            // All eras stand beside each other there.
            page: Link {
                place: EntryKind::Scenario.place(&project.id),
                key: Some(format!("steps/{}", step.id.get_ref())),
            },
        };
        made.in_era(era)
    };
    told.iter().filter_map(question).collect()
}

/// Tasks that a role shares with another of which it is said how the two differ.
fn pairs<'l>(library: &'l Library, role: &'l Entry<Role>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let others: BTreeSet<&str> = role.versus.iter().map(|versus| versus.role.get_ref().as_str()).collect();
    // Where both files say something of the other, the question is asked once.
    let told_there =
        |other: &Entry<Role>| other.versus.iter().any(|versus| *versus.role.get_ref() == role.id);
    let others = others.into_iter().filter_map(|id| library.role(id));
    let others = others.filter(|other| other.id != role.id && (role.id < other.id || !told_there(other)));
    let question = |other: &'l Entry<Role>| {
        let theirs = shift::does(library, other, &era.id);
        let shared = shift::does(library, role, &era.id);
        let shared = shared.into_iter().filter(|(id, _)| theirs.iter().any(|(their, _)| their == id));
        let columns = [role, other].map(|one| Column { role: one.id.clone(), era: None });
        let made = Made {
            id: format!("shared-{}-{}", role.id, other.id),
            ask: format!(
                "Which tasks do {} and {} share {}?",
                library.the_party(&role.id),
                library.the_party(&other.id),
                in_prose(&era.name)
            ),
            roles: vec![&role.id, &other.id],
            level: Seniority::Mid,
            points: shared.map(|(_, task)| point(task.text.get_ref().clone(), &task.sources)).collect(),
            follow_ups: Vec::new(),
            page: link(Kind::Compare(columns.into()).into(), era, "tasks"),
        };
        made.in_era(era)
    };
    others.filter_map(question).collect()
}

/// What a role hands to others and gets from them, and what an era did to its work.
fn of_role<'l>(library: &'l Library, role: &'l Entry<Role>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let place = || EntryKind::Role.place(&role.id);
    let (name, when) = (library.the_party(&role.id), in_prose(&era.name));
    let made = |what: &str, ask: String, level: Seniority, points: Vec<Point<'l>>, section: &str| Made {
        id: format!("{what}-{}", role.id),
        ask,
        roles: vec![&role.id],
        level,
        points,
        follow_ups: Vec::new(),
        page: link(place(), era, section),
    };
    let (gives, gets) = handover::of(library, &role.id, &era.id);
    let handed = |all: &[HandOver<'l>], gives: bool| -> (Vec<Point<'l>>, Vec<FollowUp<'l>>) {
        let preposition = if gives { "to" } else { "from" };
        let point_of = |one: &HandOver<'l>| {
            let party = library.the_party(if gives { one.to } else { one.from });
            point(format!("{preposition} {party}: {}", one.what.get_ref()), one.sources)
        };
        let troubles = all.iter().filter_map(|one| one.trouble);
        let troubles: Vec<_> =
            troubles.map(|claim| point(claim.text.get_ref().clone(), &claim.sources)).collect();
        let ask = "Where do these hand-overs go wrong?".to_owned();
        let follow_up = (!troubles.is_empty()).then_some(FollowUp { ask, points: troubles });
        (all.iter().map(point_of).collect(), follow_up.into_iter().collect())
    };
    let (points, follow_ups) = handed(&gets, false);
    let ask = format!("Who hands work to {name} {when}, and what?");
    let gets = Made { follow_ups, ..made("gets", ask, Seniority::Junior, points, "gets") };
    let (points, follow_ups) = handed(&gives, true);
    let ask = format!("To whom does {name} hand work {when}, and what?");
    let gives = Made { follow_ups, ..made("gives", ask, Seniority::Junior, points, "gives") };
    let before = library.era_before(&era.id).filter(|before| role.exists_in(&before.id));
    let tasks = if before.is_some() && role.exists_in(&era.id) {
        shift::tasks(library, role, &era.id)
    } else {
        Vec::new()
    };
    let names = |ids: &[String]| ids.iter().map(|id| library.the_party(id)).collect::<Vec<_>>().join(" and ");
    let added = tasks.iter().filter_map(|task| match (&task.said, &task.sign) {
        (Said::Does(said), Some(Sign::New)) => Some(point(said.text.get_ref().clone(), &said.sources)),
        (Said::Does(said), Some(Sign::From(from))) => {
            Some(point(format!("{} (from {})", said.text.get_ref(), names(from)), &said.sources))
        }
        _ => None,
    });
    let ask = format!("Which tasks are new to {name} {when}?");
    let added = made("added", ask, Seniority::Junior, added.collect(), "does");
    let did = before.map(|before| shift::does(library, role, &before.id)).unwrap_or_default();
    let left = tasks.iter().filter_map(|task| {
        let Said::Gone(gone) = task.said else { return None };
        let (_, was) = did.iter().find(|(id, _)| *id == task.id)?;
        let to = match &task.sign {
            Some(Sign::To(to)) => format!("to {}", names(to)),
            _ => "to nobody".to_owned(),
        };
        Some([
            point(format!("{}: {to}", was.text.get_ref()), &gone.sources),
            point(gone.text.get_ref().clone(), &gone.sources),
        ])
    });
    let ask = format!("Which work did {name} give up {when}, to whom, and why?");
    let left = made("left", ask, Seniority::Mid, left.flatten().collect(), "gone");
    [gets, gives, added, left].into_iter().filter_map(|made| made.in_era(era)).collect()
}
