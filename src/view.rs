//! Draws a sitting into a buffer, and says what it found out about the layout.

mod footer;
mod header;
mod sheet;
pub mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::app::{App, Drawn};

use theme::Styles;

/// The largest screen that is drawn: no terminal has more, and a client over the network chooses its size.
const LARGEST: (u16, u16) = (500, 500);

/// A screen lower than this shows the page alone.
const FRAME_NEEDS: u16 = 6;

/// Draws everything.
///
/// ```text
/// roledex › AI engineer            before │ AFTER     header
/// ───────────────────────────────────────────────     rule
///   page
/// ───────────────────────────────────────────────     rule
///   ↓ j move   Enter open      ? help   q quit        footer
/// ```
pub fn draw(app: &App, styles: &Styles, area: Rect, buffer: &mut Buffer) -> Drawn {
    let (width, height) = LARGEST;
    let area = Rect { width: area.width.min(width), height: area.height.min(height), ..area }
        .intersection(buffer.area);
    let framed = u16::from(area.height >= FRAME_NEEDS);
    let [top, over, page, under, bottom] = Layout::vertical([
        Constraint::Length(framed),
        Constraint::Length(framed),
        Constraint::Min(0),
        Constraint::Length(framed),
        Constraint::Length(framed),
    ])
    .areas(area);
    header::draw(app, styles, top, buffer);
    rule(app, styles, over, buffer);
    rule(app, styles, under, buffer);
    footer::draw(app, styles, bottom, buffer);
    sheet::draw(app, styles, page, buffer)
}

fn rule(app: &App, styles: &Styles, area: Rect, buffer: &mut Buffer) {
    let dash = if app.ascii() { "-" } else { "─" };
    put(buffer, area, 0, &dash.repeat(area.width.into()), styles.quiet());
}

/// Writes words into the first line of an area, from a column on; what does not fit is cut off.
fn put(buffer: &mut Buffer, area: Rect, column: u16, words: &str, style: Style) {
    let room = area.width.saturating_sub(column);
    if area.height > 0 && room > 0 {
        buffer.set_stringn(area.x + column, area.y, words, room.into(), style);
    }
}

/// The columns that words take on a screen.
fn columns(words: &str) -> u16 {
    u16::try_from(words.width()).unwrap_or(u16::MAX)
}
