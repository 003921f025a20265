//! From what a reader types to the one canonical place.

use thiserror::Error;

use super::model::Text;
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
            Some(era) if !own => place.at(era.short.as_str()),
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
                let keys = claims.into_iter().flat_map(|claims| claims.keys()).map(Text::as_str);
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
        Ok(self.era(&id).map_or(id, |era| era.short.to_string()))
    }

    fn id(&self, kind: EntryKind, written: &str) -> Result<String, ResolveError> {
        self.find(kind, written).ok_or_else(|| {
            unknown(kind.noun(), written, nearest(written, self.ids(kind)), Look::List(kind.list()))
        })
    }
}

fn unknown(noun: &str, id: &str, near: Option<&str>, look: Look) -> ResolveError {
    ResolveError::Unknown { noun: noun.to_owned(), id: id.to_owned(), near: near.map(str::to_owned), look }
}
