//! What is near: the roles of an era by what somebody knows, or by what they like to do.
//!
//! A role counts the levels that it requires, and half of the levels of skills that only help. The nearer role
//! is the one of which a greater part is known; what is known beyond the level that is asked for counts no more.

use std::cmp::{Ordering, Reverse};

use serde::Serialize;

use crate::content::model::{Leaning, Level, Role, RoleEra};
use crate::content::{Entry, Library};
use crate::profile::Profile;
use crate::route::{self, Levels, Need};
use crate::shift;

/// How much a required level counts, and how much one that helps.
const REQUIRED: u32 = 2;
const HELPFUL: u32 = 1;

/// How near a role is.
#[derive(Clone, Debug)]
pub struct Near<'l> {
    /// The role.
    pub role: &'l Entry<Role>,
    /// Required skills, and how well each is known: 0 where it is not; the ones that ask for most first.
    pub required: Vec<Need<'l>>,
    /// The same for skills that only help.
    pub helpful: Vec<Need<'l>>,
    /// Ids of its tasks that somebody likes to do, each with the leaning that names it.
    pub liked: Vec<(&'l str, &'l Leaning)>,
    /// Ids of its tasks that they would rather not do.
    pub disliked: Vec<(&'l str, &'l Leaning)>,
    /// How many tasks it has.
    pub tasks: usize,
}

/// A skill that would move roles, were it known one level better.
#[derive(Clone, Debug)]
pub struct Lever<'l> {
    /// The skill's id.
    pub skill: &'l str,
    /// Roles that would come nearer than others, with their rank now and then, from 1; who climbs most first.
    pub climbs: Vec<(&'l Entry<Role>, usize, usize)>,
}

/// What the order of roles comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// What somebody knows.
    Skills,
    /// What they like to do.
    Leanings,
    /// Nothing, for they told nothing of this pack.
    Nothing,
}

/// How near all roles are.
#[derive(Clone, Debug)]
pub struct Fit<'l> {
    /// The roles of the era, the nearest first.
    pub roles: Vec<Near<'l>>,
    /// What the order comes from.
    pub by: By,
    /// The skills that would change the order most, at most [`MOST_LEVERS`].
    pub levers: Vec<Lever<'l>>,
}

/// The most skills that are named because they would change the order.
pub const MOST_LEVERS: usize = 3;

/// Ranks the roles of an era (by its id) by what a reader knows; where they said nothing of that, by what they
/// like to do.
#[must_use]
pub fn fit<'l>(library: &'l Library, profile: &Profile, era: &str) -> Fit<'l> {
    let have = route::known(library, profile);
    let roles = library.roles().into_iter();
    let mut roles: Vec<_> = roles.filter_map(|role| near(library, profile, &have, role, era)).collect();
    let is_answered = |one: &Leaning| profile.leanings.contains_key(one.id.as_str());
    let by = if !have.is_empty() {
        By::Skills
    } else if library.leanings().is_some_and(|all| all.leaning.iter().any(is_answered)) {
        By::Leanings
    } else {
        By::Nothing
    };
    roles.sort_by(|one, other| {
        let order = if by == By::Skills { one.nearer(other) } else { one.dearer(other) };
        order.then_with(|| one.role.name.as_str().cmp(other.role.name.as_str()))
    });
    let levers = if by == By::Skills { levers(library, &have, &roles) } else { Vec::new() };
    Fit { roles, by, levers }
}

fn near<'l>(
    library: &'l Library,
    profile: &Profile,
    have: &Levels<'l>,
    role: &'l Entry<Role>,
    era: &str,
) -> Option<Near<'l>> {
    let now = role.present_in(era)?;
    let needs = |skills: fn(&RoleEra) -> &std::collections::BTreeMap<crate::content::model::Text, Level>| {
        let mut needs: Vec<_> = skills(now)
            .iter()
            .map(|(id, level)| {
                let have = have.get(id.as_str()).copied().unwrap_or(0);
                Need { skill: id.as_str(), have, need: level.number() }
            })
            .collect();
        needs.sort_by_key(|need| Reverse(need.need));
        needs
    };
    let tasks = shift::does(library, role, era);
    let leanings = library.leanings().map(|leanings| leanings.leaning.as_slice()).unwrap_or_default();
    let named = |likes: bool| {
        let said = leanings.iter().filter(|one| profile.leanings.get(one.id.as_str()) == Some(&likes));
        let said: Vec<_> = said.collect();
        let by = |task: &str| {
            said.iter().copied().find(|one| one.tasks.iter().any(|named| named.as_str() == task))
        };
        tasks.iter().filter_map(|(id, _)| Some((*id, by(id)?))).collect::<Vec<_>>()
    };
    let (liked, disliked) = (named(true), named(false));
    Some(Near {
        role,
        required: needs(|now| &now.skills),
        helpful: needs(|now| &now.helpful),
        liked,
        disliked,
        tasks: tasks.len(),
    })
}

impl Near<'_> {
    /// What of the role is known, in halves of levels, and what there is.
    #[must_use]
    pub fn share(&self) -> (u32, u32) {
        let sum = |needs: &[Need<'_>], weight: u32, of: fn(&Need<'_>) -> u8| -> u32 {
            needs.iter().map(|need| weight * u32::from(of(need))).sum()
        };
        let both =
            |of: fn(&Need<'_>) -> u8| sum(&self.required, REQUIRED, of) + sum(&self.helpful, HELPFUL, of);
        (both(|need| need.have.min(need.need)), both(|need| need.need))
    }

    /// Levels of required skills that are missing.
    #[must_use]
    pub fn missing(&self) -> u32 {
        self.required.iter().map(|need| u32::from(need.missing())).sum()
    }

    /// Orders the role of which more is known first; among equals the one that lacks less.
    fn nearer(&self, other: &Self) -> Ordering {
        greater(self.share(), other.share()).then(self.missing().cmp(&other.missing()))
    }

    /// Orders the role first of whose tasks more are liked, those that are not counted against them.
    fn dearer(&self, other: &Self) -> Ordering {
        let dear = |near: &Self| {
            i64::try_from(near.liked.len()).unwrap_or(i64::MAX)
                - i64::try_from(near.disliked.len()).unwrap_or(i64::MAX)
        };
        let of = |near: &Self| i64::try_from(near.tasks.max(1)).unwrap_or(i64::MAX);
        (dear(other) * of(self)).cmp(&(dear(self) * of(other)))
    }
}

/// Orders the greater of two shares first; a share of nothing is nothing.
fn greater((have, of): (u32, u32), (other, other_of): (u32, u32)) -> Ordering {
    let cross = |have: u32, of: u32| u64::from(have) * u64::from(of.max(1));
    cross(other, of).cmp(&cross(have, other_of))
}

/// Skills are looked at that so many of the nearest roles ask for: what is far away nobody decides by.
const NEAR: usize = 20;

/// The skills that, known one level better, would carry roles past most others.
fn levers<'l>(library: &'l Library, have: &Levels<'l>, roles: &[Near<'l>]) -> Vec<Lever<'l>> {
    let mut skills: Vec<&str> = Vec::new();
    for need in roles.iter().take(NEAR).flat_map(|near| near.required.iter().chain(&near.helpful)) {
        if !need.is_covered() && !skills.contains(&need.skill) {
            skills.push(need.skill);
        }
    }
    let levers = skills.into_iter().map(|skill| {
        let mut better = have.clone();
        *better.entry(skill).or_insert(0) += 1;
        let better = route::with_needs(library, &better);
        let raised = better.into_iter().filter(|(id, level)| have.get(id) != Some(level));
        let raised: Vec<_> = raised.map(|(id, _)| id).collect();
        Lever { skill, climbs: climbs(roles, &raised) }
    });
    let mut levers: Vec<_> = levers.filter(|lever| !lever.climbs.is_empty()).collect();
    let places = |lever: &Lever<'_>| lever.climbs.iter().map(|(_, now, then)| now - then).sum::<usize>();
    levers.sort_by_key(|lever| (Reverse(places(lever)), lever.skill));
    levers.truncate(MOST_LEVERS);
    levers
}

/// The roles that come further up where each of some skills is known one level better.
fn climbs<'l>(roles: &[Near<'l>], raised: &[&str]) -> Vec<(&'l Entry<Role>, usize, usize)> {
    let standing = |near: &Near<'l>| {
        let counted = |needs: &[Need<'_>]| {
            let lacking = needs.iter().filter(|need| !need.is_covered() && raised.contains(&need.skill));
            u32::try_from(lacking.count()).unwrap_or(u32::MAX)
        };
        let (required, helpful) = (counted(&near.required), counted(&near.helpful));
        let (have, of) = near.share();
        ((have + required * REQUIRED + helpful * HELPFUL, of), near.missing() - required)
    };
    let then: Vec<_> = roles.iter().map(standing).collect();
    let mut order: Vec<usize> = (0..roles.len()).collect();
    order.sort_by(|one, other| {
        let ((share, missing), (other_share, other_missing)) = (then[*one], then[*other]);
        let name = |at: usize| roles[at].role.name.as_str();
        greater(share, other_share)
            .then(missing.cmp(&other_missing))
            .then_with(|| name(*one).cmp(name(*other)))
    });
    let climbs = order.iter().enumerate().filter(|(then, now)| then < now);
    let mut climbs: Vec<_> = climbs.map(|(then, now)| (roles[*now].role, now + 1, then + 1)).collect();
    climbs.sort_by_key(|(role, now, then)| (Reverse(now - then), role.name.to_string()));
    climbs
}
