//! Where a reader is headed: the role of the way they looked at last, one they marked, or the nearest.

use crate::content::model::Role;
use crate::content::{Entry, Library};
use crate::fit::fit;
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
    /// They looked at the way to it last.
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
            Self::Looking => "you looked at the way there last",
            Self::Marked => "you bookmarked it",
            Self::Nearest => "it is the nearest to what you know",
            Self::Liked => "it does most of what you like to do",
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
    let named = |place: &Place, why: Why| {
        let role = match &place.kind {
            Kind::Route(Some((_, to))) => library.role(to),
            Kind::Role(id) if why == Why::Marked => library.role(id),
            _ => None,
        };
        role.filter(is_open).map(|role| Goal { role, why })
    };
    let looking = profile.last.iter().find_map(|link| named(&link.place, Why::Looking));
    let marked = || profile.bookmarks.iter().find_map(|place| named(place, Why::Marked));
    let nearest = || {
        let told = !profile.skills.is_empty() || !profile.leanings.is_empty();
        let fit = told.then(|| fit(library, profile, era))?;
        let why = if fit.by_skills { Why::Nearest } else { Why::Liked };
        fit.roles.iter().map(|near| near.role).find(is_open).map(|role| Goal { role, why })
    };
    looking.or_else(marked).or_else(nearest)
}
