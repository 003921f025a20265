//! Roles as JSON: in a line, and whole, through the eras.

use serde_json::{Value, json};

use crate::content::model::{Claim, Era, Role, RoleEra, Status};
use crate::content::{Entry, EntryKind};
use crate::handover;
use crate::shift::{self, Telling};

use super::{Record, texts, with};

impl Record<'_> {
    pub(super) fn role_line(&self, role: &Entry<Role>) -> Value {
        let present = self.library.eras().iter().filter(|era| role.exists_in(&era.id));
        json!({
            "id": role.id,
            "name": role.name.as_str(),
            "family": self.family(role),
            "aliases": texts(&role.aliases),
            "eras": present.map(|era| self.named(EntryKind::Era, &era.id)).collect::<Vec<_>>(),
        })
    }

    pub(super) fn role(&self, role: &Entry<Role>) -> Value {
        let claims = |claims: &[Claim]| claims.iter().map(|claim| self.statement(claim)).collect::<Vec<_>>();
        json!({
            "id": role.id,
            "name": role.name.as_str(),
            "aliases": texts(&role.aliases),
            "family": self.family(role),
            "mission": self.statement(&role.mission),
            "definitions": claims(&role.definition),
            "versus": role.versus.iter().map(|versus| {
                with(self.statement(versus), "role", self.named(EntryKind::Role, versus.role.as_str()))
            }).collect::<Vec<_>>(),
            "varies": claims(&role.varies),
            "entry": claims(&role.entry),
            "demand": claims(&role.demand),
            "myths": role.myth.iter().map(|myth| {
                json!({ "says": myth.says.as_str(), "truth": self.statement(&myth.truth) })
            }).collect::<Vec<_>>(),
            "next": role.next.iter().map(|next| {
                json!({ "role": self.named(EntryKind::Role, next.role.as_str()), "because": self.statement(&next.because),
                        "era": next.era.as_ref().map(|era| self.named(EntryKind::Era, era.as_str())) })
            }).collect::<Vec<_>>(),
            "eras": self.library.eras().iter().filter_map(|era| {
                Some(self.role_era(role, era, role.in_era(&era.id)?))
            }).collect::<Vec<_>>(),
        })
    }

    fn role_era(&self, role: &Entry<Role>, era: &Entry<Era>, now: &RoleEra) -> Value {
        let tasks = shift::tasks(self.library, role, &era.id);
        let tasks = |gone: bool| -> Vec<Value> {
            let wanted = tasks.iter().filter(|task| matches!(task.said, Telling::Gone(_)) == gone);
            wanted
                .map(|task| {
                    let statement = match task.said {
                        Telling::Does(said) => self.statement(said),
                        Telling::Gone(said) => self.statement(said),
                    };
                    self.signed(with(statement, "id", json!(task.id)), task.sign.as_ref())
                })
                .collect()
        };
        let present = now.status != Status::Absent;
        let skills =
            shift::skills(self.library, role, &era.id).into_iter().filter(|_| present).map(|skill| {
                let value = json!({ "skill": self.named(EntryKind::Skill, skill.id), "level": skill.level,
                                "level_before": skill.before, "required": skill.required });
                self.signed(value, skill.sign.as_ref())
            });
        let tools = shift::tools(self.library, role, &era.id).into_iter().filter(|_| present);
        let tools = tools.map(|(id, sign)| self.signed(self.named(EntryKind::Tool, id), sign.as_ref()));
        let (gives, gets) = handover::of(self.library, &role.id, &era.id);
        json!({
            "era": self.named(EntryKind::Era, &era.id),
            "status": now.status,
            "summary": self.statement(&now.summary),
            "tasks": tasks(false),
            "gone": tasks(true),
            "skills": skills.collect::<Vec<_>>(),
            "tools": tools.collect::<Vec<_>>(),
            "evidence": now.evidence.iter().map(|said| {
                let of = said.of.iter().flat_map(|of| self.skill_and_tool(of.as_str())).collect::<Vec<_>>();
                with(self.statement(said), "of", json!(of))
            }).collect::<Vec<_>>(),
            "gets": gets.iter().map(|one| self.hand_over(one, "from", one.from)).collect::<Vec<_>>(),
            "gives": gives.iter().map(|one| self.hand_over(one, "to", one.to)).collect::<Vec<_>>(),
        })
    }

    fn skill_and_tool(&self, id: &str) -> impl Iterator<Item = Value> {
        let skill = self.library.skill(id).map(|_| self.named(EntryKind::Skill, id));
        let tool = self.library.tool(id).map(|_| self.named(EntryKind::Tool, id));
        skill.into_iter().chain(tool)
    }

    fn family(&self, role: &Role) -> Value {
        let id = role.family.as_str();
        json!({ "id": id, "name": self.library.family_name(id) })
    }
}
