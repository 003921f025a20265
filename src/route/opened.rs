//! What comes nearer on the way to somewhere else.

use super::{Levels, Route, length, required, with_needs};
use crate::content::model::Role;
use crate::content::{Entry, Library};

/// A role that comes nearer by a way to another.
#[derive(Clone, Copy, Debug)]
pub struct Opened<'l> {
    /// The role.
    pub role: &'l Entry<Role>,
    /// How far it was.
    pub before: u32,
    /// How far it is at the end of the way.
    pub after: u32,
}

/// The roles of an era to which a way goes half the distance or more, the nearest first, but the one it leads to.
#[must_use]
pub fn opens<'l>(library: &'l Library, have: &Levels<'l>, route: &Route<'l>, era: &str) -> Vec<Opened<'l>> {
    let have = &with_needs(library, have);
    let others = library.roles().into_iter().filter(|role| role.id != route.to.id && role.exists_in(era));
    let mut opened: Vec<_> = others
        .map(|role| {
            let want = required(library, role, era);
            let (before, after) = (length(library, have, &want), length(library, &route.learnt, &want));
            Opened { role, before, after }
        })
        .filter(|one| one.before > 0 && one.after * 2 <= one.before)
        .collect();
    opened.sort_by_key(|one| (one.after, one.role.name.as_str().to_lowercase()));
    opened
}
