//! The rows of a page on the stage, and which of them are seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Anchor, Hold, Landing, Pane, PaneDrawn};
use crate::page::Page;
use crate::typeset::{Item, Line, Remarks, Setting, Span, Tone, items};
use crate::view::sheet::draw_line;
use crate::view::{Frame, put};

/// The rows of a page as they stand on the stage: all of them where they fit, else what fits from the focused one on.
#[derive(Clone)]
pub struct Spread<'a> {
    items: Vec<Item<'a>>,
    /// The lines of each item while it is not focused, without what has to be said with it.
    brief: Vec<Vec<Line>>,
    setting: Setting,
    height: usize,
    /// Where the focused row stands among the items, and its lines.
    focus: usize,
    focused: Vec<Line>,
    /// Whether all rows are seen.
    is_whole: bool,
    /// Whether a blank line stands between rows.
    is_loose: bool,
}

impl<'a> Spread<'a> {
    /// The rows of a page in so many lines.
    pub fn new(page: &'a Page, focus: &str, folded: bool, setting: Setting, height: u16) -> Self {
        let items = items(page, folded);
        let focus = items.iter().position(|item| item.row().is_some_and(|row| row.key == focus)).unwrap_or(0);
        let mut spread = Self::of(items, setting, height);
        // There has to be room for saying that something is left out, whatever row is focused: nothing jumps then.
        let more = usize::from((0..spread.items.len()).any(|at| spread.extra(at) > 0));
        spread.is_whole = spread.all() + more <= spread.height;
        if !spread.is_whole {
            spread.is_loose = false;
            spread.is_whole = spread.all() + more <= spread.height;
            spread.is_loose = !spread.is_whole;
        }
        spread.focus_on(focus);
        spread
    }

    /// One row alone, in so many lines.
    pub fn alone(item: Item<'a>, setting: Setting, height: u16) -> Self {
        let mut spread = Self::of(vec![item], setting, height);
        spread.focus_on(0);
        spread
    }

    fn of(items: Vec<Item<'a>>, setting: Setting, height: u16) -> Self {
        let brief = |item: &Item<'_>| item.lines(&Setting { remarks: Remarks::None, ..setting });
        let brief = items.iter().map(brief).collect();
        let (focused, height) = (Vec::new(), height.into());
        Self { items, brief, setting, height, focus: 0, focused, is_whole: false, is_loose: true }
    }

    /// Focuses a row: with all that has to be said with it, or with how to see that.
    fn focus_on(&mut self, focus: usize) {
        self.focus = focus;
        let Some(brief) = self.brief.get(focus) else { return };
        self.focused = if !self.is_whole || self.all() + self.extra(focus) <= self.height {
            self.in_full(focus)
        } else {
            let more = [Span::new(Tone::Quiet, "… z shows what has to be said with it")];
            [brief.clone(), self.setting.flow(&more, 4, 4)].concat()
        };
    }

    fn in_full(&self, at: usize) -> Vec<Line> {
        self.items[at].lines(&Setting { remarks: Remarks::Alone, ..self.setting })
    }

    /// How many more lines an item takes with all that has to be said with it.
    fn extra(&self, at: usize) -> usize {
        self.in_full(at).len().saturating_sub(self.brief[at].len())
    }

    /// How many lines all items take, none of them focused.
    fn all(&self) -> usize {
        (0..self.items.len()).map(|at| self.blanks(at) + self.brief[at].len()).sum()
    }

    /// The blank lines before an item that does not stand first.
    fn blanks(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1).and_then(|before| self.items.get(before)) else { return 0 };
        let between = before.row().is_some() && self.items[at].row().is_some();
        usize::from(self.items[at].begins_apart() || (self.is_loose && between))
    }

    /// The items that are seen, where not all are: as many as fit from the focused row on and, where that leaves
    /// room at the end, of those before it; first the heading of the first of them, and the heads of its columns.
    fn seen(&self) -> Vec<usize> {
        if self.is_whole {
            return (0..self.items.len()).collect();
        }
        let mut seen = self.seen_from(self.focus);
        for from in (0..self.focus).rev().filter(|from| self.items[*from].row().is_some()) {
            let more = self.seen_from(from);
            if more.last() != seen.last() || !self.reaches_the_end(&seen) || self.taken(&more) > self.height {
                break;
            }
            seen = more;
        }
        seen
    }

    fn reaches_the_end(&self, seen: &[usize]) -> bool {
        seen.last().is_some_and(|last| last + 1 == self.items.len())
    }

    /// The lines that items take below each other.
    fn taken(&self, seen: &[usize]) -> usize {
        let lines = |(nth, at): (usize, &usize)| {
            let blanks = if nth == 0 { 0 } else { self.blanks(*at) };
            blanks + self.shown(*at).len()
        };
        seen.iter().enumerate().map(lines).sum()
    }

    /// The lines of an item, of which one is focused.
    fn shown(&self, at: usize) -> &[Line] {
        if at == self.focus { &self.focused } else { &self.brief[at] }
    }

    /// What is seen from a row on, with what stands above it.
    fn seen_from(&self, from: usize) -> Vec<usize> {
        let before = &self.items[..from];
        let heading = before.iter().rposition(|item| matches!(item, Item::Heading(_)));
        let heads = before.iter().rposition(|item| matches!(item, Item::GridHead(..)));
        let heads = heads.filter(|heads| heading.is_none_or(|heading| *heads > heading));
        let mut seen: Vec<_> = heading.into_iter().chain(heads).collect();
        if self.taken(&seen) + 1 > self.height {
            seen.clear();
        }
        for at in from..self.items.len() {
            seen.push(at);
            // The focused row is seen, even where there is not room for all of it.
            if at > from.max(self.focus) && self.taken(&seen) > self.height {
                seen.pop();
                break;
            }
        }
        // What begins a section says nothing without its rows.
        while seen.last().is_some_and(|at| *at > self.focus && self.items[*at].row().is_none()) {
            seen.pop();
        }
        seen
    }

    fn rows(&self, of: impl Iterator<Item = usize>) -> usize {
        of.filter(|at| self.items[*at].row().is_some()).count()
    }

    /// "3 of 11"; nothing where all rows are seen.
    pub fn standing(&self) -> String {
        if self.is_whole {
            return String::new();
        }
        let seen = self.seen();
        let is_all = self.reaches_the_end(&seen) && self.taken(&seen) <= self.height;
        let more = if is_all { "" } else { " ↓" };
        format!("{} of {}{more}", self.rows(0..=self.focus), self.rows(0..self.items.len()))
    }

    /// Draws them; says where the focused row stands, and where the cursor belongs.
    pub fn draw(
        &self,
        frame: &Frame<'_>,
        pane: &Pane,
        area: Rect,
        buffer: &mut Buffer,
    ) -> (PaneDrawn, Option<(u16, u16)>) {
        let part = self.focus + 1;
        let mut top = Anchor { part, line: 0 };
        let mut drawn = PaneDrawn { top, ..PaneDrawn::default() };
        let mut cursor = None;
        let mut line = 0;
        let seen = self.seen();
        for (nth, at) in seen.iter().copied().enumerate() {
            line += if nth == 0 { 0 } else { self.blanks(at) };
            let is_focus = at == self.focus && self.items[at].row().is_some();
            let lines = self.shown(at);
            let room = self.height.saturating_sub(line);
            let mut skip = 0;
            if is_focus {
                // More of a row that is taller than the screen is shown before the next one.
                let last = lines.len().saturating_sub(room.max(1));
                if let Hold::Top(Anchor { part: held, line }) = pane.hold()
                    && held == part
                {
                    skip = line.min(last);
                }
                top.line = skip;
                let step = room.saturating_sub(1).max(1);
                drawn.top = top;
                drawn.focus_line = line;
                drawn.up = (skip > 0).then(|| Anchor { part, line: skip.saturating_sub(step) });
                drawn.down = (skip < last).then(|| Anchor { part, line: (skip + step).min(last) });
            }
            // A row that stands alone has room between its lines, where there is enough.
            let apart = self.items.len() == 1 && 2 * lines.len() <= room;
            let rows = area.rows().skip(line).step_by(1 + usize::from(apart));
            let shown = lines.iter().skip(skip).take(room).zip(rows);
            for (index, (words, at)) in shown.enumerate() {
                draw_line(
                    words,
                    frame.styles,
                    Rect { x: at.x + 1, width: at.width.saturating_sub(1), ..at },
                    buffer,
                );
                if is_focus {
                    // A bar beside it: a whole row in reverse video would be all that a room sees.
                    put(buffer, at, 0, if index == 0 { ">" } else { " " }, frame.styles.strong());
                    buffer.set_style(Rect { width: at.width.min(1), ..at }, frame.styles.focused());
                }
                if is_focus && index == 0 {
                    cursor = Some((at.x, at.y));
                }
            }
            line += lines.len() - skip;
        }
        drawn.screens = frame.app.is_paging().then(|| self.screens(&seen));
        (drawn, cursor)
    }

    /// A screen further and a screen back, for pages that are read with the ordinary keys.
    fn screens(&self, seen: &[usize]) -> [Option<Landing>; 2] {
        if self.is_whole {
            return [None, None];
        }
        let rows: Vec<_> = (0..self.items.len()).filter(|at| self.items[*at].row().is_some()).collect();
        let next = rows.iter().find(|at| seen.last().is_some_and(|last| *at > last));
        // Back as far as the row before the focused one is still seen from there.
        let before = rows.iter().take_while(|at| **at < self.focus).copied().collect::<Vec<_>>();
        let mut from_there = self.clone();
        let mut reaches = |from: &usize| {
            from_there.focus_on(*from);
            from_there.seen_from(*from).last() >= before.last()
        };
        let back = before.iter().rev().take_while(|from| reaches(from)).last().or(before.last());
        [next, back].map(|at| at.and_then(|at| self.landing(*at)))
    }

    fn landing(&self, at: usize) -> Option<Landing> {
        let row = self.items.get(at)?.row()?;
        Some(Landing { top: Anchor { part: at + 1, line: 0 }, focus: row.key.clone() })
    }

    /// How many rows of the page are seen at once, and how many there are.
    pub fn fit(&self) -> (usize, usize) {
        let of = self.rows(0..self.items.len());
        (if self.is_whole { of } else { self.rows(self.seen().into_iter()) }, of)
    }
}
