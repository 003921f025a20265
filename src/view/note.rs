//! The panes, and below them what is being written to a question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use crate::app::Drawn;

use super::galley::Galleys;
use super::{Frame, panes};

/// The most lines that a note is given; where there are fewer, it has half of them.
const MOST: u16 = 8;

/// Draws the panes, and what is being written where something is.
pub fn draw(frame: &Frame<'_>, galleys: &mut Galleys, area: Rect, buffer: &mut Buffer) -> Drawn {
    let Some(note) = frame.app.note() else { return panes::draw(frame, galleys, area, buffer) };
    let lines = (area.height / 2).clamp(1, MOST);
    let [above, rule, below] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(1), Constraint::Length(lines)]).areas(area);
    frame.rule(rule, buffer);
    let mut drawn = panes::draw(frame, galleys, above, buffer);
    let below = Rect { x: below.x + 1, width: below.width.saturating_sub(2), ..below };
    if below.is_empty() {
        return drawn;
    }
    note.render(below, buffer);
    let (cursor, (top, left)) = (note.screen_cursor(), note.scroll_offset());
    let shown = |at: usize, first: u16, room: u16| {
        u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(first).min(room.saturating_sub(1))
    };
    let x = below.x + shown(cursor.col, left, below.width);
    drawn.cursor = Some((x, below.y + shown(cursor.row, top, below.height)));
    drawn
}
