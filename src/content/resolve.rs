//! From what a reader types to the one canonical place.

use thiserror::Error;

use super::{EntryKind, Library};
use crate::near::{did_you_mean, nearest};
use crate::place::{Column, Head, Kind, Link, Listed, MADE, ME, Place, PlaceError, split_era, split_key};

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
        /// Where to look for what there is.
        look: Look,
    },
    /// The tour has no such stop.
    #[error("{tour} has no stop {stop}; {}", stops_told(*stops))]
    NoStop {
        /// The tour's id.
        tour: String,
        /// The number that was written.
        stop: u16,
        /// How many stops it has.
        stops: usize,
    },
}

/// Where to look for what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// In a list.
    List(Listed),
    /// At the claims of the source with this id.
    Source(String),
    /// In every text.
    Everywhere,
}

fn stops_told(stops: usize) -> String {
    match stops {
        0 => "it has none yet".to_owned(),
        1 => "its only one is 1".to_owned(),
        stops => format!("its stops are 1 to {stops}"),
    }
}

/// A name as an id would be written: without case, and with hyphens for spaces.
pub fn as_id(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "-")
}

impl Library {
    /// The link that a text means: a link, a bare id, a name or an alias.
    ///
    /// # Errors
    /// Says what is wrong with the text, or that what it names is not there and what is near.
    pub fn resolve(&self, text: &str) -> Result<Link, ResolveError> {
        // A name may have in it what parts a link, as "C# developer" has.
        self.linked(text).or_else(|error| Ok(self.canonical(self.named(text).ok_or(error)?)?.into()))
    }

    fn linked(&self, text: &str) -> Result<Link, ResolveError> {
        let (place, key) = split_key(text)?;
        let head = place.split([':', '@']).next().unwrap_or_default();
        let bare = !place.contains(':') && !place.is_empty() && Head::from_word(head).is_none();
        let place = if bare { self.bare(place)? } else { self.canonical(Place::parse(place)?)? };
        Ok(Link { place, key })
    }

    fn bare(&self, text: &str) -> Result<Place, ResolveError> {
        let (id, era) = split_era(text)?;
        if let Some(list) = Listed::named(id) {
            return self.canonical(Place { kind: Kind::List(list), era });
        }
        if let Some(place) = self.named(id) {
            self.canonical(Place { kind: place.kind, era })
        } else {
            let words = Head::ALL.iter().map(|head| head.word());
            let all = EntryKind::IN_ORDER.into_iter().flat_map(|kind| self.ids(kind)).chain(words);
            Err(unknown("place or entry", id, nearest(id, all), Look::Everywhere))
        }
    }

    /// The place of what goes by a name.
    fn named(&self, name: &str) -> Option<Place> {
        EntryKind::IN_ORDER.into_iter().find_map(|kind| self.find(kind, name).map(|id| kind.place(&id)))
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
            Kind::Route(Some((_, to))) if to == ME => {
                return Err(PlaceError::EndlessRoute.into());
            }
            Kind::Route(Some((from, to))) => {
                let from = if from == ME { from } else { self.id(EntryKind::Role, &from)? };
                Kind::Route(Some((from, self.id(EntryKind::Role, &to)?)))
            }
            Kind::Scenario(id) => Kind::Scenario(self.id(EntryKind::Scenario, &id)?),
            // What is asked of the guide itself stands in no pack.
            Kind::Question(id) if id.starts_with(MADE) => Kind::Question(id),
            Kind::Question(id) => Kind::Question(self.id(EntryKind::Question, &id)?),
            Kind::Tour(Some((id, stop))) => Kind::Tour(Some((self.tour_with(&id, stop)?, stop))),
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

    /// The same place seen in an era, where it names none: a link without an era keeps the reader's.
    ///
    /// An era is its own era, columns that name theirs stay as they are, and a project without an era is seen
    /// in all of them; a tour's stop is seen in the era that the tour names.
    #[must_use]
    pub fn seen_in(&self, place: Place, era: &str) -> Place {
        let own = match &place.kind {
            // A stop is seen as its tour wants it.
            Kind::Era(_) | Kind::Scenario(_) | Kind::Tour(Some((_, Some(_)))) => true,
            Kind::Compare(columns) if columns.iter().any(|column| column.era.is_some()) => true,
            _ => place.era.is_some(),
        };
        match self.era(era) {
            Some(era) if !own => place.at(era.short.get_ref()),
            _ => place,
        }
    }

    /// The id of a tour that has such a stop, where one is named.
    fn tour_with(&self, id: &str, stop: Option<u16>) -> Result<String, ResolveError> {
        let id = self.id(EntryKind::Tour, id)?;
        match stop {
            Some(stop) if self.stop(&id, stop).is_none() => {
                let stops = self.tour(&id).map_or(0, |tour| tour.stop.len());
                Err(ResolveError::NoStop { tour: id, stop, stops })
            }
            _ => Ok(id),
        }
    }

    fn columns(&self, columns: Vec<Column>) -> Result<Vec<Column>, ResolveError> {
        let canonical = |column: Column| {
            let era = column.era.map(|era| self.era_short(&era)).transpose()?;
            Ok(Column { role: self.id(EntryKind::Role, &column.role)?, era })
        };
        let columns: Vec<_> = columns.into_iter().map(canonical).collect::<Result<_, ResolveError>>()?;
        let twice = columns.iter().enumerate().find(|(index, column)| columns[..*index].contains(column));
        match twice {
            Some((_, column)) => Err(PlaceError::EqualColumns(column.role.clone()).into()),
            None => Ok(columns),
        }
    }

    fn source_place(&self, id: &str, claim: Option<String>) -> Result<Kind, ResolveError> {
        let id = self.id(EntryKind::Source, id)?;
        if let Some(key) = &claim {
            let claims = self.source(&id).map(|source| &source.claim);
            if !claims.is_some_and(|claims| claims.contains_key(key.as_str())) {
                let keys =
                    claims.into_iter().flat_map(|claims| claims.keys()).map(|key| key.get_ref().as_str());
                let look = Look::Source(id.clone());
                return Err(unknown(&format!("claim of {id}"), key, nearest(key, keys), look));
            }
        }
        Ok(Kind::Source { id, claim })
    }

    /// The short name of an era that is meant by its id, short name or name.
    ///
    /// # Errors
    /// Where there is no such era.
    pub fn era_short(&self, era: &str) -> Result<String, ResolveError> {
        let id = self.id(EntryKind::Era, era)?;
        Ok(self.era(&id).map_or(id, |era| era.short.get_ref().clone()))
    }

    fn id(&self, kind: EntryKind, written: &str) -> Result<String, ResolveError> {
        self.find(kind, written).ok_or_else(|| {
            unknown(kind.noun(), written, nearest(written, self.ids(kind)), Look::List(kind.list()))
        })
    }

    /// The id that is meant by an id, a name or an alias; an id is never mistaken for another's name.
    fn find(&self, kind: EntryKind, written: &str) -> Option<String> {
        if self.has(kind, written) {
            return Some(written.to_owned());
        }
        let written = as_id(written);
        let named = |mut names: Box<dyn Iterator<Item = (&String, &String)> + '_>| {
            names.find(|(id, name)| **id == written || as_id(name) == written).map(|(id, _)| id.clone())
        };
        match kind {
            EntryKind::Role => {
                let roles = self.roles.values().map(|role| (&role.id, role.name.get_ref()));
                let aliases = self
                    .roles
                    .values()
                    .flat_map(|role| role.aliases.iter().map(|alias| (&role.id, alias.get_ref())));
                named(Box::new(roles.chain(aliases)))
            }
            EntryKind::Scenario => {
                named(Box::new(self.scenarios.values().map(|one| (&one.id, one.name.get_ref()))))
            }
            EntryKind::Skill => named(Box::new(self.skills().map(|skill| (&skill.id, skill.name.get_ref())))),
            EntryKind::Tool => named(Box::new(self.tools().map(|tool| (&tool.id, tool.name.get_ref())))),
            EntryKind::Toolkit => {
                named(Box::new(self.toolkits().map(|toolkit| (&toolkit.id, &toolkit.name))))
            }
            EntryKind::Era => {
                let shorts = self.eras.iter().map(|era| (&era.id, era.short.get_ref()));
                named(Box::new(shorts.chain(self.eras.iter().map(|era| (&era.id, &era.name)))))
            }
            EntryKind::Source => {
                named(Box::new(self.sources.values().map(|source| (&source.id, &source.short))))
            }
            EntryKind::Tour => {
                named(Box::new(self.tours.values().map(|tour| (&tour.id, tour.title.get_ref()))))
            }
            EntryKind::Actor => named(Box::new(self.actors.values().map(|actor| (&actor.id, &actor.name)))),
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
    fn ids(&self, kind: EntryKind) -> Vec<&str> {
        fn keys<'l>(ids: impl Iterator<Item = &'l String>) -> Vec<&'l str> {
            ids.map(String::as_str).collect()
        }
        match kind {
            EntryKind::Role => keys(self.roles.keys()),
            EntryKind::Scenario => keys(self.scenarios.keys()),
            EntryKind::Skill => keys(self.skills().map(|skill| &skill.id)),
            EntryKind::Tool => keys(self.tools().map(|tool| &tool.id)),
            EntryKind::Toolkit => keys(self.toolkits().map(|toolkit| &toolkit.id)),
            EntryKind::Era => self.eras.iter().map(|era| era.short.get_ref().as_str()).collect(),
            EntryKind::Source => keys(self.sources.keys()),
            EntryKind::Tour => keys(self.tours.keys()),
            EntryKind::Actor => keys(self.actors.keys()),
            EntryKind::Question => keys(self.questions().iter().map(|question| &question.id)),
        }
    }
}

fn unknown(noun: &str, id: &str, near: Option<&str>, look: Look) -> ResolveError {
    ResolveError::Unknown { noun: noun.to_owned(), id: id.to_owned(), near: near.map(str::to_owned), look }
}
