//! From what a reader types to the one canonical place, and from a place to its name.

use thiserror::Error;

use super::{Entry, EntryKind, Library, in_prose};
use crate::near::{did_you_mean, nearest};
use crate::place::{Column, Head, Kind, Link, Place, PlaceError, split_era, split_key};

/// Why a text leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResolveError {
    /// It is no place.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// It names something that is not there.
    #[error("no {noun} {id:?}{}", did_you_mean(near.as_deref()))]
    Unknown {
        /// What it would be: `role`, `era`, `claim of warepam-2024`.
        noun: String,
        /// What was written.
        id: String,
        /// What was probably meant.
        near: Option<String>,
    },
}

impl EntryKind {
    /// The kinds in the order in which a bare id is looked up.
    const IN_ORDER: [Self; 7] =
        [Self::Role, Self::Skill, Self::Tool, Self::Toolkit, Self::Era, Self::Source, Self::Actor];

    fn noun(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Skill => "skill",
            Self::Tool => "tool",
            Self::Toolkit => "toolkit",
            Self::Era => "era",
            Self::Source => "source",
            Self::Actor => "actor",
        }
    }

    /// The place of an entry of this kind.
    #[must_use]
    pub fn place(self, id: &str) -> Place {
        let id = id.to_owned();
        Place::from(match self {
            Self::Role => Kind::Role(id),
            Self::Skill => Kind::Skill(id),
            Self::Tool => Kind::Tool(id),
            Self::Toolkit => Kind::Toolkit(id),
            Self::Era => Kind::Era(id),
            Self::Source => Kind::Source { id, claim: None },
            Self::Actor => Kind::Actor(id),
        })
    }
}

/// Names are compared without case, and a space is as good as a hyphen.
fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "-")
}

impl Library {
    /// The link that a text means: a link, a bare id, a name or an alias.
    ///
    /// # Errors
    /// Says what is wrong with the text, or that what it names is not there and what is near.
    pub fn resolve(&self, text: &str) -> Result<Link, ResolveError> {
        let (place, key) = split_key(text)?;
        let head = place.split([':', '@']).next().unwrap_or_default();
        let bare = !place.contains(':') && !place.is_empty() && Head::from_word(head).is_none();
        let place = if bare { self.bare(place)? } else { self.canonical(Place::parse(place)?)? };
        Ok(Link { place, key })
    }

    fn bare(&self, text: &str) -> Result<Place, ResolveError> {
        let (id, era) = split_era(text)?;
        let found =
            EntryKind::IN_ORDER.into_iter().find_map(|kind| self.find(kind, id).map(|id| kind.place(&id)));
        if let Some(place) = found {
            self.canonical(Place { kind: place.kind, era })
        } else {
            let words = Head::ALL.iter().map(|head| head.word());
            let all = EntryKind::IN_ORDER.into_iter().flat_map(|kind| self.ids(kind)).chain(words);
            Err(unknown("place or entry", id, nearest(id, all)))
        }
    }

    /// The place with every id as the pack writes it and the era by its short name.
    ///
    /// # Errors
    /// Where an id or era is not there.
    pub fn canonical(&self, place: Place) -> Result<Place, ResolveError> {
        let era = place.era.map(|era| self.era_short(&era)).transpose()?;
        let kind = match place.kind {
            // An era page is its own era, so a second one says nothing.
            Kind::Era(id) => return Ok(Kind::Era(self.era_short(&id)?).into()),
            Kind::Role(id) => Kind::Role(self.id(EntryKind::Role, &id)?),
            Kind::Tool(id) => Kind::Tool(self.id(EntryKind::Tool, &id)?),
            Kind::Toolkit(id) => Kind::Toolkit(self.id(EntryKind::Toolkit, &id)?),
            Kind::Skill(id) => Kind::Skill(self.id(EntryKind::Skill, &id)?),
            Kind::Actor(id) => Kind::Actor(self.id(EntryKind::Actor, &id)?),
            Kind::Mock(id) => Kind::Mock(self.id(EntryKind::Role, &id)?),
            Kind::Practice(Some(id)) => Kind::Practice(Some(self.id(EntryKind::Role, &id)?)),
            Kind::Progress(Some(id)) => Kind::Progress(Some(self.id(EntryKind::Role, &id)?)),
            Kind::Source { id, claim } => self.source_place(&id, claim)?,
            Kind::Compare(columns) => Kind::Compare(self.columns(columns)?),
            Kind::Route(Some((from, to))) => {
                let from = if from == "me" { from } else { self.id(EntryKind::Role, &from)? };
                Kind::Route(Some((from, self.id(EntryKind::Role, &to)?)))
            }
            // No pack of this version has projects, questions or tours.
            Kind::Scenario(id) => return Err(unknown("scenario", &id, None)),
            Kind::Question(id) => return Err(unknown("question", &id, None)),
            Kind::Tour(Some((id, _))) => return Err(unknown("tour", &id, None)),
            kind @ (Kind::Home
            | Kind::List(_)
            | Kind::Handovers
            | Kind::Fit
            | Kind::Route(None)
            | Kind::Practice(None)
            | Kind::Progress(None)
            | Kind::Tour(None)
            | Kind::Search(_)) => kind,
        };
        Ok(Place { kind, era })
    }

    fn columns(&self, columns: Vec<Column>) -> Result<Vec<Column>, ResolveError> {
        let canonical = |column: Column| {
            let era = column.era.map(|era| self.era_short(&era)).transpose()?;
            Ok(Column { role: self.id(EntryKind::Role, &column.role)?, era })
        };
        columns.into_iter().map(canonical).collect()
    }

    fn source_place(&self, id: &str, claim: Option<String>) -> Result<Kind, ResolveError> {
        let id = self.id(EntryKind::Source, id)?;
        if let Some(key) = &claim {
            let claims = self.source(&id).map(|source| &source.claim);
            if !claims.is_some_and(|claims| claims.contains_key(key.as_str())) {
                let keys =
                    claims.into_iter().flat_map(|claims| claims.keys()).map(|key| key.get_ref().as_str());
                return Err(unknown(&format!("claim of {id}"), key, nearest(key, keys)));
            }
        }
        Ok(Kind::Source { id, claim })
    }

    fn era_short(&self, era: &str) -> Result<String, ResolveError> {
        let id = self.id(EntryKind::Era, era)?;
        Ok(self.era(&id).map_or(id, |era| era.short.get_ref().clone()))
    }

    fn id(&self, kind: EntryKind, written: &str) -> Result<String, ResolveError> {
        self.find(kind, written)
            .ok_or_else(|| unknown(kind.noun(), written, nearest(written, self.ids(kind))))
    }

    /// The id that is meant by an id, a name or an alias.
    fn find(&self, kind: EntryKind, written: &str) -> Option<String> {
        fn named<'a, T: 'a>(
            entries: impl IntoIterator<Item = &'a Entry<T>>,
            written: &str,
            names: impl Fn(&'a Entry<T>) -> Vec<&'a str>,
        ) -> Option<String> {
            let written = folded(written);
            let mut entries = entries.into_iter();
            let is_meant = |entry: &&'a Entry<T>| {
                entry.id == written || names(entry).iter().any(|name| folded(name) == written)
            };
            entries.find(is_meant).map(|entry| entry.id.clone())
        }
        match kind {
            EntryKind::Role => named(self.roles.values(), written, |role| {
                role.aliases.iter().chain([&role.name]).map(|name| name.get_ref().as_str()).collect()
            }),
            EntryKind::Skill => named(self.skills.values(), written, |skill| vec![skill.name.get_ref()]),
            EntryKind::Tool => named(self.tools.values(), written, |tool| vec![tool.name.get_ref()]),
            EntryKind::Toolkit => named(self.toolkits.values(), written, |toolkit| vec![&toolkit.name]),
            EntryKind::Era => named(&self.eras, written, |era| vec![era.short.get_ref(), &era.name]),
            EntryKind::Source => named(self.sources.values(), written, |source| vec![&source.short]),
            EntryKind::Actor => named(self.actors.values(), written, |actor| vec![&actor.name]),
        }
    }

    /// Every id of a kind; eras by their short names.
    fn ids(&self, kind: EntryKind) -> Vec<&str> {
        fn keys<T>(map: &std::collections::BTreeMap<String, T>) -> Vec<&str> {
            map.keys().map(String::as_str).collect()
        }
        match kind {
            EntryKind::Role => keys(&self.roles),
            EntryKind::Skill => keys(&self.skills),
            EntryKind::Tool => keys(&self.tools),
            EntryKind::Toolkit => keys(&self.toolkits),
            EntryKind::Era => self.eras.iter().map(|era| era.short.get_ref().as_str()).collect(),
            EntryKind::Source => keys(&self.sources),
            EntryKind::Actor => keys(&self.actors),
        }
    }
}

fn unknown(noun: &str, id: &str, near: Option<&str>) -> ResolveError {
    ResolveError::Unknown { noun: noun.to_owned(), id: id.to_owned(), near: near.map(str::to_owned) }
}

impl Library {
    /// What stands at a place, in a few words: the name of an entry, or of the kind of page.
    #[must_use]
    pub fn title(&self, place: &Place) -> String {
        let role = |id: &str| self.role(id).map_or_else(|| id.to_owned(), |role| role.name.get_ref().clone());
        let of_role = |what: &str, id: &Option<String>| match id {
            Some(id) => format!("{what}: {}", role(id)),
            None => what.to_owned(),
        };
        match &place.kind {
            Kind::Home => "Home".to_owned(),
            Kind::List(list) => {
                let mut title = list.word().to_owned();
                title[..1].make_ascii_uppercase();
                title
            }
            Kind::Era(id) => self.era(id).map_or_else(|| id.clone(), |era| era.name.clone()),
            Kind::Handovers => "Who hands what to whom".to_owned(),
            Kind::Role(id) => role(id),
            Kind::Tool(id) => self.tool(id).map_or_else(|| id.clone(), |tool| tool.name.get_ref().clone()),
            Kind::Toolkit(id) => self.toolkit(id).map_or_else(|| id.clone(), |toolkit| toolkit.name.clone()),
            Kind::Skill(id) => {
                self.skill(id).map_or_else(|| id.clone(), |skill| skill.name.get_ref().clone())
            }
            Kind::Actor(id) => self.party_name(id).to_owned(),
            Kind::Source { id, claim } => {
                let short = self.source(id).map_or(id.as_str(), |source| &source.short);
                claim.as_ref().map_or_else(|| short.to_owned(), |claim| format!("{short} {claim}"))
            }
            Kind::Compare(columns) if columns.is_empty() => "Compare roles".to_owned(),
            Kind::Compare(columns) => self.columns_title(columns),
            Kind::Route(None) => "Find a way".to_owned(),
            Kind::Route(Some((from, to))) if from == "me" => format!("From what you know to {}", role(to)),
            Kind::Route(Some((from, to))) => format!("From {} to {}", role(from), role(to)),
            Kind::Fit => "What is near to what you know".to_owned(),
            Kind::Practice(id) => of_role("Practice", id),
            Kind::Progress(id) => of_role("Progress", id),
            Kind::Mock(id) => format!("Mock interview: {}", role(id)),
            Kind::Scenario(id) | Kind::Question(id) => id.clone(),
            Kind::Tour(tour) => tour.as_ref().map_or_else(|| "Tours".to_owned(), |(id, _)| id.clone()),
            Kind::Search(text) => format!("Search: {text}"),
        }
    }

    /// "AI engineer and data scientist"; one role in several eras is named once.
    fn columns_title(&self, columns: &[Column]) -> String {
        let same = columns.windows(2).all(|pair| pair[0].role == pair[1].role);
        let era = |column: &Column| {
            column.era.as_deref().map(|era| self.era_or_default(Some(era)).short.get_ref().clone())
        };
        let name = |column: &Column| self.party_name(&column.role).to_owned();
        let mut parts: Vec<String> = Vec::new();
        for column in columns {
            let first = parts.is_empty();
            parts.push(match (era(column), same) {
                (Some(era), true) => era,
                (Some(era), false) if first => format!("{}, {era},", name(column)),
                (Some(era), false) => format!("{}, {era}", in_prose(&name(column))),
                (None, _) if first => name(column),
                (None, _) => in_prose(&name(column)),
            });
        }
        let last = parts.pop().unwrap_or_default();
        let joined = format!("{} and {last}", parts.join(", "));
        match (same, columns.first()) {
            (true, Some(column)) => format!("{}, {joined}", name(column)),
            _ => joined,
        }
    }
}
