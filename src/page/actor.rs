//! A party that is no job here: what it is, and what passes between it and the roles.

use crate::content::Entry;
use crate::content::model::Actor;
use crate::handover;
use crate::place::Place;

use super::Page;
use super::block::Block;
use super::draft::{Draft, capital};
use super::handovers::hand_over_rows;
use super::row::Row;

/// The page of an actor.
pub fn page(mut draft: Draft<'_>, place: &Place, actor: &Entry<Actor>) -> Page {
    draft.block(Block::Text(vec![draft.statement("about/1".to_owned(), actor.file, &actor.about)]));
    if !actor.examples.is_empty() {
        let row = Row {
            key: "about/examples".to_owned(),
            label: "For example".to_owned(),
            text: actor.examples.join("; "),
            ..Row::default()
        };
        draft.block(Block::Card(vec![row]));
    }
    let (gives, gets) = handover::of(draft.library, &actor.id, &draft.era.id);
    let gives = hand_over_rows(&draft, "gives", "to", &gives, |one| one.to);
    draft.section("gives", "Gives", String::new(), Block::List(gives));
    let gets = hand_over_rows(&draft, "gets", "from", &gets, |one| one.from);
    draft.section("gets", "Gets", String::new(), Block::List(gets));
    draft.page(place.clone(), capital(&actor.name), "no job here, but a party to the work".to_owned())
}
