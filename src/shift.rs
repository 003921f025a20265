//! What an era did to a role against the era before: the signs of its tasks, skills and tools.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::model::{GoneTask, Level, Role, RoleEra, Task, Text};
use crate::content::{Entry, Library};

/// What an era did to something, against the era before.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// It is as it was.
    Same,
    /// The role did not have it before, and nobody hands it over.
    New,
    /// It was there and is now otherwise.
    Changed,
    /// It is no longer there, and nobody took it over.
    Gone,
    /// It came from these roles (ids).
    From(Vec<String>),
    /// It went to these roles or actors (ids).
    To(Vec<String>),
}

/// A task of a role in an era, with what became of it.
#[derive(Clone, Debug)]
pub struct Shifted<'l> {
    /// The task's id.
    pub id: &'l str,
    /// What is said of it in this era: the task, or why it is gone.
    pub said: Telling<'l>,
    /// What the era did to it; `None` in the first era.
    pub sign: Option<Sign>,
}

/// What a pack says of a task.
#[derive(Clone, Copy, Debug)]
pub enum Telling<'l> {
    /// The role does it.
    Does(&'l Task),
    /// The role no longer does it.
    Gone(&'l GoneTask),
}

/// The tasks of a role in an era: those it does, then those that went.
#[must_use]
pub fn tasks<'l>(library: &'l Library, role: &'l Entry<Role>, era: &str) -> Vec<Shifted<'l>> {
    let Some(now) = role.in_era(era) else { return Vec::new() };
    let before = library.era_before(era).map(|before| before.id.as_str());
    let had: BTreeMap<_, _> =
        before.map(|before| does(library, role, before)).unwrap_or_default().into_iter().collect();
    let sign = |task: &Task| {
        let before = before?;
        let id = task.id.as_str();
        let kept = now.keeps.iter().any(|kept| kept.as_str() == id);
        let givers = || givers(library, &role.id, before, era, id);
        Some(match (kept, had.contains_key(id)) {
            (true, _) => Sign::Same,
            (false, true) => Sign::Changed,
            (false, false) => Some(givers()).filter(|from| !from.is_empty()).map_or(Sign::New, Sign::From),
        })
    };
    let done = does(library, role, era).into_iter().map(|(id, task)| Shifted {
        id,
        said: Telling::Does(task),
        sign: sign(task),
    });
    let gone = now.gone.iter().map(|gone| {
        let to: Vec<_> = gone.to.iter().map(ToString::to_string).collect();
        let sign = if to.is_empty() { Sign::Gone } else { Sign::To(to) };
        Shifted { id: gone.id.as_str(), said: Telling::Gone(gone), sign: Some(sign) }
    });
    done.chain(gone).collect()
}

/// What a role does in an era: what changed or came first, then what it keeps from before.
#[must_use]
pub fn does<'l>(library: &'l Library, role: &'l Entry<Role>, era: &str) -> Vec<(&'l str, &'l Task)> {
    let Some(now) = role.present_in(era) else { return Vec::new() };
    let own = now.does.iter().map(|task| (task.id.as_str(), task));
    if now.keeps.is_empty() {
        return own.collect();
    }
    let before = library.era_before(era).map(|before| does(library, role, &before.id)).unwrap_or_default();
    let kept = before.into_iter().filter(|(id, _)| now.keeps.iter().any(|kept| kept.as_str() == *id));
    own.chain(kept).collect()
}

/// The roles that did a task in the era before and hand it to `role` in this one.
fn givers(library: &Library, role: &str, before: &str, era: &str, task: &str) -> Vec<String> {
    let hands_it = |other: &&Entry<Role>| {
        other.exists_in(before)
            && other.in_era(era).is_some_and(|now| {
                now.gone
                    .iter()
                    .any(|gone| gone.id.as_str() == task && gone.to.iter().any(|to| to.as_str() == role))
            })
    };
    library.partners(role).filter(hands_it).map(|other| other.id.clone()).collect()
}

/// A skill of a role in an era.
#[derive(Clone, Debug)]
pub struct NeededSkill<'l> {
    /// The skill's id.
    pub id: &'l str,
    /// How well it is needed; `None` where it is needed no more.
    pub level: Option<Level>,
    /// How well it was needed in the era before, and whether it was or only helped.
    pub before: Option<(Level, bool)>,
    /// Whether the role needs it, and is not only helped by it.
    pub required: bool,
    /// What the era did to it; `None` where there is no era before with this role.
    pub sign: Option<Sign>,
}

/// The skills of a role in an era, the most needed first, then those that help, then those that went.
#[must_use]
pub fn skills<'l>(library: &Library, role: &'l Entry<Role>, era: &str) -> Vec<NeededSkill<'l>> {
    let Some(now) = role.in_era(era) else { return Vec::new() };
    let before = role_before(library, role, era);
    let was = |id: &str| {
        let before = before?;
        let required = before.skills.get(id).map(|level| (*level, true));
        required.or_else(|| before.helpful.get(id).map(|level| (*level, false)))
    };
    let here = |required: bool| {
        move |(id, level): (&'l Text, &'l Level)| {
            let was = was(id.as_str());
            let sign = before.map(|_| match was {
                None => Sign::New,
                Some(was) if was == (*level, required) => Sign::Same,
                Some(_) => Sign::Changed,
            });
            NeededSkill { id: id.as_str(), level: Some(*level), before: was, required, sign }
        }
    };
    let mut skills: Vec<_> =
        now.skills.iter().map(here(true)).chain(now.helpful.iter().map(here(false))).collect();
    let name = |id: &str| library.skill(id).map(|skill| skill.name.as_str().to_lowercase());
    skills.sort_by_key(|skill| (!skill.required, std::cmp::Reverse(skill.level), name(skill.id)));
    let kept = |id: &str| now.skills.contains_key(id) || now.helpful.contains_key(id);
    let earlier = before.into_iter().flat_map(|before| {
        let required = before.skills.iter().map(|(id, level)| (id, (*level, true)));
        required.chain(before.helpful.iter().map(|(id, level)| (id, (*level, false))))
    });
    skills.extend(earlier.filter(|(id, _)| !kept(id.as_str())).map(|(id, was)| NeededSkill {
        id: id.as_str(),
        level: None,
        before: Some(was),
        required: false,
        sign: Some(Sign::Gone),
    }));
    skills
}

/// The tools of a role in an era with what the era did to each, then those that went.
#[must_use]
pub fn tools<'l>(library: &Library, role: &'l Entry<Role>, era: &str) -> Vec<(&'l str, Option<Sign>)> {
    let Some(now) = role.in_era(era) else { return Vec::new() };
    let before = role_before(library, role, era);
    let holds = |tools: &[Text], id: &str| tools.iter().any(|tool| tool.as_str() == id);
    let here = now.tools.iter().map(|tool| {
        let sign =
            before.map(|before| if holds(&before.tools, tool.as_str()) { Sign::Same } else { Sign::New });
        (tool.as_str(), sign)
    });
    let earlier = before.into_iter().flat_map(|before| &before.tools);
    let gone = earlier.filter(|tool| !holds(&now.tools, tool.as_str()));
    here.chain(gone.map(|tool| (tool.as_str(), Some(Sign::Gone)))).collect()
}

/// The role in the era before, where there was such a role.
fn role_before<'l>(library: &Library, role: &'l Entry<Role>, era: &str) -> Option<&'l RoleEra> {
    let before = library.era_before(era)?;
    role.present_in(&before.id)
}
