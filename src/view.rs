//! Draws a sitting into a buffer, and says what it found out about the layout.

pub mod contrast;
mod footer;
mod galley;
mod header;
mod hints;
mod letters;
mod note;
mod notes;
mod panes;
mod prompt;
mod sheet;
pub mod stage;
pub mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::app::{App, Drawn, Dress, Spot};
use crate::typeset::Setting;

use theme::Styles;

pub use galley::Galleys;

/// The largest screen that is drawn: no terminal has more.
pub const LARGEST: (u16, u16) = (500, 500);

/// A screen lower than this shows the page alone.
const FRAME_NEEDS: u16 = 6;

/// Draws everything.
///
/// ```text
/// roledex  1 Roles  2 Eras  4 Compare                before │ AFTER     header
/// ──────────────┬───────────────────────────────┬──────────────────     rule
///   index       │ page                          │ margin                panes, or what is asked for
/// ──────────────┴───────────────────────────────┴──────────────────     rule
///   / search   Space mark   c compare            ? help   q quit        footer
/// ```
pub fn draw(app: &App, galleys: &mut Galleys, area: Rect, buffer: &mut Buffer) -> Drawn {
    let (width, height) = LARGEST;
    let area = Rect { width: area.width.min(width), height: area.height.min(height), ..area }
        .intersection(buffer.area);
    let styles = Styles::of(app.looks().theme);
    // That is all cells of the screen, and most themes have no ground of their own.
    if styles.ground() != Style::new() {
        buffer.set_style(area, styles.ground());
    }
    if app.looks().dress == Dress::Stage {
        return stage::draw(&Frame { app, styles: &styles }, &mut galleys.prompt, area, buffer);
    }
    let framed = u16::from(area.height >= FRAME_NEEDS);
    let is_notes = app.looks().dress == Dress::Notes;
    let head = if is_notes { notes::height(area) } else { framed };
    let top = Rect { height: head, ..area };
    let over = Rect { y: top.bottom(), height: framed, ..area };
    let bottom = Rect { y: area.bottom() - framed, height: framed, ..area };
    let under = Rect { y: bottom.y - framed, height: framed, ..area };
    let body = Rect { y: over.bottom(), height: under.y - over.bottom(), ..area };
    let frame = Frame { app, styles: &styles };
    frame.rule(over, buffer);
    frame.rule(under, buffer);
    let mut drawn = match app.prompt() {
        Some(asked) => prompt::draw(&frame, asked, &mut galleys.prompt, body, buffer),
        None => note::draw(&frame, galleys, body, buffer),
    };
    let above = if is_notes {
        notes::draw(&frame, top, buffer);
        Vec::new()
    } else {
        header::draw(&frame, top, buffer)
    };
    if app.prompt().is_none() {
        drawn.spots.extend(above);
    }
    drawn.spots.extend(footer::draw(&frame, drawn.columns, bottom, buffer));
    if !app.message().is_empty() {
        let kept = footer::kept(app, bottom);
        let said = footer::say(&frame, kept, area, buffer);
        // What a message covers cannot be pressed.
        let is_beside = |spot: &Spot| spot.y + 1 == said.bottom() && spot.x + kept >= said.right();
        drawn.spots.retain(|spot| spot.y < said.y || is_beside(spot));
    }
    drawn.cursor = drawn.cursor.filter(|(x, y)| area.contains(Position { x: *x, y: *y }));
    if !app.looks().mouse {
        drawn.spots = Vec::new();
    }
    drawn
}

/// What every region needs to draw itself.
struct Frame<'a> {
    app: &'a App,
    styles: &'a Styles,
}

impl Frame<'_> {
    fn ascii(&self) -> bool {
        self.app.looks().ascii
    }

    /// How words are set in so many columns.
    fn setting(&self, width: u16) -> Setting {
        Setting { ascii: self.ascii(), letters: self.app.looks().letters, ..Setting::new(width.into()) }
    }

    fn rule(&self, area: Rect, buffer: &mut Buffer) {
        let dash = if self.ascii() { "-" } else { "─" };
        let line = Rect { height: area.height.min(1), ..area };
        for place in line.positions() {
            if let Some(cell) = buffer.cell_mut(place) {
                cell.set_symbol(dash).set_style(self.styles.rule());
            }
        }
    }

    /// A rule from top to bottom, joined to the rules above and below it.
    fn upright(&self, x: u16, area: Rect, buffer: &mut Buffer) {
        let (bar, above, below) = if self.ascii() { ("|", "+", "+") } else { ("│", "┬", "┴") };
        let top = area.y.saturating_sub(1);
        for y in top..=area.bottom() {
            let mark = match y {
                y if y < area.y => above,
                y if y == area.bottom() => below,
                _ => bar,
            };
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_symbol(mark).set_style(self.styles.rule());
            }
        }
    }
}

/// Writes words into the first line of an area, from a column on; what does not fit is cut off.
fn put(buffer: &mut Buffer, area: Rect, column: u16, words: &str, style: Style) {
    let room = area.width.saturating_sub(column);
    if area.height == 0 || room == 0 {
        return;
    }
    // Most words are ASCII, where no letters have to be told apart: that is a third of a frame's time.
    if words.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        let begin = Position { x: area.x + column, y: area.y };
        if buffer.area.contains(begin) {
            let room = room.min(buffer.area.right() - begin.x);
            let first = buffer.index_of(begin.x, begin.y);
            let cells = buffer.content.iter_mut().skip(first).take(room.into());
            for (cell, letter) in cells.zip(words.chars()) {
                cell.set_char(letter).set_style(style);
            }
        }
    } else {
        buffer.set_stringn(area.x + column, area.y, words, room.into(), style);
    }
}

/// Something in the first line of an area that the mouse can be pressed on.
fn spot(area: Rect, column: u16, width: u16, what: crate::app::Press) -> Spot {
    Spot { x: area.x + column, y: area.y, width, what }
}

/// The columns that words take on a screen.
fn columns(words: &str) -> u16 {
    u16::try_from(words.width()).unwrap_or(u16::MAX)
}
