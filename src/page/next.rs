//! The one thing to learn or read next, and why: the first step to where the reader is headed.

use crate::content::model::Era;
use crate::content::{Entry, Library};
use crate::goal::goal;
use crate::place::{Kind, ME, Place};
use crate::route;

use super::block::Block;
use super::draft::Draft;
use super::route::step_row;
use super::row::Row;
use super::{Page, Reader};

/// The page, which is a part of no place; it ends with where to read on, for whoever writes `program` before a command.
#[must_use]
pub fn page(library: &Library, reader: Reader<'_>, era: &Entry<Era>, program: &str) -> Page {
    let draft = Draft::new(library, reader, era);
    let line = |id: &str, text: String| Row { key: format!("next/{id}"), text, ..Row::default() };
    let goal = goal(library, reader.profile, &era.id);
    let way = goal
        .and_then(|goal| Some((goal, route::route(library, draft.levels(), &goal.role.id, &era.id).ok()?)));
    let (title, kind, mut rows) = if let Some((goal, way)) = &way {
        let why = format!("For {}: {}.", library.the_party(&goal.role.id), goal.why.words());
        let first = way.steps.first().map(|step| step_row(&draft, way, 1, step));
        let rows = std::iter::once(line("why", why)).chain(first).collect::<Vec<_>>();
        ("Learn next", Kind::Route(Some((ME.to_owned(), goal.role.id.clone()))), rows)
    } else {
        let text = if draft.levels().is_empty() {
            "Say first what you like to do or what you know; so far you have said nothing that leads somewhere."
        } else {
            "You know what every role of this era requires. See how near they are, and choose."
        };
        ("Read next", Kind::Fit, vec![line("tell", text.to_owned())])
    };
    let place = Place::from(kind).at(era.short.as_str());
    rows.push(line("place", format!("{program}open {place}")));
    Page { place, title: title.to_owned(), subtitle: String::new(), blocks: vec![Block::Text(rows)] }
}
