//! What JSON says of ways: how near roles are, and what is to be learnt for one, with the numbers behind every line.

use serde_json::{Value, json};

use super::Record;
use crate::content::EntryKind;
use crate::fit::{self, Near, Need};
use crate::goal::{self, Goal};
use crate::profile::Profile;
use crate::route::{self, ME, RouteError, Step, Way};

impl Record<'_> {
    /// How near the roles of an era (by its id) are.
    pub(super) fn fit(&self, profile: &Profile, era: &str) -> Value {
        let fit = fit::fit(self.library, profile, era);
        json!({
            "era": self.named(EntryKind::Era, era),
            "by": if fit.by_skills { "skills" } else { "leanings" },
            "roles": fit.roles.iter().enumerate().map(|(at, near)| self.near(at + 1, near)).collect::<Vec<_>>(),
            "levers": fit.levers.iter().map(|lever| json!({
                "skill": self.named(EntryKind::Skill, lever.skill),
                "climbs": lever.climbs.iter().map(|(role, now, then)| json!({
                    "role": self.named(EntryKind::Role, &role.id), "place": now, "place_then": then,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }

    fn near(&self, place: usize, near: &Near<'_>) -> Value {
        let need = |need: &Need<'_>| json!({ "skill": self.named(EntryKind::Skill, need.skill), "have": need.have, "need": need.need, "missing": need.missing() });
        let (have, of) = near.share();
        let needs = |needs: &[Need<'_>]| needs.iter().map(need).collect::<Vec<_>>();
        let tasks = |tasks: &[(&str, &crate::content::model::Leaning)]| {
            tasks
                .iter()
                .map(|(task, by)| json!({ "task": task, "leaning": by.id.get_ref() }))
                .collect::<Vec<_>>()
        };
        json!({
            "role": self.named(EntryKind::Role, &near.role.id),
            "place": place,
            "half_levels": { "have": have, "of": of },
            "levels_missing": near.missing(),
            "required": needs(&near.required),
            "helpful": needs(&near.helpful),
            "tasks": near.tasks,
            "liked": tasks(&near.liked),
            "disliked": tasks(&near.disliked),
        })
    }

    /// The way from a role, or from what a reader knows, to a role in an era (by its id).
    pub(super) fn route(
        &self,
        profile: &Profile,
        from: &str,
        to: &str,
        era: &str,
    ) -> Result<Value, RouteError> {
        let library = self.library;
        let have = route::brought(library, profile, from, era)?;
        let route = route::route(library, &have, to, era)?;
        let ways = route::ways(library, &have, from, route.to, era);
        let opens = route::opens(library, &have, &route, era);
        Ok(json!({
            "from": if from == ME { json!({ "id": ME, "name": null }) } else { self.named(EntryKind::Role, from) },
            "to": self.named(EntryKind::Role, to),
            "era": self.named(EntryKind::Era, era),
            "length": route.length(),
            "steps": route.steps.iter().map(|step| self.step(step)).collect::<Vec<_>>(),
            "brings": route.carried.iter().map(|one| json!({
                "skill": self.named(EntryKind::Skill, one.skill), "have": one.have, "need": one.need,
            })).collect::<Vec<_>>(),
            "ways": ways.iter().map(|way| self.way(way)).collect::<Vec<_>>(),
            "opens": opens.iter().map(|one| json!({
                "role": self.named(EntryKind::Role, &one.role.id), "length": one.before, "length_then": one.after,
            })).collect::<Vec<_>>(),
        }))
    }

    fn step(&self, step: &Step<'_>) -> Value {
        let named =
            |kind: EntryKind, ids: &[&str]| ids.iter().map(|id| self.named(kind, id)).collect::<Vec<_>>();
        let learn = self.library.skill(step.skill).into_iter().flat_map(|skill| &skill.learn);
        json!({
            "skill": self.named(EntryKind::Skill, step.skill),
            "from": step.from,
            "to": step.to,
            "because": {
                "required": step.because.required,
                "tasks": step.because.tasks,
                "tools": named(EntryKind::Tool, &step.because.tools),
                "needed_for": named(EntryKind::Skill, &step.because.needed_for),
            },
            "learn": learn.map(|one| json!({ "title": one.title.get_ref(), "url": one.url.get_ref() })).collect::<Vec<_>>(),
        })
    }

    fn way(&self, way: &Way<'_>) -> Value {
        json!({
            "length": way.length(),
            "stones": way.stones.iter().map(|stone| json!({
                "role": self.named(EntryKind::Role, &stone.role.id),
                "levels": stone.levels,
                "declared": stone.declared.map(|(_, next)| self.statement(&next.because)),
            })).collect::<Vec<_>>(),
        })
    }

    /// The one thing to learn next for a goal.
    pub(super) fn next(&self, profile: &Profile, goal: Option<&Goal<'_>>, era: &str) -> Value {
        let have = route::known(self.library, profile);
        let step = goal.and_then(|goal| {
            let route = route::route(self.library, &have, &goal.role.id, era).ok()?;
            route.steps.first().map(|step| self.step(step))
        });
        json!({
            "goal": goal.map(|goal| self.named(EntryKind::Role, &goal.role.id)),
            "why": goal.map(|goal| match goal.why {
                goal::Why::Looking => "last",
                goal::Why::Marked => "bookmark",
                goal::Why::Nearest => "skills",
                goal::Why::Liked => "leanings",
            }),
            "learn": step,
        })
    }
}
