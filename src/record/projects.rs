//! What JSON says of work between roles: projects with who does each step, and hand-overs.

use serde_json::{Value, json};

use super::{Record, with};
use crate::content::model::Scenario;
use crate::content::{Entry, EntryKind};
use crate::handover::{self, HandOver};
use crate::project::{self, Counts};

impl Record<'_> {
    pub(super) fn scenario(&self, scenario: &Entry<Scenario>) -> Value {
        let steps = project::steps(self.library, scenario);
        json!({
            "id": scenario.id,
            "name": scenario.name.as_str(),
            "kind": scenario.kind,
            "about": scenario.about.as_str(),
            "steps": steps.iter().map(|told| json!({
                "id": told.step.id.as_str(),
                "name": told.step.name.as_str(),
                "eras": told.eras.iter().map(|one| {
                    let by: Vec<_> = one.doing.by.iter().map(|party| self.party(party.as_str())).collect();
                    let value = with(self.statement(&one.doing.how), "by", json!(by));
                    let value = with(value, "era", self.named(EntryKind::Era, &one.era.id));
                    self.signed(value, one.sign().as_ref())
                }).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "eras": self.library.eras().iter().filter_map(|era| {
                let outcome = &scenario.era.get(era.id.as_str())?.outcome;
                Some(json!({
                    "era": self.named(EntryKind::Era, &era.id),
                    "counts": Counts::of(&steps, &era.id),
                    "outcome": self.statement(outcome),
                }))
            }).collect::<Vec<_>>(),
        })
    }

    /// All hand-overs of an era (by its id).
    pub(super) fn hand_overs(&self, era: &str) -> Value {
        let all = handover::all(self.library, era);
        json!({
            "era": self.named(EntryKind::Era, era),
            "givers": all.iter().map(|(giver, gives)| json!({
                "from": self.party(giver),
                "gives": gives.iter().map(|one| self.hand_over(one, "to", one.to)).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }

    pub(super) fn hand_over(&self, one: &HandOver<'_>, key: &str, party: &str) -> Value {
        json!({ key: self.party(party), "what": one.what.as_str(), "sources": self.sources(one.sources),
                "trouble": one.trouble.map(|trouble| self.statement(trouble)) })
    }
}
