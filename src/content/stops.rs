//! The stops of tours: what each shows, and in which era.

use super::model::{Stop, Tour};
use super::{Entry, Library};
use crate::place::{Kind, Link, Place};

impl Library {
    /// A tour and one of its stops, counted from 1.
    #[must_use]
    pub fn stop(&self, tour: &str, number: u16) -> Option<(&Entry<Tour>, &Stop)> {
        let tour = self.tour(tour)?;
        let stop = tour.stop.get(usize::from(number).checked_sub(1)?)?;
        Some((tour, stop))
    }

    /// What a place shows: a stop shows the place or the part that its tour names, in the era of the stop's own link
    /// where that names one; every other place shows itself.
    #[must_use]
    pub fn shown_at(&self, place: &Place) -> Link {
        let Kind::Tour(Some((tour, Some(number)))) = &place.kind else { return place.clone().into() };
        let named = self.stop(tour, *number).and_then(|(_, stop)| Link::parse(stop.place.as_str()).ok());
        let Some(Link { place: named, key }) = named else { return place.clone().into() };
        let named = match &place.era {
            Some(era) => turned(&named, Some(era)),
            None => named,
        };
        Link { place: self.canonical(named.clone()).unwrap_or(named), key }
    }
}

/// The same place in another era; an era is its own, and a project without one is seen in all.
#[must_use]
pub fn turned(place: &Place, era: Option<&str>) -> Place {
    match (&place.kind, era) {
        (Kind::Era(_), Some(era)) => Kind::Era(era.to_owned()).into(),
        (kind, era) => Place { kind: kind.clone(), era: era.map(str::to_owned) },
    }
}
