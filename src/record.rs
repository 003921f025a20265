//! What JSON says of an entry: the entry, with every id resolved to `{id, name}`.
//!
//! These shapes are a contract: a change that breaks a reader raises [`SCHEMA_VERSION`].

mod practised;
mod projects;
mod tours;
mod ways;

use serde_json::{Map, Value, json};

use crate::content::model::{
    Actor, Claim, Era, Role, RoleEra, Skill, Source, Statement, Status, Text, Tool, Toolkit, words,
};
use crate::content::{Entry, EntryKind, Library};
use crate::handover;
use crate::moment::Moment;
use crate::place::{Kind, Listed, Place};
use crate::profile::Profile;
use crate::question::{self, Question};
use crate::route::RouteError;
use crate::shift::{self, Said, Sign};

/// The version of all JSON that the program writes.
pub const SCHEMA_VERSION: u32 = 1;

/// What is put around every JSON value: `{"schema_version": 1, NAME: VALUE}`.
#[must_use]
pub fn document(name: &str, value: Value) -> Value {
    let mut document = Map::new();
    document.insert("schema_version".to_owned(), json!(SCHEMA_VERSION));
    document.insert(name.to_owned(), value);
    Value::Object(document)
}

/// What is to be learnt next, and for what, in an era (by its id).
#[must_use]
pub fn next(library: &Library, profile: &Profile, era: &str) -> Value {
    document("next", Record { library }.next(profile, era))
}

/// The record of what stands at a place, for a reader; `None` where it has none.
///
/// # Errors
/// Where there is no such way.
pub fn of(
    library: &Library,
    profile: &Profile,
    now: Moment,
    place: &Place,
) -> Result<Option<Value>, RouteError> {
    if let Kind::Route(Some((from, to))) = &place.kind {
        let era = &library.era_or_default(place.era.as_deref()).id;
        let way = Record { library }.route(profile, from, to, era)?;
        return Ok(Some(document("route", way)));
    }
    Ok(entry(library, profile, now, place))
}

fn entry(library: &Library, profile: &Profile, now: Moment, place: &Place) -> Option<Value> {
    let record = Record { library };
    let era = &library.era_or_default(place.era.as_deref()).id;
    let value = match &place.kind {
        Kind::Role(id) => record.role(library.role(id)?),
        Kind::Era(id) => record.era(library.era(id)?),
        Kind::Actor(id) => record.actor(library.actor(id)?),
        Kind::Skill(id) => record.skill(library.skill(id)?),
        Kind::Tool(id) => record.tool(library.tool(id)?),
        Kind::Toolkit(id) => record.toolkit(library.toolkit(id)?),
        Kind::Source { id, .. } => source(library.source(id)?),
        Kind::Scenario(id) => record.scenario(library.scenario(id)?),
        Kind::Handovers => record.hand_overs(era),
        Kind::Fit => record.fit(profile, era),
        Kind::Tour(Some((id, _))) => record.tour(library.tour(id)?),
        Kind::Question(id) => record.question(&question::find(library, id)?),
        Kind::Progress(role) => record.progress(profile, role.as_deref(), now),
        Kind::List(Listed::Bookmarks) => {
            let marked = profile.bookmarks.iter();
            let marked =
                marked.map(|place| json!({ "place": place.to_string(), "name": library.title(place) }));
            return Some(document("bookmarks", marked.collect()));
        }
        Kind::List(list) => return Some(document(list.word(), record.list(*list))),
        Kind::Home => return Some(document("pack", record.pack())),
        _ => return None,
    };
    Some(document(place.kind.head().word(), value))
}

struct Record<'l> {
    library: &'l Library,
}

impl Record<'_> {
    fn pack(&self) -> Value {
        let (library, pack) = (self.library, self.library.pack());
        json!({
            "name": pack.name,
            "version": pack.version,
            "language": pack.language,
            "licence": pack.licence,
            "attribution": pack.attribution,
            "eras": library.eras().iter().map(|era| self.named(EntryKind::Era, &era.id)).collect::<Vec<_>>(),
            "counts": {
                "roles": library.roles().len(),
                "scenarios": library.scenarios().count(),
                "skills": library.skills().count(),
                "tools": library.tools().count(),
                "questions": library.questions().len(),
                "tours": library.tours().count(),
                "sources": library.sources().count(),
            },
        })
    }

    fn list(&self, list: Listed) -> Value {
        let library = self.library;
        let named = |kind: EntryKind, ids: Vec<&str>| -> Vec<Value> {
            ids.iter().map(|id| self.named(kind, id)).collect()
        };
        match list {
            Listed::Roles => library.roles().into_iter().map(|role| self.role_line(role)).collect(),
            Listed::Eras => library.eras().iter().map(|era| {
                json!({ "id": era.id, "name": era.name, "short": era.short.get_ref(), "years": era.years })
            }).collect(),
            Listed::Actors => Value::from(named(EntryKind::Actor, library.actors().map(|actor| actor.id.as_str()).collect())),
            Listed::Skills => library.skills().map(|skill| {
                json!({ "id": skill.id, "name": skill.name.get_ref(), "group": self.group(&skill.group), "about": skill.about.get_ref() })
            }).collect(),
            Listed::Toolkits => library.toolkits().map(|kit| {
                json!({ "id": kit.id, "name": kit.name, "about": kit.about.get_ref() })
            }).collect(),
            Listed::Tools => library.tools().map(|tool| {
                json!({ "id": tool.id, "name": tool.name.get_ref(), "toolkit": self.named(EntryKind::Toolkit, &tool.group),
                        "about": tool.about.get_ref(), "url": words(tool.url.as_ref()) })
            }).collect(),
            Listed::Sources => library.sources().map(|source| {
                json!({ "id": source.id, "name": source.short, "title": source.title.get_ref(), "url": words(source.url.as_ref()) })
            }).collect(),
            Listed::Scenarios => library.scenarios().map(|one| {
                json!({ "id": one.id, "name": one.name.get_ref(), "kind": one.kind, "about": one.about.get_ref() })
            }).collect(),
            Listed::Questions => {
                library.questions().iter().map(|entry| self.question_line(&Question::written(library, entry))).collect()
            }
            Listed::Tours => library.tours().map(|tour| {
                json!({ "id": tour.id, "title": tour.title.get_ref(), "minutes": tour.minutes, "stops": tour.stop.len() })
            }).collect(),
            // Bookmarks are no list of the pack.
            Listed::Bookmarks => json!([]),
        }
    }

    fn role_line(&self, role: &Entry<Role>) -> Value {
        let present = self.library.eras().iter().filter(|era| role.exists_in(&era.id));
        json!({
            "id": role.id,
            "name": role.name.get_ref(),
            "family": self.family(role),
            "aliases": texts(&role.aliases),
            "eras": present.map(|era| self.named(EntryKind::Era, &era.id)).collect::<Vec<_>>(),
        })
    }

    fn role(&self, role: &Entry<Role>) -> Value {
        let claims = |claims: &[Claim]| claims.iter().map(|claim| self.statement(claim)).collect::<Vec<_>>();
        json!({
            "id": role.id,
            "name": role.name.get_ref(),
            "aliases": texts(&role.aliases),
            "family": self.family(role),
            "mission": self.statement(&role.mission),
            "definitions": claims(&role.definition),
            "versus": role.versus.iter().map(|versus| {
                with(self.statement(versus), "role", self.named(EntryKind::Role, versus.role.get_ref()))
            }).collect::<Vec<_>>(),
            "varies": claims(&role.varies),
            "entry": claims(&role.entry),
            "demand": claims(&role.demand),
            "myths": role.myth.iter().map(|myth| {
                json!({ "says": myth.says.get_ref(), "truth": self.statement(&myth.truth) })
            }).collect::<Vec<_>>(),
            "next": role.next.iter().map(|next| {
                json!({ "role": self.named(EntryKind::Role, next.role.get_ref()), "because": self.statement(&next.because),
                        "era": next.era.as_ref().map(|era| self.named(EntryKind::Era, era.get_ref())) })
            }).collect::<Vec<_>>(),
            "eras": self.library.eras().iter().filter_map(|era| {
                Some(self.role_era(role, era, role.in_era(&era.id)?))
            }).collect::<Vec<_>>(),
        })
    }

    fn role_era(&self, role: &Entry<Role>, era: &Entry<Era>, now: &RoleEra) -> Value {
        let tasks = shift::tasks(self.library, role, &era.id);
        let tasks = |gone: bool| -> Vec<Value> {
            let wanted = tasks.iter().filter(|task| matches!(task.said, Said::Gone(_)) == gone);
            wanted
                .map(|task| {
                    let statement = match task.said {
                        Said::Does(said) => self.statement(said),
                        Said::Gone(said) => self.statement(said),
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
                let of = said.of.iter().flat_map(|of| self.skill_and_tool(of.get_ref())).collect::<Vec<_>>();
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

    fn era(&self, era: &Entry<Era>) -> Value {
        let claims = |claims: &[Claim]| claims.iter().map(|claim| self.statement(claim)).collect::<Vec<_>>();
        let roles = self.library.roles();
        json!({
            "id": era.id,
            "name": era.name,
            "short": era.short.get_ref(),
            "order": era.order.get_ref(),
            "years": era.years,
            "summary": self.statement(&era.summary),
            "bridges": era.bridge.iter().map(|bridge| json!({
                "between": bridge.between.iter().map(|party| self.party(party.get_ref())).collect::<Vec<_>>(),
                "by": self.party(bridge.by.get_ref()),
                "gap": claims(&bridge.gap),
                "effect": claims(&bridge.effect),
            })).collect::<Vec<_>>(),
            "shifts": claims(&era.shift),
            "about": claims(&era.about),
            "roles": roles.iter().filter_map(|role| {
                let status = role.in_era(&era.id)?.status;
                Some(with(self.named(EntryKind::Role, &role.id), "status", json!(status)))
            }).collect::<Vec<_>>(),
        })
    }

    fn actor(&self, actor: &Entry<Actor>) -> Value {
        json!({ "id": actor.id, "name": actor.name, "about": self.statement(&actor.about), "examples": actor.examples })
    }

    fn skill(&self, skill: &Entry<Skill>) -> Value {
        json!({
            "id": skill.id,
            "name": skill.name.get_ref(),
            "group": self.group(&skill.group),
            "about": skill.about.get_ref(),
            "needs": skill.needs.iter().map(|id| self.named(EntryKind::Skill, id.get_ref())).collect::<Vec<_>>(),
            "learn": skill.learn.iter().map(|one| json!({ "title": one.title.get_ref(), "url": one.url.get_ref() })).collect::<Vec<_>>(),
        })
    }

    fn tool(&self, tool: &Entry<Tool>) -> Value {
        let named = |kind: EntryKind, ids: &[Text]| {
            ids.iter().map(|id| self.named(kind, id.get_ref())).collect::<Vec<_>>()
        };
        json!({
            "id": tool.id,
            "name": tool.name.get_ref(),
            "toolkit": self.named(EntryKind::Toolkit, &tool.group),
            "about": tool.about.get_ref(),
            "url": words(tool.url.as_ref()),
            "since": words(tool.since.as_ref()),
            "licence": tool.licence,
            "skills": named(EntryKind::Skill, &tool.skills),
            "eras": named(EntryKind::Era, &tool.eras),
            "replaces": named(EntryKind::Tool, &tool.replaces),
            "sources": self.sources(&tool.sources),
        })
    }

    fn toolkit(&self, kit: &Entry<Toolkit>) -> Value {
        let tools = self.library.tools().filter(|tool| tool.group == kit.id);
        json!({
            "id": kit.id,
            "name": kit.name,
            "about": kit.about.get_ref(),
            "tools": tools.map(|tool| self.named(EntryKind::Tool, &tool.id)).collect::<Vec<_>>(),
        })
    }

    fn statement(&self, statement: &dyn Statement) -> Value {
        json!({
            "text": statement.text().get_ref(),
            "sources": self.sources(statement.sources()),
            "see": statement.see().iter().map(|id| self.entry(id.get_ref())).collect::<Vec<_>>(),
            "as_of": words(statement.as_of()),
            "but": statement.but().map(|but| self.statement(but)),
        })
    }

    /// Citations with what kind of statement each is; an editorial statement has the one source `editorial`.
    fn sources(&self, sources: &[Text]) -> Vec<Value> {
        let source = |citation: &Text| match self.library.citation(citation.get_ref()) {
            Some((source, claim)) => json!({
                "id": source.id,
                "name": source.short,
                "claim": claim.map(|(key, _)| key),
                "kind": claim.map(|(_, claim)| claim.kind),
                "caveat": claim.and_then(|(_, claim)| claim.caveat.as_ref()),
            }),
            None => {
                json!({ "id": citation.get_ref(), "name": citation.get_ref(), "claim": null, "kind": null, "caveat": null })
            }
        };
        sources.iter().map(source).collect()
    }

    fn signed(&self, value: Value, sign: Option<&Sign>) -> Value {
        let parties = |ids: &[String]| ids.iter().map(|id| self.party(id)).collect::<Vec<_>>();
        match sign {
            None => with(value, "sign", Value::Null),
            Some(Sign::Same) => with(value, "sign", json!("same")),
            Some(Sign::New) => with(value, "sign", json!("new")),
            Some(Sign::Changed) => with(value, "sign", json!("changed")),
            Some(Sign::Gone) => with(value, "sign", json!("gone")),
            Some(Sign::From(ids)) => with(with(value, "sign", json!("moved")), "from", json!(parties(ids))),
            Some(Sign::To(ids)) => with(with(value, "sign", json!("moved")), "to", json!(parties(ids))),
        }
    }

    fn named(&self, kind: EntryKind, id: &str) -> Value {
        json!({ "id": id, "name": self.library.title(&kind.place(id)) })
    }

    /// An entry of any kind, as content names it.
    fn entry(&self, id: &str) -> Value {
        json!({ "id": id, "name": self.library.entry(id).map(|place| self.library.title(&place)) })
    }

    fn party(&self, id: &str) -> Value {
        json!({ "id": id, "name": self.library.party_name(id) })
    }

    fn family(&self, role: &Role) -> Value {
        let id = role.family.get_ref();
        json!({ "id": id, "name": self.library.family_name(id) })
    }

    fn group(&self, id: &str) -> Value {
        json!({ "id": id, "name": self.library.skill_group(id).map(|group| &group.name) })
    }
}

fn source(source: &Entry<Source>) -> Value {
    let mut claims: Vec<_> = source.claim.iter().collect();
    claims.sort_by_key(|(key, _)| key.span().start);
    json!({
        "id": source.id,
        "title": source.title.get_ref(),
        "name": source.short,
        "author": source.author,
        "publisher": source.publisher,
        "date": words(source.date.as_ref()),
        "url": words(source.url.as_ref()),
        "read": source.read.get_ref(),
        "claims": claims.iter().map(|(key, claim)| json!({
            "id": key.get_ref(), "says": claim.says.get_ref(), "kind": claim.kind, "caveat": claim.caveat,
        })).collect::<Vec<_>>(),
    })
}

fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.get_ref().as_str()).collect()
}

fn with(mut value: Value, key: &str, more: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.insert(key.to_owned(), more);
    }
    value
}
