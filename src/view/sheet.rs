//! The page: as many of its lines as the pane shows, and no more of them measured.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Anchor, App, Drawn};
use crate::typeset::{self, Item, Line, Setting, items};

use super::theme::Styles;
use super::{columns, put};

/// Draws the page from where the reader scrolled to, with the focused row in sight.
pub fn draw(app: &App, styles: &Styles, area: Rect, buffer: &mut Buffer) -> Drawn {
    // The first column is for the mark of the focused row, the last stays free.
    let setting = Setting { width: area.width.saturating_sub(2).into(), ascii: app.ascii(), aloud: false };
    let sheet = Sheet { app, items: items(app.page()), setting };
    let height = usize::from(area.height);
    let focus = sheet.focus();
    let top = sheet.settle(app.top(), focus, height);
    let mut drawn = Drawn { top, height, ..Drawn::default() };
    let mut row = 0;
    let mut part = top.part;
    let mut skip = top.line;
    while row < height && part < sheet.parts() {
        let lines = sheet.lines(part);
        let blanks = sheet.blanks(part);
        if part == focus {
            drawn.hidden_above = skip.saturating_sub(blanks);
            drawn.hidden_below = (lines.len() - skip.min(lines.len())).saturating_sub(height - row);
        }
        drawn.rows += usize::from(sheet.is_row(part));
        for (index, line) in lines.iter().enumerate().skip(skip) {
            if row == height {
                break;
            }
            let first = part == focus && sheet.is_row(part) && index == blanks.max(skip);
            let y = area.y + u16::try_from(row).unwrap_or(u16::MAX);
            let at = Rect { y, height: 1, ..area };
            draw_line(line, first, styles, at, buffer);
            if first {
                drawn.cursor = Some((at.x, at.y));
            }
            row += 1;
        }
        skip = 0;
        part += 1;
    }
    drawn
}

fn draw_line(line: &Line, focused: bool, styles: &Styles, area: Rect, buffer: &mut Buffer) {
    let mut column = 1;
    for span in line {
        put(buffer, area, column, &span.text, styles.tone(span.tone));
        column = column.saturating_add(columns(&span.text));
    }
    if focused {
        put(buffer, area, 0, ">", styles.strong());
        buffer.set_style(area, styles.focused());
    }
}

/// A page's parts: its head, then its items, each with the blank lines before it.
struct Sheet<'a> {
    app: &'a App,
    items: Vec<Item<'a>>,
    setting: Setting,
}

impl Sheet<'_> {
    fn parts(&self) -> usize {
        self.items.len() + 1
    }

    fn is_row(&self, part: usize) -> bool {
        part > 0 && self.items.get(part - 1).is_some_and(|item| item.row().is_some())
    }

    fn blanks(&self, part: usize) -> usize {
        usize::from(part > 0 && self.items.get(part - 1).is_some_and(Item::begins_apart))
    }

    fn lines(&self, part: usize) -> Vec<Line> {
        match part.checked_sub(1).and_then(|item| self.items.get(item)) {
            None => typeset::head(self.app.page(), &self.setting),
            Some(item) => {
                let mut lines = vec![Line::new(); self.blanks(part)];
                lines.extend(item.lines(&self.setting));
                lines
            }
        }
    }

    /// The part with the focused row; the head where no row is focused.
    fn focus(&self) -> usize {
        let focused = |item: &Item<'_>| item.row().is_some_and(|row| row.key == self.app.focus());
        self.items.iter().position(focused).map_or(0, |item| item + 1)
    }

    /// Where the pane has to begin so that the focused row is in sight; as little as possible moves.
    fn settle(&self, top: Anchor, focus: usize, height: usize) -> Anchor {
        let lines = self.lines(focus).len();
        // A row taller than the pane begins with its words, not with the blank line before them.
        let line = if lines > height { self.blanks(focus) } else { 0 };
        if top.part > focus || top.part >= self.parts() {
            return self.with_heading(Anchor { part: focus, line }, height);
        }
        if top.part == focus {
            // The reader scrolls within a row that is taller than the pane.
            return Anchor { part: focus, line: top.line.min(lines.saturating_sub(1)).max(line) };
        }
        // Measured from the focused row upwards, so that a jump over a long page costs one screen.
        let mut room = height.saturating_sub(lines);
        let mut part = focus;
        while part > top.part {
            let above = self.lines(part - 1).len();
            if part - 1 == top.part && above.saturating_sub(top.line) <= room {
                // A part without lines, or with none left, is no place to scroll on from.
                return if top.line < above { top } else { Anchor { part, line: 0 } };
            }
            if above > room {
                break;
            }
            room -= above;
            part -= 1;
        }
        match part.checked_sub(1) {
            Some(above) if room > 0 => Anchor { part: above, line: self.lines(above).len() - room },
            _ if part == focus => Anchor { part, line },
            _ => Anchor { part, line: 0 },
        }
    }

    /// The focused row with the heading above it, where both fit.
    fn with_heading(&self, focus: Anchor, height: usize) -> Anchor {
        let mut room = height.saturating_sub(self.lines(focus.part).len());
        let mut top = focus;
        while top.part > 0 && !self.is_row(top.part - 1) {
            let lines = self.lines(top.part - 1).len();
            if lines > room {
                break;
            }
            room -= lines;
            top = Anchor { part: top.part - 1, line: 0 };
        }
        top
    }
}
