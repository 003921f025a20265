//! The line on top: where one is, and in which era.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::place::Kind;
use crate::typeset::{Setting, ascii};

use super::theme::Styles;
use super::{columns, put};

/// Draws the line; the era is kept where the title has to be cut.
pub fn draw(app: &App, styles: &Styles, area: Rect, buffer: &mut Buffer) {
    let (separator, bar) = if app.ascii() { (">", "|") } else { ("›", "│") };
    let page = app.page();
    let here = match &page.place.kind {
        Kind::Era(era) => app.library().era(era),
        _ => page.place.era.as_deref().and_then(|era| app.library().era(era)),
    };
    let eras = app.library().eras();
    let names = eras.iter().map(|era| {
        let short = era.short.get_ref();
        let is_here = here.is_some_and(|here| here.id == era.id);
        (if is_here { short.to_uppercase() } else { short.clone() }, is_here)
    });
    let names: Vec<_> = names.collect();
    let taken =
        names.iter().fold(0_u16, |taken, (name, _)| taken.saturating_add(columns(name)).saturating_add(3));
    let right = area.width.saturating_sub(taken);
    put(buffer, area, 1, "roledex", styles.strong());
    put(buffer, area, 9, separator, styles.quiet());
    let title = if app.ascii() { ascii(&page.title) } else { page.title.clone() };
    let room = usize::from(right.saturating_sub(12));
    let cut = Setting { width: room, ascii: app.ascii(), aloud: false };
    put(buffer, area, 11, &cut.cut(&title), styles.strong());
    let mut column = right;
    for (index, (name, is_here)) in names.iter().enumerate() {
        let before = if index == 0 { "  " } else { bar };
        put(buffer, area, column, &format!("{before} "), styles.quiet());
        column = column.saturating_add(columns(before) + 1);
        put(buffer, area, column, name, styles.era(index == 0, *is_here));
        column = column.saturating_add(columns(name));
        put(buffer, area, column, " ", styles.quiet());
        column = column.saturating_add(1);
    }
}
