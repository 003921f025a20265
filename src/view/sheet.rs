//! A pane's page: as many of its lines as the pane shows, and where it can be scrolled to from there.

mod parts;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Anchor, At, Pane, PaneDrawn, Press, Spot};
use crate::page::row::Row;
use crate::typeset::{self, Line, Setting};

use super::galley::Galley;
use super::theme::Styles;
use super::{columns, put};

use parts::Sheet;

/// How the focused row of a pane is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Keys go to it.
    Active,
    /// It is what stands in the pane beside.
    Shown,
    /// Not at all.
    Hidden,
}

/// What a pane is and how it is shown.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The pane.
    pub pane: &'a Pane,
    /// Which it is.
    pub at: At,
    /// How the focused row is shown.
    pub focus: Focus,
    /// Whether what is the same is folded.
    pub folded: bool,
    /// Whether the screens before and after are measured.
    pub is_paging: bool,
    /// The ids of the roles marked for comparing.
    pub marked: &'a dyn Fn(&Row) -> bool,
    /// How the words are set; the width is the pane's.
    pub setting: Setting,
    /// The looks.
    pub styles: &'a Styles,
}

/// What was found out about a pane, where the cursor belongs, and what the mouse can be pressed on.
pub type Found = (PaneDrawn, Option<(u16, u16)>, Vec<Spot>);

/// The column for the mark of the focused row, and the free one at the end.
const GUTTERS: u16 = 2;

/// What stands in the rule below a pane whose page goes on.
const MORE: &str = " ↓ more ";
/// What stands in the rule above a pane whose page begins further up.
const MORE_ABOVE: &str = " ↑ more ";
/// Both in ASCII.
const MORE_ASCII: &str = " more ";

/// Draws the page from where the reader scrolled to, with the focused row in sight.
pub fn draw(shown: &Shown<'_>, galley: &mut Galley, area: Rect, buffer: &mut Buffer) -> Found {
    let width = area.width.saturating_sub(GUTTERS).into();
    let setting = Setting { width, ..shown.setting };
    let sheet = Sheet::new(shown.pane, shown.folded, setting, area.height.into(), galley);
    let focus = sheet.focus();
    let top = sheet.begin(shown.pane.hold(), focus);
    let mut drawn = PaneDrawn { top, ..PaneDrawn::default() };
    let (mut cursor, mut spots) = (None, Vec::new());
    let mut row = 0;
    let mut in_sight = top.part..top.part;
    for (part, lines) in sheet.from(top) {
        in_sight.end = part + 1;
        let skip = if part == top.part { top.line } else { 0 };
        let blanks = sheet.blanks(part);
        if part == focus {
            drawn.focus_line = row + blanks.saturating_sub(skip);
            let above = skip.saturating_sub(blanks);
            let below = (lines.len() - skip.min(lines.len())).saturating_sub(sheet.height - row);
            drawn.up = (above > 0).then(|| sheet.above(top, above.min(sheet.step())));
            drawn.down = if below > 0 { sheet.below(top, below.min(sheet.step())) } else { None };
        }
        let here = sheet.row(part);
        let is_marked = here.is_some_and(shown.marked);
        for (index, line) in lines.iter().enumerate().skip(skip).take(sheet.height - row) {
            let first = here.is_some() && index == blanks.max(skip);
            let y = area.y + u16::try_from(row).unwrap_or(u16::MAX);
            let at = Rect { y, height: 1, ..area };
            draw_line(line, shown.styles, at, buffer);
            if first && is_marked {
                put(buffer, at, 1, if shown.setting.ascii { "*" } else { "•" }, shown.styles.strong());
            }
            if first && part == focus {
                draw_focus(shown, at, buffer);
                cursor = (shown.focus == Focus::Active).then_some((at.x, at.y));
            }
            if let Some(here) = here.filter(|_| index >= blanks) {
                let what = Press::Row(shown.at, here.key.clone());
                spots.push(Spot { x: at.x, y, width: at.width, what });
            }
            row += 1;
        }
    }
    drawn.screens = shown.is_paging.then(|| [sheet.further(top), sheet.back(top)]);
    match sheet.heads_above(top) {
        Some(heads) => draw_heads(shown, heads, area, buffer),
        None if top > Anchor::default() => draw_more_above(shown, area, buffer),
        None => {}
    }
    if sheet.height > 0 && sheet.below(top, sheet.height).is_some() {
        draw_more(shown, area, buffer);
    }
    galley.keep(sheet.set, &in_sight);
    (drawn, cursor, spots)
}

/// Says in the rule below a pane that its page goes on; nothing where no line is left for a rule.
fn draw_more(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    let words = if shown.setting.ascii { MORE_ASCII } else { MORE };
    let below = Rect { y: area.bottom(), height: 1, ..area };
    if below.bottom() <= buffer.area.bottom() {
        put(buffer, below, area.width.saturating_sub(columns(words) + 1), words, shown.styles.quiet());
    }
}

/// The rule above a pane, where there is one.
fn rule_above(shown: &Shown<'_>, area: Rect, buffer: &Buffer) -> Option<Rect> {
    let dash = if shown.setting.ascii { "-" } else { "─" };
    let rule = Rect { y: area.y.checked_sub(1)?, height: 1, ..area };
    buffer.cell((rule.x, rule.y)).is_some_and(|cell| cell.symbol() == dash).then_some(rule)
}

/// Says in the rule above a pane that its page begins further up.
fn draw_more_above(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(rule) = rule_above(shown, area, buffer) else { return };
    let words = if shown.setting.ascii { MORE_ASCII } else { MORE_ABOVE };
    put(buffer, rule, area.width.saturating_sub(columns(words) + 1), words, shown.styles.quiet());
}

/// Says in the rule above a pane which columns stand below it.
fn draw_heads(shown: &Shown<'_>, heads: &Line, area: Rect, buffer: &mut Buffer) {
    let Some(rule) = rule_above(shown, area, buffer) else { return };
    let mut column = 0;
    for words in typeset::words(heads).split("  ") {
        let blanks = columns(words) - columns(words.trim_start());
        if !words.trim().is_empty() {
            put(buffer, rule, column + blanks, &format!(" {} ", words.trim()), shown.styles.quiet());
        }
        column += columns(words) + 2;
    }
}

/// Writes a line with its tones, behind a free column.
pub fn draw_line(line: &Line, styles: &Styles, area: Rect, buffer: &mut Buffer) {
    let mut column = 1;
    for span in line {
        put(buffer, area, column, &span.text, styles.tone(span.tone));
        column = column.saturating_add(columns(&span.text));
    }
}

fn draw_focus(shown: &Shown<'_>, area: Rect, buffer: &mut Buffer) {
    if shown.focus != Focus::Hidden {
        put(buffer, area, 0, ">", shown.styles.plain());
    }
    match shown.focus {
        Focus::Active => buffer.set_style(area, shown.styles.focused()),
        Focus::Shown => buffer.set_style(area, shown.styles.strong()),
        Focus::Hidden => {}
    }
}
