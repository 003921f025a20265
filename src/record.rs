//! All JSON that is printed: of an entry everything it has, with every id resolved to `{id, name}`.
//!
//! These shapes are a contract: a change that breaks a reader raises [`SCHEMA_VERSION`].

mod checked;
mod lists;
mod practised;
mod projects;
mod roles;
mod tours;
mod ways;

use serde_json::{Value, json};

use crate::compare::compare;
use crate::content::model::{Actor, Claim, Era, Skill, Source, Statement, Text, Tool, Toolkit, words};
use crate::content::{Entry, EntryKind, Library};
use crate::moment::Moment;
use crate::place::{Column, Kind, Listed, Place};
use crate::profile::Profile;
use crate::question;
use crate::route::RouteError;
use crate::search::Hit;
use crate::shift::Sign;

pub use checked::checked;

/// The version of all JSON that the program writes.
pub const SCHEMA_VERSION: u32 = 1;

/// What is put around all that is printed: `{"schema_version": 1, NAME: VALUE, …}`.
fn document<'n>(fields: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    let version = ("schema_version", json!(SCHEMA_VERSION));
    let fields = std::iter::once(version).chain(fields);
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// What is to be learnt next, and for what, in an era (by its id).
#[must_use]
pub fn next(library: &Library, profile: &Profile, era: &str) -> Value {
    document([("next", Record { library }.next(profile, era))])
}

/// What was found, the best first.
#[must_use]
pub fn hits(hits: &[Hit]) -> Value {
    document([("hits", json!(hits))])
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
    match &place.kind {
        Kind::Route(Some((from, to))) => {
            let era = &library.era_or_default(place.era.as_deref()).id;
            let way = Record { library }.route(profile, from, to, era)?;
            Ok(Some(document([("route", way)])))
        }
        // Without roles it is a page to choose them on.
        Kind::Compare(columns) if !columns.is_empty() => {
            Ok(Some(comparison(library, columns, place.era.as_deref())))
        }
        _ => Ok(entry(library, profile, now, place)),
    }
}

/// Roles beside each other; a column without an era is seen in `era` (an id or short name).
fn comparison(library: &Library, columns: &[Column], era: Option<&str>) -> Value {
    let comparison = compare(library, columns, era);
    document([("columns", json!(comparison.columns)), ("sections", json!(comparison.sections))])
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
            return Some(document([("bookmarks", marked.collect())]));
        }
        Kind::List(list) => return Some(document([(list.word(), record.list(*list))])),
        Kind::Home => return Some(document([("pack", record.pack())])),
        _ => return None,
    };
    Some(document([(place.kind.head().word(), value)]))
}

struct Record<'l> {
    library: &'l Library,
}

impl Record<'_> {
    fn era(&self, era: &Entry<Era>) -> Value {
        let claims = |claims: &[Claim]| claims.iter().map(|claim| self.statement(claim)).collect::<Vec<_>>();
        let roles = self.library.roles();
        json!({
            "id": era.id,
            "name": era.name,
            "short": era.short.as_str(),
            "order": era.order.get_ref(),
            "years": era.years,
            "summary": self.statement(&era.summary),
            "bridges": era.bridge.iter().map(|bridge| json!({
                "between": bridge.between.iter().map(|party| self.party(party.as_str())).collect::<Vec<_>>(),
                "by": self.party(bridge.by.as_str()),
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
            "name": skill.name.as_str(),
            "group": self.skill_group(&skill.group),
            "about": skill.about.as_str(),
            "needs": skill.needs.iter().map(|id| self.named(EntryKind::Skill, id.as_str())).collect::<Vec<_>>(),
            "learn": skill.learn.iter().map(|one| json!({ "title": one.title.as_str(), "url": one.url.as_str() })).collect::<Vec<_>>(),
        })
    }

    fn tool(&self, tool: &Entry<Tool>) -> Value {
        let named = |kind: EntryKind, ids: &[Text]| {
            ids.iter().map(|id| self.named(kind, id.as_str())).collect::<Vec<_>>()
        };
        json!({
            "id": tool.id,
            "name": tool.name.as_str(),
            "toolkit": self.named(EntryKind::Toolkit, &tool.group),
            "about": tool.about.as_str(),
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
            "about": kit.about.as_str(),
            "tools": tools.map(|tool| self.named(EntryKind::Tool, &tool.id)).collect::<Vec<_>>(),
        })
    }

    fn statement(&self, statement: &dyn Statement) -> Value {
        json!({
            "text": statement.text().as_str(),
            "sources": self.sources(statement.sources()),
            "see": statement.see().iter().map(|id| self.entry(id.as_str())).collect::<Vec<_>>(),
            "as_of": words(statement.as_of()),
            "but": statement.but().map(|but| self.statement(but)),
        })
    }

    /// Citations with what kind of statement each is; an editorial statement has the one source `editorial`.
    fn sources(&self, sources: &[Text]) -> Vec<Value> {
        let source = |citation: &Text| match self.library.citation(citation.as_str()) {
            Some((source, claim)) => json!({
                "id": source.id,
                "name": source.short,
                "claim": claim.map(|(key, _)| key),
                "kind": claim.map(|(_, claim)| claim.kind),
                "caveat": claim.and_then(|(_, claim)| claim.caveat.as_ref()),
            }),
            None => {
                json!({ "id": citation.as_str(), "name": citation.as_str(), "claim": null, "kind": null, "caveat": null })
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

    fn skill_group(&self, id: &str) -> Value {
        json!({ "id": id, "name": self.library.skill_group(id).map(|group| &group.name) })
    }
}

fn source(source: &Entry<Source>) -> Value {
    let mut claims: Vec<_> = source.claim.iter().collect();
    // In the order of the file, as on its page.
    claims.sort_by_key(|(key, claim)| (claim.file.unwrap_or(source.file), key.span().start));
    json!({
        "id": source.id,
        "title": source.title.as_str(),
        "name": source.short,
        "author": source.author,
        "publisher": source.publisher,
        "date": words(source.date.as_ref()),
        "url": words(source.url.as_ref()),
        "read": source.read.as_str(),
        "claims": claims.iter().map(|(key, claim)| json!({
            "id": key.as_str(), "says": claim.says.as_str(), "kind": claim.kind, "caveat": claim.caveat,
        })).collect::<Vec<_>>(),
    })
}

fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(Text::as_str).collect()
}

fn with(mut value: Value, key: &str, more: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.insert(key.to_owned(), more);
    }
    value
}
