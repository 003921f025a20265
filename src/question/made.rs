//! Questions made from the guide itself: the guide answers them, and so they are right as far as it is.
//!
//! Each names the page that answers it. What is asked has a few answers: who took over a step of a project and
//! how, what work two roles both have, who hands what to whom, what an era did to a role's work. Each answer is
//! in the words of whom it is about, for what one does is not what the other does.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::model::{ClaimKind, Era, Role, Scenario, Seniority, Text};
use crate::content::{Entry, EntryKind, Library, in_prose};
use crate::handover::{self, HandOver};
use crate::place::{Column, Kind, Link, MADE, Place};
use crate::project;
use crate::shift::{self, Said, Sign};

use super::{FollowUp, Point, Question};

/// The fewest points of a question: what has a single answer is no question for an interview.
const FEWEST: usize = 2;
/// The most points: nobody says more in one answer.
const MOST: usize = 5;

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
    points: Vec<Point>,
    follow_ups: Vec<FollowUp>,
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

fn point(text: impl Into<String>, sources: &[Text]) -> Point {
    Point { text: text.into(), sources: sources.to_vec() }
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
            id: format!("step-{}{BETWEEN}{}", project.id, step.id.get_ref()),
            ask: format!(
                "{}, the step “{}”: who does it {was}, who {is}, and how?",
                project.name.get_ref(),
                step.name.get_ref()
            ),
            roles,
            level: Seniority::Mid,
            points: [(&was, before.doing), (&is, now.doing)]
                .map(|(era, doing)| {
                    let how = doing.how.text.get_ref();
                    point(format!("{era}: {}: {how}", parties(&doing.by)), &doing.how.sources)
                })
                .into(),
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

/// Work that a role has in common with another of which it is said how the two differ.
fn pairs<'l>(library: &'l Library, role: &'l Entry<Role>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let others: BTreeSet<&str> = role.versus.iter().map(|versus| versus.role.get_ref().as_str()).collect();
    // Where both files say something of the other, the question is asked once.
    let told_there =
        |other: &Entry<Role>| other.versus.iter().any(|versus| *versus.role.get_ref() == role.id);
    let others = others.into_iter().filter_map(|id| library.role(id));
    let others = others.filter(|other| other.id != role.id && (role.id < other.id || !told_there(other)));
    let question = |other: &'l Entry<Role>| {
        let theirs: BTreeMap<_, _> = shift::does(library, other, &era.id).into_iter().collect();
        let own = shift::does(library, role, &era.id).into_iter();
        let shared = own.filter_map(|(id, task)| Some((task, *theirs.get(id)?)));
        let names = [role, other].map(|one| library.the_party(&one.id));
        let shared = shared.map(|(task, their)| {
            let (one, other) = (task.text.get_ref(), their.text.get_ref());
            if one == other {
                return point(one.clone(), &task.sources);
            }
            let sources: Vec<_> = task.sources.iter().chain(&their.sources).cloned().collect();
            point(format!("{}: {one}; {}: {other}", names[0], names[1]), &sources)
        });
        let columns = [role, other].map(|one| Column { role: one.id.clone(), era: None });
        let made = Made {
            id: format!("shared-{}{BETWEEN}{}", role.id, other.id),
            ask: format!(
                "What work do {} and {} both have {}, and how does each do it?",
                names[0],
                names[1],
                in_prose(&era.name)
            ),
            roles: vec![&role.id, &other.id],
            level: Seniority::Mid,
            points: shared.collect(),
            follow_ups: Vec::new(),
            page: link(Kind::Compare(columns.into()).into(), era, "tasks"),
        };
        made.in_era(era)
    };
    others.filter_map(question).collect()
}

/// What a role hands to others and gets from them, and what an era did to its work.
fn of_role<'l>(library: &'l Library, role: &'l Entry<Role>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let about = OfRole { library, role, era };
    let made = [about.handed(false), about.handed(true), about.added(), about.left()];
    made.into_iter().flatten().filter_map(|made| made.in_era(era)).collect()
}

/// A role in an era, of which something is asked.
struct OfRole<'l> {
    library: &'l Library,
    role: &'l Entry<Role>,
    era: &'l Entry<Era>,
}

impl<'l> OfRole<'l> {
    fn made(&self, what: &str, ask: String, level: Seniority, points: Vec<Point>, section: &str) -> Made<'l> {
        Made {
            id: format!("{what}-{}", self.role.id),
            ask,
            roles: vec![&self.role.id],
            level,
            points,
            follow_ups: Vec::new(),
            page: link(EntryKind::Role.place(&self.role.id), self.era, section),
        }
    }

    /// What it hands to others, or gets from them; asked of the last era in which that is so.
    fn handed(&self, gives: bool) -> Option<Made<'l>> {
        let later = self.library.eras().iter().skip_while(|one| one.id != self.era.id).nth(1);
        let points = self.handed_in(self.era, gives);
        let words = |points: &[(String, HandOver<'_>)]| {
            points.iter().map(|(words, _)| words.clone()).collect::<Vec<_>>()
        };
        if later.is_some_and(|later| words(&self.handed_in(later, gives)) == words(&points)) {
            return None;
        }
        let (name, when) = (self.library.the_party(&self.role.id), in_prose(&self.era.name));
        let (what, ask) = if gives {
            ("gives", format!("What does {name} hand to others {when}, and to whom?"))
        } else {
            ("gets", format!("What does {name} get from others {when}, and from whom?"))
        };
        let troubles = points.iter().filter_map(|(handed, one)| {
            let trouble = one.trouble?;
            Some(point(format!("{handed}: {}", trouble.text.get_ref()), &trouble.sources))
        });
        let troubles: Vec<_> = troubles.collect();
        let ask_further = "What goes wrong with these?".to_owned();
        let follow_up = (!troubles.is_empty()).then_some(FollowUp { ask: ask_further, points: troubles });
        let points = points.into_iter().map(|(handed, one)| point(handed, one.sources)).collect();
        let made = self.made(what, ask, Seniority::Junior, points, what);
        Some(Made { follow_ups: follow_up.into_iter().collect(), ..made })
    }

    /// What is handed over in an era, in words.
    fn handed_in(&self, era: &Entry<Era>, gives: bool) -> Vec<(String, HandOver<'l>)> {
        let (handed, received) = handover::of(self.library, &self.role.id, &era.id);
        let words = |one: HandOver<'l>| {
            let (preposition, party) = if gives { ("to", one.to) } else { ("from", one.from) };
            let party = self.library.the_party(party);
            (format!("{}, {preposition} {party}", one.what.get_ref()), one)
        };
        let all = if gives { handed } else { received };
        all.into_iter().map(words).collect()
    }

    /// The tasks of the era with what became of each; none where the role was not there before.
    fn shifted(&self) -> Vec<shift::Shifted<'l>> {
        let before = self.library.era_before(&self.era.id).filter(|before| self.role.exists_in(&before.id));
        if before.is_none() || !self.role.exists_in(&self.era.id) {
            return Vec::new();
        }
        shift::tasks(self.library, self.role, &self.era.id)
    }

    fn names(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.library.the_party(id)).collect::<Vec<_>>().join(" and ")
    }

    /// Tasks that the era brought; nothing where all that is known of them are single examples.
    fn added(&self) -> Option<Made<'l>> {
        let tasks = self.shifted();
        let added = tasks.iter().filter_map(|task| match (&task.said, &task.sign) {
            (Said::Does(said), Some(Sign::New)) => Some((said.text.get_ref().clone(), &said.sources)),
            (Said::Does(said), Some(Sign::From(from))) => {
                Some((format!("{} (from {})", said.text.get_ref(), self.names(from)), &said.sources))
            }
            _ => None,
        });
        let added: Vec<_> = added.collect();
        let kind = |source: &Text| self.library.citation(source.get_ref())?.1.map(|(_, claim)| claim.kind);
        let is_example =
            |sources: &[Text]| sources.iter().all(|source| kind(source) == Some(ClaimKind::Example));
        if added.iter().all(|(_, sources)| is_example(sources)) {
            return None;
        }
        let (name, when) = (self.library.the_party(&self.role.id), in_prose(&self.era.name));
        let ask = format!("Which tasks are new to {name} {when}?");
        let points = added.into_iter().map(|(text, sources)| point(text, sources)).collect();
        Some(self.made("added", ask, Seniority::Junior, points, "does"))
    }

    /// Tasks that the era took away, each in the words of the era before, and what became of it.
    fn left(&self) -> Option<Made<'l>> {
        let before = self.library.era_before(&self.era.id)?;
        let did: BTreeMap<_, _> = shift::does(self.library, self.role, &before.id).into_iter().collect();
        let tasks = self.shifted();
        let left = tasks.iter().filter_map(|task| {
            let Said::Gone(gone) = task.said else { return None };
            let was = did.get(task.id)?;
            let to = match &task.sign {
                Some(Sign::To(to)) => format!("{}: ", self.names(to)),
                _ => String::new(),
            };
            let now = format!("{}: {to}{}", in_prose(&self.era.name), gone.text.get_ref());
            let was_done = format!("{}: {}", in_prose(&before.name), was.text.get_ref());
            Some([point(was_done, &was.sources), point(now, &gone.sources)])
        });
        let points = left.flatten().collect();
        let (name, then) = (self.library.the_party(&self.role.id), in_prose(&before.name));
        let ask =
            format!("What did {name} do {then} that is no longer part of the role, and what became of it?");
        Some(self.made("left", ask, Seniority::Mid, points, "gone"))
    }
}
