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
                let [one, other] = &bridge.between;
                for (party, others) in [(other, &[one][..]), (&bridge.by, &[one, other])] {
                    if others.contains(&party) {
                        let message = format!("{:?} stands in this bridge twice", party.as_str());
                        self.add(Rule::Itself, party, message, "a bridge lies between two and is a third");
                    }
                }
                for party in bridge.between.iter().chain([&bridge.by]) {
                    self.party(party, &era.id);
                }
            }
        }
        for role in entries.roles.values() {
            self.file = role.file;
            self.status(role);
            self.others(role);
            self.hand_overs(role);
            for (era, role_era) in &role.era {
                for party in role_era.gone.iter().flat_map(|gone| &gone.to) {
                    self.party(party, era.as_str());
                }
            }
        }
        for scenario in entries.scenarios.values() {
            self.file = scenario.file;
            for (era, doing) in scenario.data.step.iter().flat_map(|step| &step.era) {
                for party in &doing.by {
                    self.party(party, era.as_str());
                }
            }
        }
    }

    /// Checks what a role is in each era against what it was before.
    fn status(&mut self, role: &'a Entry<Role>) {
        if self.entries.unsound.contains(&role.file) {
            return;
        }
        let mut eras: Vec<_> = self.entries.eras.values().collect();
        eras.sort_by_key(|era| *era.order.get_ref());
        let mut existed = false;
        for (at, era) in eras.into_iter().enumerate() {
            let Some((key, now)) = role.era.get_key_value(era.id.as_str()) else { continue };
            let does = now.does.iter().map(|task| &task.id).chain(&now.keeps).chain(&now.tools);
            let told = now.evidence.iter().map(|remark| &remark.text);
            let first = does.chain(now.skills.keys()).chain(now.helpful.keys()).chain(told).next();
            match (now.status, first) {
                (Status::Absent, Some(first)) => {
                    let message = format!("this role is absent in {:?}, and has this then", era.id);
                    self.add(Rule::Status, first, message, "take it out, or give the role another status");
                }
                (Status::New, _) if existed => {
                    let message = "this role is new in an era after one in which it existed".to_owned();
                    self.add(Rule::Status, key, message, "write \"established\", \"reshaped\" or \"fading\"");
                }
                (Status::Established | Status::Reshaped, _) if !existed && at > 0 => {
                    let message =
                        "this role was there before, and did not exist in the era before".to_owned();
                    self.add(Rule::Status, key, message, "write \"new\", or say what it was before");
                }
                _ => {}
            }
            existed = now.status != Status::Absent;
        }
    }

    /// Checks that a role deals with others than itself, and leads to some that exist when it does.
    fn others(&mut self, role: &'a Entry<Role>) {
        let versus = role.versus.iter().map(|versus| &versus.role);
        let next = role.next.iter().map(|next| &next.role);
        let gone = role.era.values().flat_map(|era| &era.gone).flat_map(|gone| &gone.to);
        for other in versus.chain(next).chain(role.gives.iter().map(|gives| &gives.to)).chain(gone) {
            if *other.as_str() == role.id {
                let message = format!("{:?} is this role itself", role.id);
                self.add(Rule::Itself, other, message, "name the other role that is meant");
            }
        }
        for next in role.next.iter().filter(|next| *next.role.as_str() != role.id) {
            self.meet(&role.id, &next.role, next.era.as_ref());
        }
    }

    fn hand_overs(&mut self, role: &'a Entry<Role>) {
        let gives = role.gives.iter().map(|Gives { to, what, era, .. }| (true, to, what, era));
        let gets = role.gets.iter().map(|gets| (false, &gets.from, &gets.what, &gets.era));
        let mut seen: BTreeMap<(bool, &str, String), Vec<Option<&str>>> = BTreeMap::new();
        for (is_given, party, what, era) in gives.chain(gets) {
            let era_id = era.as_ref().map(Text::as_str);
            self.meet(&role.id, party, era.as_ref());
            let words = Folded::new(what.as_str()).letters;
            let others = seen.entry((is_given, party.as_str(), words)).or_default();
            if others.iter().any(|other| other.is_none() || era_id.is_none() || *other == era_id) {
                let message = "this hand-over is written twice".to_owned();
                self.add(Rule::DuplicateHandOver, what, message, "take one of them out");
            }
            others.push(era_id);
        }
    }

    /// Checks that a role and another party exist at the same time: in an era, or in any where none is named.
    fn meet(&mut self, role: &str, party: &Text, era: Option<&Text>) {
        match era {
            Some(era) => {
                self.party(party, era.as_str());
                if !self.exists(role, era.as_str()) {
                    let message = format!("this role does not exist in {:?}", era.as_str());
                    self.add(Rule::AbsentParty, era, message, "name an era in which both exist");
                }
            }
            None if !self.ever_meet(role, party.as_str()) => {
                let message = format!("{:?} and this role never exist in the same era", party.as_str());
                self.add(Rule::AbsentParty, party, message, "name somebody who is there when this role is");
            }
            None => {}
        }
    }

    fn party(&mut self, party: &Text, era: &str) {
        if !self.exists(party.as_str(), era) {
            let message = format!("{:?} does not exist in {era:?}", party.as_str());
            self.add(Rule::AbsentParty, party, message, "name somebody who was there then");
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
