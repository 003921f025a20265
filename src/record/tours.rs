//! Tours as JSON: every stop, with what is said there.

use serde_json::{Value, json};

use crate::content::Entry;
use crate::content::model::Tour;

use super::{Record, texts};

impl Record<'_> {
    /// A tour.
    pub(super) fn tour(&self, tour: &Entry<Tour>) -> Value {
        let stops = tour.stop.iter().map(|stop| {
            json!({
                "title": stop.title.as_str(),
                "place": stop.place.as_str(),
                "minutes": stop.minutes,
                "say": stop.say.iter().map(|claim| self.statement(claim)).collect::<Vec<_>>(),
                "vote": stop.vote.as_ref().map(|vote| {
                    json!({ "ask": vote.ask.as_str(), "options": texts(&vote.options) })
                }),
            })
        });
        json!({
            "id": tour.id,
            "title": tour.title.as_str(),
            "minutes": tour.minutes,
            "stops": stops.collect::<Vec<_>>(),
        })
    }
}
