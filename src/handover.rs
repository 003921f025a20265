//! Who hands what to whom in an era.

use crate::content::model::{Claim, Text};
use crate::content::{FileId, Library};

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

/// All hand-overs of an era (by its id), in the order of the roles that wrote them.
#[must_use]
pub fn all<'l>(library: &'l Library, era: &str) -> Vec<HandOver<'l>> {
    let takes_part = |id: &str| library.role(id).is_none_or(|role| role.exists_in(era));
    let holds = |at: Option<&Text>| at.is_none_or(|at| at.get_ref() == era);
    let mut all = Vec::new();
    for role in library.roles().into_iter().filter(|role| role.exists_in(era)) {
        let file = role.file;
        for (at, gives) in role.data.gives.iter().enumerate() {
            let to = gives.to.get_ref();
            let nth = role.data.gives[..=at].iter().filter(|one| one.to == gives.to).count();
            if holds(gives.era.as_ref()) && takes_part(to) {
                let (trouble, sources) = (gives.trouble.as_ref(), &gives.sources);
                all.push(HandOver { from: &role.id, to, what: &gives.what, trouble, sources, file, nth });
            }
        }
        for (at, gets) in role.data.gets.iter().enumerate() {
            let from = gets.from.get_ref();
            let nth = role.data.gets[..=at].iter().filter(|one| one.from == gets.from).count();
            if holds(gets.era.as_ref()) {
                let (trouble, sources) = (gets.trouble.as_ref(), &gets.sources);
                all.push(HandOver { from, to: &role.id, what: &gets.what, trouble, sources, file, nth });
            }
        }
    }
    all
}

/// What a role or actor hands to others, and what it gets from them.
#[must_use]
pub fn of<'l>(library: &'l Library, party: &str, era: &str) -> (Vec<HandOver<'l>>, Vec<HandOver<'l>>) {
    let all = all(library, era);
    let gives = all.iter().filter(|one| one.from == party).cloned().collect();
    let gets = all.into_iter().filter(|one| one.to == party).collect();
    (gives, gets)
}
