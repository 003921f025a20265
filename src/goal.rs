//! Where a reader is headed: the role to which they looked for a way last, one they marked, or the nearest.

use crate::content::model::Role;
use crate::content::{Entry, Library};
use crate::fit::{By, fit};
use crate::place::{Kind, Place};
use crate::profile::Profile;
use crate::route;

/// A role that a reader is headed for, and how that is known.
#[derive(Clone, Copy, Debug)]
pub struct Goal<'l> {
    /// The role.
    pub role: &'l Entry<Role>,
    /// How that is known.
    pub why: Why,
}

/// How a goal is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They looked for a way to it last.
    Looking,
    /// They marked it, or the way to it.
    Marked,
    /// It is the nearest to what they know and does not have all of.
    Nearest,
    /// It has most of what they like to do.
    Liked,
}

impl Why {
    /// Why it is the goal, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Looking => "it is where you last looked for a route",
            Self::Marked => "you bookmarked it",
            Self::Nearest => "it is the nearest to what you know",
            Self::Liked => "of its tasks you like most",
        }
    }
}

/// The first goal in an era (by its id) for which something is still to be learnt; `None` where the reader told
/// nothing yet, or knows it all.
#[must_use]
pub fn goal<'l>(library: &'l Library, profile: &Profile, era: &str) -> Option<Goal<'l>> {
    let have = route::known(library, profile);
    let is_open = |role: &&Entry<Role>| {
        route::route(library, &have, &role.id, era).is_ok_and(|route| !route.steps.is_empty())
    };
    let named = |place: &Place| {
        let role = match &place.kind {
            Kind::Route(Some((_, role))) | Kind::Role(role) => library.role(role)?,
            _ => return None,
        };
        is_open(&role).then_some(Goal { role, why: Why::Marked })
    };
    let looking = || {
        let role = library.role(profile.goal.as_deref()?)?;
        is_open(&role).then_some(Goal { role, why: Why::Looking })
    };
    let marked = || profile.bookmarks.iter().find_map(named);
    let nearest = || {
        let fit = fit(library, profile, era);
        let by_skills = fit.by == By::Skills;
        let why = if by_skills { Why::Nearest } else { Why::Liked };
        // Where only something is disliked, nothing is near for that.
        let mut near = fit.roles.iter().filter(|near| by_skills || !near.liked.is_empty());
        near.find(|near| is_open(&near.role)).map(|near| Goal { role: near.role, why })
    };
    looking().or_else(marked).or_else(nearest)
}
