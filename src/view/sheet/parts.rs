//! The parts of a page in a pane, and where the pane can begin.

use crate::app::{Anchor, Hold, Landing, Pane};
use crate::page::row::Row;
use crate::typeset::{self, Extent, Item, Line, Setting, items};
use crate::view::galley::{Galley, SetParts};

/// A page's parts: its head, then its items, each with the blank lines before it.
pub struct Sheet<'a> {
    pane: &'a Pane,
    items: Vec<Item<'a>>,
    setting: Setting,
    /// How many lines the pane shows.
    pub height: usize,
    /// The lines of each part, once they were asked for.
    pub set: SetParts,
}

impl<'a> Sheet<'a> {
    /// The parts of a pane's page, with what was set of them before.
    pub fn new(pane: &'a Pane, folded: bool, setting: Setting, height: usize, galley: &mut Galley) -> Self {
        let items = items(pane.page(), folded);
        let set = galley.take(pane.page(), folded, setting, items.len() + 1);
        Self { pane, items, setting, height, set }
    }

    fn parts(&self) -> usize {
        self.items.len() + 1
    }

    /// The row of a part, where it is one to stand on.
    pub fn row(&self, part: usize) -> Option<&'a Row> {
        self.items.get(part.checked_sub(1)?)?.row()
    }

    fn is_row(&self, part: usize) -> bool {
        self.row(part).is_some()
    }

    /// How many blank lines stand before a part.
    pub fn blanks(&self, part: usize) -> usize {
        // What is first of all needs no room above it.
        let is_first = part == 1 && self.setting.extent != Extent::Page;
        usize::from(part > 0 && !is_first && self.items.get(part - 1).is_some_and(Item::begins_apart))
    }

    fn lines(&self, part: usize) -> &[Line] {
        let set = || match part.checked_sub(1).and_then(|item| self.items.get(item)) {
            None => typeset::head(self.pane.page(), &self.setting),
            Some(item) => {
                let mut lines = vec![Line::new(); self.blanks(part)];
                lines.extend(item.lines(&self.setting));
                lines
            }
        };
        self.set.get(part).map_or(&[], |lines| lines.get_or_init(set))
    }

    /// The parts that a pane beginning at `top` shows, with all of their lines.
    pub fn from(&self, top: Anchor) -> Vec<(usize, &[Line])> {
        let mut parts = Vec::new();
        let mut room = self.height + top.line;
        let mut part = top.part;
        while room > 0 && part < self.parts() {
            let lines = self.lines(part);
            room = room.saturating_sub(lines.len());
            parts.push((part, lines));
            part += 1;
        }
        parts
    }

    /// The heads of the columns that a pane beginning at `top` has below it, where it begins in the middle of a grid.
    pub fn heads_above(&self, top: Anchor) -> Option<&Line> {
        let (above, below) = self.items.split_at_checked(top.part.checked_sub(1)?)?;
        let is_inside = |item: &Item<'_>| matches!(item, Item::GridRow(..) | Item::Folded(_));
        let head = above.iter().rposition(|item| !is_inside(item))?;
        let is_grid = matches!(above[head], Item::GridHead(..)) && below.first().is_some_and(is_inside);
        // A head in several lines differs from others in its first.
        if is_grid { self.lines(head + 1).iter().find(|line| !line.is_empty()) } else { None }
    }

    /// The part with the focused row; the head where no row is focused.
    pub fn focus(&self) -> usize {
        let focused = |item: &Item<'_>| item.row().is_some_and(|row| row.key == self.pane.focus());
        self.items.iter().position(focused).map_or(0, |item| item + 1)
    }

    /// Where the pane begins: what is to be held is, the focused row is in sight, and no more is left
    /// empty below the page than must be.
    pub fn begin(&self, hold: Hold, focus: usize) -> Anchor {
        let inside = |top: Anchor| Anchor { line: top.line.min(self.lines(top.part).len()), ..top };
        let top = match hold {
            Hold::Top(top) if self.is_in_sight(inside(top), focus) => inside(top),
            Hold::Top(top) | Hold::Row(top) => self.settle(top, focus),
            Hold::Focus(line) => {
                let above = line.min(self.height.saturating_sub(self.lines(focus).len()));
                let words = Anchor { part: focus, line: self.blanks(focus) };
                self.settle(self.above(words, above), focus)
            }
        };
        let shown = self.from(top);
        let lines: usize = shown.iter().map(|(_, lines)| lines.len()).sum();
        let empty = (self.height + top.line).saturating_sub(lines);
        if empty == 0 || self.lines(focus).len() > self.height { top } else { self.above(top, empty) }
    }

    /// The place so many lines above another, or the top of the page.
    pub fn above(&self, mut anchor: Anchor, mut lines: usize) -> Anchor {
        while lines > anchor.line {
            if anchor.part == 0 {
                return Anchor::default();
            }
            lines -= anchor.line;
            anchor.part -= 1;
            anchor.line = self.lines(anchor.part).len();
        }
        anchor.line -= lines;
        anchor
    }

    /// The place so many lines below another; `None` where the page ends before.
    pub fn below(&self, mut anchor: Anchor, mut lines: usize) -> Option<Anchor> {
        while anchor.part < self.parts() {
            let here = self.lines(anchor.part).len().saturating_sub(anchor.line);
            if lines < here {
                anchor.line += lines;
                return Some(anchor);
            }
            lines -= here;
            anchor = Anchor { part: anchor.part + 1, line: 0 };
        }
        None
    }

    /// Where a pane that begins at `top` has to begin so that the focused row is in sight; as little as
    /// possible moves.
    fn settle(&self, top: Anchor, focus: usize) -> Anchor {
        let lines = self.lines(focus).len();
        // A row taller than the pane begins with its words, not with the blank line before them.
        let line = if lines > self.height { self.blanks(focus) } else { 0 };
        if top.part > focus || top.part >= self.parts() {
            return self.with_heading(Anchor { part: focus, line });
        }
        if top.part == focus {
            let line = if lines > self.height {
                top.line.min(lines - 1).max(line)
            } else {
                top.line.min(self.blanks(focus))
            };
            return Anchor { part: focus, line };
        }
        // Measured from the focused row upwards, so that a jump over a long page costs one screen.
        let mut room = self.height.saturating_sub(lines);
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
    fn with_heading(&self, focus: Anchor) -> Anchor {
        let mut room = self.height.saturating_sub(self.lines(focus.part).len());
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

    /// A screen further, with one line in common; `None` where the end of the page is in sight.
    pub fn further(&self, top: Anchor) -> Option<Landing> {
        self.below(top, self.height)?;
        self.landing(self.below(top, self.step())?)
    }

    /// A screen back, with one line in common; `None` at the beginning of the page.
    pub fn back(&self, top: Anchor) -> Option<Landing> {
        if top == Anchor::default() { None } else { self.landing(self.above(top, self.step())) }
    }

    /// How many lines a screen goes on: one stays in sight.
    pub fn step(&self) -> usize {
        self.height.saturating_sub(1).max(1)
    }

    /// Whether a pane that begins at `top` shows the beginning of the focused row, or a part of it alone.
    fn is_in_sight(&self, top: Anchor, focus: usize) -> bool {
        let shown = self.from(top);
        let above: usize =
            shown.iter().take_while(|(part, _)| *part < focus).map(|(_, lines)| lines.len()).sum();
        let is_shown =
            shown.iter().any(|(part, lines)| *part == focus && (*part != top.part || top.line < lines.len()));
        is_shown && (top.part == focus || above + self.blanks(focus) < self.height + top.line)
    }

    /// Where a reader stands when a pane begins at `top`: on the first row that begins in it, else on the
    /// row that fills it.
    fn landing(&self, top: Anchor) -> Option<Landing> {
        let begins = |part: usize| self.is_row(part) && (part != top.part || top.line <= self.blanks(part));
        let shown = self.from(top);
        let rows = || shown.iter().map(|(part, _)| *part).filter(|part| self.is_row(*part));
        let part = rows().find(|part| begins(*part) && self.is_in_sight(top, *part)).or(rows().next())?;
        let row = self.items.get(part - 1)?.row()?;
        Some(Landing { top, focus: row.key.clone() })
    }
}
