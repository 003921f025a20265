//! The drawing of a bridge: two parties, the gap between them, and the role that spans it.

use maud::{Markup, html};

use crate::page::block::Bridge;

/// The size of the drawing.
const WIDTH: usize = 640;
const HEIGHT: usize = 104;
/// Where the line of the gap and that of the bridge run.
const GAP: usize = 22;
const SPAN: usize = 80;
/// What a letter takes, about; and the room beside words.
const LETTER: usize = 8;
const ROOM: usize = 10;

/// The drawing; its row's sentence says the same to who does not see it.
pub fn drawing(bridge: &Bridge, id: &str) -> Markup {
    let taken = |words: &str| words.chars().count() * LETTER;
    let (left, right) = (taken(&bridge.left), WIDTH.saturating_sub(taken(&bridge.right)));
    let middle = WIDTH / 2;
    let (gap, by) = (taken("gap") / 2 + ROOM, taken(&bridge.by) / 2 + ROOM);
    let (from, to) = (left / 2, usize::midpoint(right, WIDTH));
    let (below, beside) = (GAP + ROOM, GAP - ROOM / 2);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby=(id) {
            title id=(id) { (bridge.row.text) }
            g fill="none" stroke="currentColor" stroke-width="2" {
                path stroke-dasharray="4 5" d=(format!(
                    "M{} {beside}H{} M{} {beside}H{}", left + ROOM, middle.saturating_sub(gap), middle + gap,
                    right.saturating_sub(ROOM)
                )) {}
                path d=(format!(
                    "M{from} {below}V{SPAN}H{} M{} {SPAN}H{to}V{below}", middle.saturating_sub(by), middle + by
                )) {}
            }
            g fill="currentColor" font-size="15" {
                text x="0" y=(GAP) { (bridge.left) }
                text x=(middle) y=(GAP) text-anchor="middle" { "gap" }
                text x=(WIDTH) y=(GAP) text-anchor="end" { (bridge.right) }
                text x=(middle) y=(SPAN + 5) text-anchor="middle" font-weight="bold" { (bridge.by) }
            }
        }
    }
}
