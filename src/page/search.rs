//! What is found for a text.

use crate::content::Library;
use crate::place::{Kind, Place};
use crate::search::{self, Found, Hit, Near};

use super::Page;
use super::block::{Block, HitRow};
use super::draft::count;
use super::row::{Row, Target};

/// The page of what is found, in the order of [`search::search`].
#[must_use]
pub fn page(library: &Library, place: &Place, text: &str, near: &dyn Fn(&Kind) -> Near) -> Page {
    let Found { hits, total } = search::search(library, text, near);
    let subtitle = match (total, hits.len()) {
        (0, _) if text.trim().is_empty() => "type what you look for".to_owned(),
        (0, _) => "nothing fits; try fewer words, or other ones".to_owned(),
        (total, shown) if shown < total => format!("{total} hits, the best {shown} of them"),
        (total, _) => count(total, "hit", "hits"),
    };
    let rows = hits.into_iter().enumerate().map(|(at, hit)| row(at, hit)).collect();
    Page { place: place.clone(), title: library.title(place), subtitle, blocks: vec![Block::Hits(rows)] }
}

fn row(at: usize, hit: Hit) -> HitRow {
    let Hit { link, title, kind, text, in_title, in_text, .. } = hit;
    let row = Row {
        key: format!("hits/{}", at + 1),
        label: title.clone(),
        text,
        note: kind.to_owned(),
        subject: Some(link.place.clone().into()),
        links: vec![Target { link, title }],
        ..Row::default()
    };
    HitRow { row, in_label: in_title, in_text }
}
