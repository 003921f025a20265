//! Straight to a role, or over another: the ways there are, and the trade between them in words.

use crate::content::in_prose;
use crate::place::ME;
use crate::place::{Kind, Place};
use crate::route::{self, Levels, Route, Way};

use super::block::Block;
use super::draft::{Draft, count, listed};
use super::row::Row;

/// The ways to the end of a route, straight and over other roles, and what each costs and gives.
pub fn section(draft: &mut Draft<'_>, route: &Route<'_>, have: &Levels<'_>, from: &str) {
    let ways = route::ways(draft.library, have, from, route.to, &draft.era.id);
    if route.length() == 0 {
        return;
    }
    let straight = ways.first().map_or(0, Way::length);
    let rows: Vec<_> = ways.iter().map(|way| way_row(draft, way, from, straight)).collect();
    let note = match rows.len() {
        1 => "no other role lies on the way".to_owned(),
        ways => count(ways, "way", "ways"),
    };
    draft.section("stones", "Straight, or over another role", note, Block::List(rows));
}

fn way_row(draft: &Draft<'_>, way: &Way<'_>, from: &str, straight: u32) -> Row {
    let library = draft.library;
    let (stops, _) = way.stones.split_at(way.stones.len().saturating_sub(1));
    let names: Vec<_> = stops.iter().map(|stone| library.the_party(&stone.role.id)).collect();
    let levels = count(way.length() as usize, "level", "levels");
    let (id, label, text) = match stops {
        [] => {
            let declared = way.stones.first().is_some_and(|stone| stone.declared.is_some());
            let told = if declared || from == ME { "" } else { "; the guide declares no such step" };
            (
                "straight".to_owned(),
                "Straight".to_owned(),
                format!("{levels} at once, and nothing in between{told}"),
            )
        }
        stops => {
            let legs: Vec<_> = way.stones.iter().map(|stone| stone.levels.to_string()).collect();
            let more = match way.length().saturating_sub(straight) {
                0 => "no more than straight".to_owned(),
                more => format!("{more} more than straight"),
            };
            let ids: Vec<_> = stops.iter().map(|stone| stone.role.id.as_str()).collect();
            let text = format!(
                "{levels}, {more}, in legs of {}; but after {} of them you have what {} needs",
                listed(&legs, legs.len()),
                legs[0],
                library.the_party(&stops[0].role.id)
            );
            (ids.join("-"), format!("Over {}", names.join(" and ")), text)
        }
    };
    let mut row = Row { key: format!("stones/{id}"), label, text, ..Row::default() };
    let mut before = from;
    for stone in &way.stones {
        if !stops.is_empty() {
            let leg = Kind::Route(Some((before.to_owned(), stone.role.id.clone())));
            row.links.push(draft.target(Place::from(leg)));
        }
        if let Some((role, next)) = stone.declared {
            let label = format!("{} to {}", role.name.as_str(), in_prose(stone.role.name.as_str()));
            row.remarks.push(draft.remark(label, &next.because));
            row.remarks.extend(draft.remarks(&next.because));
        }
        before = &stone.role.id;
    }
    row
}
