//! Who hands what to whom in an era, giver by giver.

use crate::content::in_prose;
use crate::handover;
use crate::place::Place;

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::role::hand_over_rows;

/// The page of all hand-overs of the draft's era.
pub fn page(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    let mut troubled = 0;
    let mut number = 0;
    for (giver, gives) in handover::all(library, &draft.era.id) {
        let troubles = gives.iter().filter(|one| one.trouble.is_some()).count();
        let mut note = count(gives.len(), "hand-over", "hand-overs");
        if troubles > 0 {
            note = format!("{note}, {}", count(troubles, "trouble spot", "trouble spots"));
        }
        number += gives.len();
        troubled += troubles;
        let rows = hand_over_rows(&draft, giver, "to", &gives, |one| one.to);
        let title = format!("{} gives", library.party_name(giver));
        draft.section(giver, &title, note, Block::List(rows));
    }
    let subtitle = format!(
        "{} · {}, {}",
        in_prose(&draft.era.name),
        count(number, "hand-over", "hand-overs"),
        count(troubled, "trouble spot", "trouble spots")
    );
    let title = library.title(place);
    draft.page(place.clone(), title, subtitle)
}
