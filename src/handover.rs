//! Who hands what to whom in an era.

use crate::content::model::{Claim, Role, Text};
use crate::content::{Entry, FileId, Library};

/// Something that one party hands to another.
#[derive(Clone, Debug)]
pub struct HandOver<'l> {
    /// The id of the role or actor that gives it.
    pub from: &'l str,
    /// The id of the role or actor that receives it.
    pub to: &'l str,
    /// What is handed over.
    pub what: &'l Text,
    /// Where it goes wrong.
    pub trouble: Option<&'l Claim>,
    /// Who says so.
    pub sources: &'l [Text],
    /// The file it was written in.
    pub file: FileId,
    /// Which one it is of those that this file has for the two parties in any era, from 1.
    pub nth: usize,
}

/// What a role or actor hands to others in an era (by its id), and what it gets from them.
#[must_use]
pub fn of<'l>(library: &'l Library, party: &str, era: &str) -> (Vec<HandOver<'l>>, Vec<HandOver<'l>>) {
    let own = library.role(party);
    let others = library.partners(party).filter(|other| other.id != party);
    let all: Vec<_> = own.into_iter().chain(others).flat_map(|role| written_at(library, role, era)).collect();
    let gives = all.iter().filter(|one| one.from == party).cloned().collect();
    let gets = all.into_iter().filter(|one| one.to == party).collect();
    (gives, gets)
}

/// All hand-overs of an era (by its id), by the id of the role or actor that gives; roles come first, in the
/// order of [`Library::roles`], and nobody stands there who gives nothing.
#[must_use]
pub fn all<'l>(library: &'l Library, era: &str) -> Vec<(&'l str, Vec<HandOver<'l>>)> {
    let roles = library.roles();
    let written: Vec<_> = roles.iter().flat_map(|role| written_at(library, role, era)).collect();
    let givers = roles.iter().map(|role| role.id.as_str());
    let givers = givers.chain(library.actors().map(|actor| actor.id.as_str()));
    let given_by = |giver| written.iter().filter(|one| one.from == giver).cloned().collect::<Vec<_>>();
    givers.map(|giver| (giver, given_by(giver))).filter(|(_, gives)| !gives.is_empty()).collect()
}

/// The hand-overs of an era that are written at a role: what it gives, and what it gets from actors.
fn written_at<'l>(library: &'l Library, role: &'l Entry<Role>, era: &str) -> Vec<HandOver<'l>> {
    let exists = |id: &str| library.role(id).is_none_or(|role| role.exists_in(era));
    let holds = |at: Option<&Text>| at.is_none_or(|at| at.as_str() == era);
    let file = role.file;
    let mut all = Vec::new();
    if !exists(&role.id) {
        return all;
    }
    for (at, gives) in role.gives.iter().enumerate() {
        let to = gives.to.as_str();
        let nth = role.gives[..=at].iter().filter(|one| one.to == gives.to).count();
        if holds(gives.era.as_ref()) && exists(to) {
            let (trouble, sources) = (gives.trouble.as_ref(), &gives.sources);
            all.push(HandOver { from: &role.id, to, what: &gives.what, trouble, sources, file, nth });
        }
    }
    for (at, gets) in role.gets.iter().enumerate() {
        let from = gets.from.as_str();
        let nth = role.gets[..=at].iter().filter(|one| one.from == gets.from).count();
        if holds(gets.era.as_ref()) {
            let (trouble, sources) = (gets.trouble.as_ref(), &gets.sources);
            all.push(HandOver { from, to: &role.id, what: &gets.what, trouble, sources, file, nth });
        }
    }
    all
}
