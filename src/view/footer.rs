//! The line at the bottom: what one can press here, or one line that has to be said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::keys::BINDINGS;
use crate::typeset::ascii;

use super::theme::Styles;
use super::{columns, put};

/// Draws the line; where it is too narrow, hints go from the middle and the last two stay.
pub fn draw(app: &App, styles: &Styles, area: Rect, buffer: &mut Buffer) {
    if !app.message().is_empty() {
        put(buffer, area, 1, app.message(), styles.strong());
        return;
    }
    let shown = |key: &str| if app.ascii() { ascii(key) } else { key.to_owned() };
    let hints = BINDINGS.iter().map(|binding| binding.hint).filter(|(key, _)| !key.is_empty());
    let hints: Vec<_> = hints.map(|(key, word)| (shown(key), word)).collect();
    let (first, last) = hints.split_at(hints.len().saturating_sub(2));
    let width = |hints: &[(String, &str)]| -> u16 {
        hints.iter().map(|(key, word)| columns(key) + columns(word) + 4).sum()
    };
    let kept =
        (0..=first.len()).rev().find(|kept| width(&first[..*kept]) + width(last) < area.width).unwrap_or(0);
    let end = area.width.saturating_sub(width(last)).max(1);
    for (hints, mut column) in [(&first[..kept], 1), (last, end)] {
        for (key, word) in hints {
            put(buffer, area, column, key, styles.strong());
            put(buffer, area, column + columns(key) + 1, word, styles.quiet());
            column += columns(key) + columns(word) + 4;
        }
    }
}
