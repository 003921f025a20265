//! Who hands what to whom in an era, giver by giver.

use crate::content::{Origin, in_prose};
use crate::handover::{self, HandOver};
use crate::place::Place;

use super::Page;
use super::block::Block;
use super::draft::{Draft, count, nth_key};
use super::row::Row;

/// The page of all hand-overs of the draft's era.
pub fn page(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    let mut trouble_spots = 0;
    let mut number = 0;
    for (giver, gives) in handover::all(library, &draft.era.id) {
        let troubles = gives.iter().filter(|one| one.trouble.is_some()).count();
        let mut note = count(gives.len(), "hand-over", "hand-overs");
        if troubles > 0 {
            note = format!("{note}, {}", count(troubles, "trouble spot", "trouble spots"));
        }
        number += gives.len();
        trouble_spots += troubles;
        let rows = hand_over_rows(&draft, giver, "to", &gives, |one| one.to);
        let title = format!("From {}", library.the_party(giver));
        draft.section(giver, &title, note, Block::List(rows));
    }
    if number == 0 {
        let text = "Nobody hands anything to anybody in this era of the pack.".to_owned();
        draft.block(Block::Text(vec![Row { key: "page/line".to_owned(), text, ..Row::default() }]));
    }
    let subtitle = format!(
        "{} · {}, {}",
        in_prose(&draft.era.name),
        count(number, "hand-over", "hand-overs"),
        count(trouble_spots, "trouble spot", "trouble spots")
    );
    let title = library.title(place);
    draft.page(place.clone(), title, subtitle)
}

/// Hand-overs as rows; `other` tells the party that is named.
pub fn hand_over_rows<'l>(
    draft: &Draft<'_>,
    section: &str,
    preposition: &str,
    all: &[HandOver<'l>],
    other: impl Fn(&HandOver<'l>) -> &'l str,
) -> Vec<Row> {
    let row = |one: &HandOver<'l>| {
        let party = other(one);
        let label = format!("{preposition} {}", draft.library.the_party(party));
        hand_over_row(draft, nth_key(section, party, one.nth), label, one, party)
    };
    all.iter().map(row).collect()
}

/// A hand-over as a row that leads to one of its parties.
pub fn hand_over_row(draft: &Draft<'_>, key: String, label: String, one: &HandOver<'_>, party: &str) -> Row {
    let place = draft.party_place(party);
    let evidence = draft.evidence(one.sources, None);
    let mut remarks = Vec::new();
    if let Some(trouble) = one.trouble {
        remarks.push(draft.remark("trouble", trouble));
        remarks.extend(draft.remarks(trouble));
    }
    let cited = evidence.citations.iter().map(|citation| draft.target(citation.place()));
    Row {
        key,
        label,
        attribution: evidence.attribution(),
        text: one.what.to_string(),
        remarks,
        links: std::iter::once(draft.target(place.clone())).chain(cited).collect(),
        subject: Some(place.into()),
        origin: Some(Origin { file: one.file, offset: one.what.span().start }),
        evidence,
        ..Row::default()
    }
}
