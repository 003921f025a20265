//! What JSON says of a pack, and its lists: every entry of a kind, in a line.

use serde_json::{Value, json};

use crate::content::EntryKind;
use crate::content::model::words;
use crate::place::Listed;
use crate::question::Question;

use super::{Record, texts};

impl Record<'_> {
    pub(super) fn pack(&self) -> Value {
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

    pub(super) fn list(&self, list: Listed) -> Value {
        let library = self.library;
        let named = |kind: EntryKind, ids: Vec<&str>| -> Vec<Value> {
            ids.iter().map(|id| self.named(kind, id)).collect()
        };
        match list {
            Listed::Roles => library.roles().into_iter().map(|role| self.role_line(role)).collect(),
            Listed::Eras => library.eras().iter().map(|era| {
                json!({ "id": era.id, "name": era.name, "short": era.short.as_str(), "years": era.years })
            }).collect(),
            Listed::Actors => Value::from(named(EntryKind::Actor, library.actors().map(|actor| actor.id.as_str()).collect())),
            Listed::Skills => library.skills().map(|skill| {
                json!({ "id": skill.id, "name": skill.name.as_str(), "aliases": texts(&skill.aliases), "group": self.skill_group(&skill.group), "about": skill.about.as_str() })
            }).collect(),
            Listed::Toolkits => library.toolkits().map(|kit| {
                json!({ "id": kit.id, "name": kit.name, "about": kit.about.as_str() })
            }).collect(),
            Listed::Tools => library.tools().map(|tool| {
                json!({ "id": tool.id, "name": tool.name.as_str(), "aliases": texts(&tool.aliases), "toolkit": self.named(EntryKind::Toolkit, &tool.group),
                        "about": tool.about.as_str(), "url": words(tool.url.as_ref()) })
            }).collect(),
            Listed::Sources => library.sources().map(|source| {
                json!({ "id": source.id, "name": source.short, "title": source.title.as_str(), "url": words(source.url.as_ref()) })
            }).collect(),
            Listed::Scenarios => library.scenarios().map(|one| {
                json!({ "id": one.id, "name": one.name.as_str(), "kind": one.kind, "about": one.about.as_str() })
            }).collect(),
            Listed::Questions => {
                library.questions().iter().map(|entry| self.question_line(&Question::written(library, entry))).collect()
            }
            Listed::Tours => library.tours().map(|tour| {
                json!({ "id": tour.id, "title": tour.title.as_str(), "minutes": tour.minutes, "stops": tour.stop.len() })
            }).collect(),
            // Bookmarks are no list of the pack.
            Listed::Bookmarks => json!([]),
        }
    }
}
