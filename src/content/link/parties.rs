//! Who takes part in something has to exist then; and what is handed over is written once.

use std::collections::BTreeMap;

use super::Linker;
use crate::content::Entry;
use crate::content::model::{Gives, Role, Status, Text};
use crate::content::problem::Rule;
use crate::folded::Folded;

impl<'a> Linker<'a> {
    /// Checks bridges, hand-overs, tasks that went to others, and steps of projects.
    pub(super) fn parties(&mut self) {
        let entries = self.entries;
        for era in entries.eras.values() {
            self.file = era.file;
            for bridge in &era.bridge {
                for party in bridge.between.iter().chain([&bridge.by]) {
                    self.party(party, &era.id);
                }
            }
        }
        for role in entries.roles.values() {
            self.file = role.file;
            self.hand_overs(role);
            for (era, role_era) in &role.era {
                for party in role_era.gone.iter().flat_map(|gone| &gone.to) {
                    self.party(party, era.get_ref());
                }
            }
        }
        for scenario in entries.scenarios.values() {
            self.file = scenario.file;
            for (era, doing) in scenario.data.step.iter().flat_map(|step| &step.era) {
                for party in &doing.by {
                    self.party(party, era.get_ref());
                }
            }
        }
    }

    fn hand_overs(&mut self, role: &'a Entry<Role>) {
        let gives = role.gives.iter().map(|Gives { to, what, era, .. }| (to, what, era));
        let gets = role.gets.iter().map(|gets| (&gets.from, &gets.what, &gets.era));
        let mut seen: BTreeMap<(&str, String), Vec<Option<&str>>> = BTreeMap::new();
        for (party, what, era) in gives.chain(gets) {
            let era_id = era.as_ref().map(|era| era.get_ref().as_str());
            match era {
                Some(era) => {
                    self.party(party, era.get_ref());
                    if !self.exists(&role.id, era.get_ref()) {
                        let message = format!("this role does not exist in {:?}", era.get_ref());
                        self.add(Rule::AbsentParty, era, message, "name an era in which both parties exist");
                    }
                }
                None if !self.ever_meet(&role.id, party.get_ref()) => {
                    let message = format!("{:?} and this role never exist in the same era", party.get_ref());
                    self.add(Rule::AbsentParty, party, message, "hand it to somebody who is there");
                }
                None => {}
            }
            let words = Folded::new(what.get_ref()).letters;
            let others = seen.entry((party.get_ref(), words)).or_default();
            if others.iter().any(|other| other.is_none() || era_id.is_none() || *other == era_id) {
                let message = "this hand-over is written twice".to_owned();
                self.add(Rule::DuplicateHandOver, what, message, "take one of them out");
            }
            others.push(era_id);
        }
    }

    fn party(&mut self, party: &Text, era: &str) {
        if !self.exists(party.get_ref(), era) {
            let message = format!("{:?} does not exist in {era:?}", party.get_ref());
            self.add(Rule::AbsentParty, party, message, "name somebody who did it then");
        }
    }

    /// Whether somebody exists in an era; actors always do, and what is unknown is said elsewhere.
    fn exists(&self, party: &str, era: &str) -> bool {
        let role = self.entries.roles.get(party);
        role.and_then(|role| role.in_era(era)).is_none_or(|role| role.status != Status::Absent)
    }

    fn ever_meet(&self, one: &str, other: &str) -> bool {
        self.entries.eras.is_empty()
            || self.entries.eras.keys().any(|era| self.exists(one, era) && self.exists(other, era))
    }
}
