//! What JSON says of ways: how near roles are, and what is to be learnt for one, with the numbers behind every line.

use serde_json::{Value, json};

use super::{Record, with};
use crate::content::model::{Leaning, Role};
use crate::content::{Entry, EntryKind};
use crate::fit::{self, By, Near};
use crate::goal::{Why, goal};
use crate::place::ME;
use crate::profile::Profile;
use crate::route::{self, Need, Route, RouteError, Step, Way};
use crate::shift;

impl Record<'_> {
    /// How near the roles of an era (by its id) are.
    pub(super) fn fit(&self, profile: &Profile, era: &str) -> Value {
        let fit = fit::fit(self.library, profile, era);
        json!({
            "era": self.named(EntryKind::Era, era),
            "by": fit.by,
            "roles": fit.roles.iter().enumerate().map(|(at, near)| {
                // Where nothing was told, nobody stands before anybody.
                self.near((fit.by != By::Nothing).then_some(at + 1), near, era)
            }).collect::<Vec<_>>(),
            "levers": fit.levers.iter().map(|lever| json!({
                "skill": self.named(EntryKind::Skill, lever.skill),
                "climbs": lever.climbs.iter().map(|(role, now, then)| json!({
                    "role": self.named(EntryKind::Role, &role.id), "place": now, "place_then": then,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }

    fn near(&self, place: Option<usize>, near: &Near<'_>, era: &str) -> Value {
        let need = |need: &Need<'_>| json!({ "skill": self.named(EntryKind::Skill, need.skill), "have": need.have, "need": need.need, "missing": need.missing() });
        let (have, of) = near.share();
        let needs = |needs: &[Need<'_>]| needs.iter().map(need).collect::<Vec<_>>();
        let tasks = |tasks: &[(&str, &Leaning)]| {
            let named = tasks.iter().map(|(task, by)| {
                let by = json!({ "id": by.id.as_str(), "says": by.says.as_str() });
                json!({ "task": self.task(near.role, era, task), "leaning": by })
            });
            named.collect::<Vec<_>>()
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
            "steps": route.steps.iter().map(|step| self.step(&route, step, era)).collect::<Vec<_>>(),
            "brings": route.carried.iter().map(|one| json!({
                "skill": self.named(EntryKind::Skill, one.skill), "have": one.have, "need": one.need,
            })).collect::<Vec<_>>(),
            "ways": ways.iter().map(|way| self.way(way)).collect::<Vec<_>>(),
            "opens": opens.iter().map(|one| json!({
                "role": self.named(EntryKind::Role, &one.role.id), "length": one.before, "length_then": one.after,
            })).collect::<Vec<_>>(),
        }))
    }

    fn step(&self, route: &Route<'_>, step: &Step<'_>, era: &str) -> Value {
        let named =
            |kind: EntryKind, ids: &[&str]| ids.iter().map(|id| self.named(kind, id)).collect::<Vec<_>>();
        let learn = self.library.skill(step.skill).into_iter().flat_map(|skill| &skill.learn);
        json!({
            "skill": self.named(EntryKind::Skill, step.skill),
            "from": step.from,
            "to": step.to,
            "because": {
                "required": step.because.required,
                "tasks": step.because.tasks.iter().map(|id| self.task(route.to, era, id)).collect::<Vec<_>>(),
                "tools": named(EntryKind::Tool, &step.because.tools),
                "needed_for": named(EntryKind::Skill, &step.because.needed_for),
            },
            "learn": learn.map(|one| json!({ "title": one.title.as_str(), "url": one.url.as_str() })).collect::<Vec<_>>(),
        })
    }

    /// A task of a role by its id, with what is said of it.
    fn task(&self, role: &Entry<Role>, era: &str, id: &str) -> Value {
        let does = shift::does(self.library, role, era).into_iter().find(|(other, _)| *other == id);
        json!({ "id": id, "text": does.map(|(_, task)| task.text.as_str()) })
    }

    fn way(&self, way: &Way<'_>) -> Value {
        json!({
            "length": way.length(),
            "stones": way.stones.iter().map(|stone| json!({
                "role": self.named(EntryKind::Role, &stone.role.id),
                "levels": stone.levels,
                "declared": stone.declared.map(|(by, next)| {
                        with(self.statement(&next.because), "by", self.named(EntryKind::Role, &by.id))
                    }),
            })).collect::<Vec<_>>(),
        })
    }

    /// The one thing to learn next, and for which goal.
    pub(super) fn next(&self, profile: &Profile, era: &str) -> Value {
        let goal = goal(self.library, profile, era);
        let have = route::known(self.library, profile);
        let route = goal.and_then(|goal| route::route(self.library, &have, &goal.role.id, era).ok());
        json!({
            "goal": goal.map(|goal| self.named(EntryKind::Role, &goal.role.id)),
            "why": goal.map(|goal| match goal.why {
                Why::Looking => "route",
                Why::Marked => "bookmark",
                Why::Nearest => "skills",
                Why::Liked => "leanings",
            }),
            "learn": route.as_ref().and_then(|route| Some(self.step(route, route.steps.first()?, era))),
        })
    }
}
