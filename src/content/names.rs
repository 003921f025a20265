//! Which entries there are of a kind, and what each goes by.

use super::model::Text;
use super::{Entry, EntryKind, Library};
use crate::place::Place;

impl Library {
    /// The id that is meant by an id, a name or an alias; an id is never mistaken for another's name.
    pub(super) fn find(&self, kind: EntryKind, written: &str) -> Option<String> {
        /// What an entry goes by, with its id.
        fn called<'e>(id: &'e str, name: &'e str) -> (&'e str, &'e str) {
            (id, name)
        }
        fn names<'e, T>(
            entry: &'e Entry<T>,
            name: &'e Text,
            aliases: &'e [Text],
        ) -> impl Iterator<Item = (&'e str, &'e str)> {
            std::iter::once(name).chain(aliases).map(|name| called(&entry.id, name))
        }
        if self.has(kind, written) {
            return Some(written.to_owned());
        }
        let written = as_id(written);
        let named = |mut names: Box<dyn Iterator<Item = (&str, &str)> + '_>| {
            names.find(|(id, name)| *id == written || as_id(name) == written).map(|(id, _)| id.to_owned())
        };
        match kind {
            EntryKind::Role => {
                named(Box::new(self.roles.values().flat_map(|one| names(one, &one.name, &one.aliases))))
            }
            EntryKind::Scenario => {
                named(Box::new(self.scenarios.values().map(|one| called(&one.id, &one.name))))
            }
            EntryKind::Skill => {
                named(Box::new(self.skills().flat_map(|one| names(one, &one.name, &one.aliases))))
            }
            EntryKind::Tool => {
                named(Box::new(self.tools().flat_map(|one| names(one, &one.name, &one.aliases))))
            }
            EntryKind::Toolkit => {
                named(Box::new(self.toolkits().map(|toolkit| called(&toolkit.id, &toolkit.name))))
            }
            EntryKind::Era => {
                let shorts = self.eras.iter().map(|era| called(&era.id, &era.short));
                named(Box::new(shorts.chain(self.eras.iter().map(|era| called(&era.id, &era.name)))))
            }
            EntryKind::Source => {
                named(Box::new(self.sources.values().map(|source| called(&source.id, &source.short))))
            }
            EntryKind::Tour => named(Box::new(self.tours.values().map(|tour| called(&tour.id, &tour.title)))),
            EntryKind::Actor => {
                named(Box::new(self.actors.values().map(|actor| called(&actor.id, &actor.name))))
            }
            EntryKind::Question => None,
        }
    }

    /// Whether there is an entry of a kind with exactly this id.
    #[must_use]
    pub fn has(&self, kind: EntryKind, id: &str) -> bool {
        match kind {
            EntryKind::Role => self.roles.contains_key(id),
            EntryKind::Scenario => self.scenarios.contains_key(id),
            EntryKind::Skill => self.skill(id).is_some(),
            EntryKind::Tool => self.tool(id).is_some(),
            EntryKind::Toolkit => self.toolkit(id).is_some(),
            EntryKind::Era => self.eras.iter().any(|era| era.id == id),
            EntryKind::Source => self.sources.contains_key(id),
            EntryKind::Tour => self.tours.contains_key(id),
            EntryKind::Actor => self.actors.contains_key(id),
            EntryKind::Question => self.question(id).is_some(),
        }
    }

    /// The place of the entry with exactly this id, as content names it.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Place> {
        let kind = EntryKind::IN_ORDER.into_iter().find(|kind| self.has(*kind, id))?;
        self.canonical(kind.place(id)).ok()
    }

    /// Every id of a kind; eras by their short names.
    pub(super) fn ids(&self, kind: EntryKind) -> Vec<&str> {
        fn keys<'l>(ids: impl Iterator<Item = &'l String>) -> Vec<&'l str> {
            ids.map(String::as_str).collect()
        }
        match kind {
            EntryKind::Role => keys(self.roles.keys()),
            EntryKind::Scenario => keys(self.scenarios.keys()),
            EntryKind::Skill => keys(self.skills().map(|skill| &skill.id)),
            EntryKind::Tool => keys(self.tools().map(|tool| &tool.id)),
            EntryKind::Toolkit => keys(self.toolkits().map(|toolkit| &toolkit.id)),
            EntryKind::Era => self.eras.iter().map(|era| era.short.as_str()).collect(),
            EntryKind::Source => keys(self.sources.keys()),
            EntryKind::Tour => keys(self.tours.keys()),
            EntryKind::Actor => keys(self.actors.keys()),
            EntryKind::Question => keys(self.questions().iter().map(|question| &question.id)),
        }
    }
}

/// A name as an id would be written: without case, and with hyphens for spaces.
pub fn as_id(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "-")
}
