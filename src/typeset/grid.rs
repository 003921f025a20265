//! Grids: columns beside each other where there is room, one below the other where there is not.

use crate::page::grid::{Cell, Grid, GridRow, NOBODY};
use crate::place::MAX_COLUMNS;

use super::drawing::bar;
use super::flow::{line_width, width};
use super::item::with_remarks;
use super::{Line, Setting, Span, Tone, cited};

/// The narrowest that the words of a row get before the columns are stacked.
const WORDS_NEED: usize = 26;
/// The widest a grid gets: cells far from their words are hard to follow.
const GRID_WIDTH: usize = 110;
/// The widest that the head of a column makes it; a longer head is set in lines.
const HEAD_WIDTH: usize = 18;
/// The same where the column stands alone.
const LONE_HEAD_WIDTH: usize = 30;
/// The most that labels get beside cells of names before they go on in the next line themselves.
const LABELS_GET: usize = 40;
/// The widest and the narrowest that a cell of names is set before it goes on in the next line.
const DOERS_WIDTH: (usize, usize) = (32, 22);
/// What the column of notes is called.
const NOTES: &str = "difference";
const INDENT: usize = 2;
const GAP: usize = 2;

/// How wide the columns of a grid are by what is in them; 0 where there is no such column.
#[derive(Clone, Copy, Debug)]
pub struct Widths {
    columns: [usize; MAX_COLUMNS],
    notes: usize,
    /// Whether cells may go on in further lines.
    wraps: bool,
    /// How wide the widest label is, for cells that go on leave it the room.
    labels: usize,
}

impl Widths {
    /// Measures a grid, once for all of its rows.
    pub fn new(grid: &Grid) -> Self {
        let mut columns = [0; MAX_COLUMNS];
        for (at, (column, head)) in columns.iter_mut().zip(&grid.columns).enumerate() {
            let cells =
                grid.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| width(&cell_words(cell)));
            *column = cells.max().unwrap_or(0).max(width(head).min(HEAD_WIDTH));
        }
        let wraps = grid.is_of_doers();
        let labels = grid.rows.iter().map(|row| INDENT + width(&row.row.label)).max().unwrap_or(0);
        let notes = grid.rows.iter().map(|row| width(&row.row.note)).max().unwrap_or(0);
        Self { columns, notes: if notes > 0 { notes.max(width(NOTES)) } else { 0 }, wraps, labels }
    }

    /// How wide a column is set: one that stands alone has room for its title.
    fn column(&self, grid: &Grid, at: usize, setting: &Setting) -> usize {
        let width_of = |title: String| width(&title).min(LONE_HEAD_WIDTH);
        let alone = setting.column.map_or(0, |_| width_of(title(grid, at, setting)));
        let natural = self.columns[at].max(alone);
        if !self.wraps {
            return natural;
        }
        let (widest, narrowest) = DOERS_WIDTH;
        let words = self.labels.clamp(WORDS_NEED, LABELS_GET);
        let share = setting.width.min(GRID_WIDTH).saturating_sub(words) / grid.columns.len().max(1);
        natural.min(share.saturating_sub(GAP).clamp(narrowest, widest))
    }

    /// The columns left for words; `None` where they are too few to set the columns beside them.
    fn words(&self, grid: &Grid, setting: &Setting) -> Option<usize> {
        if self.wraps && setting.aloud {
            return None;
        }
        let columns = (0..grid.columns.len()).filter(|at| setting.shows(*at));
        let columns = columns.map(|at| self.column(grid, at, setting));
        let all = columns.chain([self.notes]).filter(|column| *column > 0);
        let taken: usize = all.map(|column| column + GAP).sum();
        Some(setting.width.min(GRID_WIDTH).saturating_sub(taken)).filter(|words| *words >= WORDS_NEED)
    }
}

/// A cell as wide as it is drawn: four columns of a bar, and a blank.
fn cell_words(cell: &Cell) -> String {
    match cell {
        Cell::Yes => "yes".to_owned(),
        Cell::No => "not listed".to_owned(),
        Cell::Level(_, name) => format!("     {name}"),
        Cell::Doers(_, doers) => format!("{}{doers}", " ".repeat(SIGN)),
    }
}

/// The columns that a sign takes before the names of those who do something.
const SIGN: usize = 3;

fn cell_spans(cell: &Cell, setting: &Setting) -> Vec<Span> {
    match cell {
        Cell::Yes => vec![Span::new(Tone::Strong, "yes")],
        Cell::No => vec![Span::new(Tone::Quiet, "not listed")],
        Cell::Level(level, name) => {
            bar(*level, setting).into_iter().chain([Span::new(Tone::Plain, format!(" {name}"))]).collect()
        }
        Cell::Doers(_, doers) if doers.is_empty() => vec![Span::new(Tone::Quiet, NOBODY)],
        Cell::Doers(_, doers) => vec![Span::new(Tone::Plain, doers.as_str())],
    }
}

/// The lines of a cell in its column; only names go on in further lines.
fn cell_lines(cell: &Cell, setting: &Setting) -> Vec<Line> {
    let Cell::Doers(mark, _) = cell else { return vec![cell_spans(cell, setting)] };
    let mut lines = setting.flow(&cell_spans(cell, setting), SIGN, SIGN);
    if let (Some(mark), Some(first)) = (mark, lines.first_mut().and_then(|line| line.first_mut())) {
        *first = Span::new(Tone::Sign(mark.symbol), format!("{:>2} ", mark.symbol.sign()));
    }
    lines
}

/// The head of a column; one that stands alone says which it is.
fn title(grid: &Grid, at: usize, setting: &Setting) -> String {
    let head = &grid.columns[at];
    if grid.is_of_doers() {
        format!("{}{head}", "\u{a0}".repeat(SIGN))
    } else if setting.column.is_some() {
        format!("{head} ({} of {})", at + 1, grid.columns.len())
    } else {
        head.clone()
    }
}

/// The heads of the columns; none where they are stacked, for then each cell names its own.
pub fn head(grid: &Grid, widths: &Widths, setting: &Setting) -> Vec<Line> {
    let Some(words) = widths.words(grid, setting) else { return Vec::new() };
    let set = |at: usize| -> (Vec<String>, usize) {
        let column = widths.column(grid, at, setting);
        let setting = Setting { width: column, ..*setting };
        let lines = setting.flow(&[Span::new(Tone::Quiet, title(grid, at, &setting))], 0, 0);
        (lines.iter().map(super::words).collect(), column)
    };
    let heads: Vec<_> = (0..grid.columns.len()).filter(|at| setting.shows(*at)).map(set).collect();
    let height = heads.iter().map(|(head, _)| head.len()).max().unwrap_or(1);
    let line = |at: usize| {
        let mut line = vec![Span::new(Tone::Plain, " ".repeat(words))];
        for (head, column) in &heads {
            let text = head.get(at).map_or("", String::as_str);
            let blank = column.saturating_sub(width(text));
            line.push(Span::new(Tone::Quiet, format!("{}{text}{}", " ".repeat(GAP), " ".repeat(blank))));
        }
        if widths.notes > 0 && at + 1 == height {
            line.push(Span::new(Tone::Quiet, format!("{}{NOTES}", " ".repeat(GAP))));
        }
        line
    };
    (0..height).map(line).collect()
}

/// The lines of one row, with its remarks or without.
pub fn row(grid: &Grid, row: &GridRow, widths: &Widths, remarks: bool, setting: &Setting) -> Vec<Line> {
    if widths.wraps && setting.aloud {
        let prose = setting.prose();
        let lines = prose.flow(&words_of(row), INDENT, INDENT);
        return with_remarks(lines, &grid.told(row), INDENT, &prose);
    }
    let (lines, setting) = match widths.words(grid, setting) {
        Some(words) => {
            let column = Setting { width: words, ..*setting };
            // What is said of who does it has the whole width.
            let below = if widths.wraps { setting.prose() } else { column };
            (beside(grid, row, &column, widths, setting), below)
        }
        None => (stacked(grid, row, widths, &setting.prose()), setting.prose()),
    };
    if remarks { with_remarks(lines, &row.row, INDENT, &setting) } else { lines }
}

/// Who says it, the label and the words.
fn words_of(row: &GridRow) -> Vec<Span> {
    let row = &row.row;
    let mut spans = Vec::new();
    if !row.attribution.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!("{}: ", row.attribution)));
    }
    spans.push(Span::new(Tone::Strong, row.label.as_str()));
    if !row.label.is_empty() && !row.text.is_empty() {
        spans.push(Span::new(Tone::Plain, ": "));
    }
    spans.push(Span::new(Tone::Plain, row.text.as_str()));
    spans
}

fn beside(grid: &Grid, row: &GridRow, column: &Setting, widths: &Widths, setting: &Setting) -> Vec<Line> {
    let spans: Vec<_> =
        words_of(row).into_iter().chain(cited(&row.row.evidence, &row.row.attribution)).collect();
    // What goes on stands behind the number of a step.
    let hang = if widths.wraps { INDENT + 3 } else { INDENT };
    let mut columns = vec![(column.flow(&spans, INDENT, hang), column.width, 0)];
    for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| setting.shows(*at)) {
        let width = widths.column(grid, at, setting);
        columns.push((cell_lines(cell, &Setting { width, ..*setting }), width, GAP));
    }
    if widths.notes > 0 {
        let note = vec![Span::new(Tone::Quiet, row.row.note.as_str())];
        columns.push((vec![note], widths.notes, GAP));
    }
    let height = columns.iter().map(|(lines, ..)| lines.len()).max().unwrap_or(0);
    let line = |at: usize| {
        let mut line = Line::new();
        for (lines, width, gap) in &columns {
            let words = lines.get(at).cloned().unwrap_or_default();
            let blank = width.saturating_sub(line_width(&words));
            line.push(Span::new(Tone::Plain, " ".repeat(*gap)));
            line.extend(words);
            line.push(Span::new(Tone::Plain, " ".repeat(blank)));
        }
        line
    };
    (0..height).map(line).collect()
}

fn stacked(grid: &Grid, row: &GridRow, widths: &Widths, setting: &Setting) -> Vec<Line> {
    let words: Vec<_> =
        words_of(row).into_iter().chain(cited(&row.row.evidence, &row.row.attribution)).collect();
    let mut lines = setting.flow(&words, INDENT, INDENT);
    let shown = grid.columns.iter().zip(&row.cells).enumerate().filter(|(at, _)| setting.shows(*at));
    let shown: Vec<_> = shown.map(|(_, column)| column).collect();
    if widths.wraps {
        lines.extend(one_below_the_other(&shown, setting));
        return lines;
    }
    let mut spans = Vec::new();
    for (head, cell) in shown {
        let joint = if spans.is_empty() { "" } else { " · " };
        spans.push(Span::new(Tone::Quiet, format!("{joint}{head}: ")));
        spans.extend(cell_spans(cell, setting));
    }
    if !row.row.note.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!(" · {}", row.row.note)));
    }
    lines.extend(setting.flow(&spans, INDENT + 2, INDENT + 4));
    lines
}

/// Cells behind the heads of their columns, a line or more each.
fn one_below_the_other(cells: &[(&String, &Cell)], setting: &Setting) -> Vec<Line> {
    // Where there is one column only, everybody knows whose it is.
    let is_alone = cells.len() == 1;
    let heads = cells.iter().map(|(head, _)| width(head)).max().filter(|_| !is_alone).unwrap_or(0);
    let begin = INDENT + 2 + heads + 1;
    let room = Setting { width: setting.width.saturating_sub(begin), ..*setting };
    let mut lines = Vec::new();
    for (head, cell) in cells {
        for (at, words) in cell_lines(cell, &room).into_iter().enumerate() {
            let head = if at == 0 && !is_alone { head.as_str() } else { "" };
            let blank = " ".repeat(begin - INDENT - 2 - width(head));
            let head = Span::new(Tone::Quiet, format!("{}{head}{blank}", " ".repeat(INDENT + 2)));
            lines.push(std::iter::once(head).chain(words).collect());
        }
    }
    lines
}
