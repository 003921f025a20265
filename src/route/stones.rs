//! Stepping stones: other roles on the way, along the steps that the pack declares from role to role.

use std::collections::BTreeMap;
use std::hash::RandomState;

use petgraph::algo::all_simple_paths;
use petgraph::graphmap::DiGraphMap;

use super::{Levels, length, required, with_needs};
use crate::content::model::{Next, Role};
use crate::content::{Entry, Library};
use crate::place::ME;

/// The most roles that a way stops at before its end.
const MOST_STONES: usize = 2;
/// The most ways that are told beside the straight one.
const MOST_WAYS: usize = 3;

/// A way to a role over others, or straight where it has one stone only: the role itself.
#[derive(Clone, Debug)]
pub struct Way<'l> {
    /// The roles in order; the last is the end of the way.
    pub stones: Vec<Stone<'l>>,
}

/// A role on a way.
#[derive(Clone, Debug)]
pub struct Stone<'l> {
    /// The role.
    pub role: &'l Entry<Role>,
    /// How many levels are to be learnt to get there from the stone before.
    pub levels: u32,
    /// The step as the pack declares it, and the role that declares it; `None` where it does not.
    pub declared: Option<(&'l Entry<Role>, &'l Next)>,
}

impl Way<'_> {
    /// How many levels are to be learnt in all.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.stones.iter().map(|stone| stone.levels).sum()
    }
}

/// Ways to a role in an era (by its id): the straight one, then the shortest over one or two other roles.
///
/// Each step from role to role is one that the pack declares (`next`). Who begins with what they know may
/// reach any role first that is nearer than the end.
#[must_use]
pub fn ways<'l>(
    library: &'l Library,
    have: &Levels<'l>,
    from: &str,
    to: &'l Entry<Role>,
    era: &str,
) -> Vec<Way<'l>> {
    let have = &with_needs(library, have);
    let declared = declared(library, era);
    let wants: BTreeMap<&str, Levels<'l>> =
        library.roles().into_iter().map(|role| (role.id.as_str(), required(library, role, era))).collect();
    let mut graph: DiGraphMap<&str, ()> = declared.keys().map(|(one, other)| (*one, *other, ())).collect();
    if from == ME {
        let end = length(library, have, &wants[to.id.as_str()]);
        let stones = library.roles().into_iter().filter(|role| role.id != to.id && role.exists_in(era));
        let near = stones.map(|role| role.id.as_str()).filter(|id| {
            let levels = length(library, have, &wants[id]);
            levels > 0 && levels < end
        });
        for id in near {
            graph.add_edge(ME, id, ());
        }
    }
    let straight = walk(library, have, &[from, &to.id], &wants, &declared);
    let mut over: Vec<Way<'l>> = Vec::new();
    if graph.contains_node(from) && graph.contains_node(&to.id) {
        let paths =
            all_simple_paths::<Vec<_>, _, RandomState>(&graph, from, to.id.as_str(), 1, Some(MOST_STONES));
        over.extend(paths.map(|path| walk(library, have, &path, &wants, &declared)));
    }
    // A stone that brings nothing nearer, or at which there is nothing to learn, is no stone.
    over.retain(|way| way.stones.iter().all(|stone| stone.levels > 0));
    // Who goes further for one stone than the whole way is long goes astray; so does who learns half as much again.
    let end = straight.length();
    let is_detour =
        |way: &Way<'_>| way.length() > end + end / 2 || way.stones.iter().any(|stone| stone.levels > end);
    let names = |way: &Way<'_>| way.stones.iter().map(|stone| stone.role.id.clone()).collect::<Vec<_>>();
    over.sort_by_key(|way| (is_detour(way), way.length(), way.stones.len(), names(way)));
    let sensible = over.iter().filter(|way| !is_detour(way)).count();
    // Where there is no better one, one detour is told.
    over.truncate(sensible.clamp(1, MOST_WAYS));
    std::iter::once(straight).chain(over).collect()
}

type Declared<'l> = BTreeMap<(&'l str, &'l str), (&'l Entry<Role>, &'l Next)>;

/// The steps between roles that the pack declares for an era; between two roles the first one stands.
fn declared<'l>(library: &'l Library, era: &str) -> Declared<'l> {
    let mut declared = Declared::new();
    for role in library.roles() {
        for next in &role.data.next {
            let to = next.role.as_str();
            let holds = next.era.as_ref().is_none_or(|at| at.as_str() == era)
                && library.role(to).is_some_and(|role| role.exists_in(era));
            if holds {
                declared.entry((&role.id, to)).or_insert((role, next));
            }
        }
    }
    declared
}

/// What a path of roles takes, learning at each what it requires.
fn walk<'l>(
    library: &'l Library,
    have: &Levels<'l>,
    path: &[&str],
    wants: &BTreeMap<&str, Levels<'l>>,
    declared: &Declared<'l>,
) -> Way<'l> {
    let mut have = have.clone();
    let stone = |pair: &[&str]| {
        let (from, to) = (*pair.first()?, *pair.get(1)?);
        let want = wants.get(to)?;
        let levels = length(library, &have, want);
        for (skill, level) in with_needs(library, want) {
            let known = have.entry(skill).or_insert(0);
            *known = level.max(*known);
        }
        Some(Stone { role: library.role(to)?, levels, declared: declared.get(&(from, to)).copied() })
    };
    Way { stones: path.windows(2).filter_map(stone).collect() }
}
