//! Grids: columns beside each other where there is room, one below the other where there is not.

use crate::page::block::{Cell, Grid, GridRow};
use crate::place::MAX_COLUMNS;

use super::flow::{line_width, width};
use super::item::{bar, with_remarks};
use super::{Line, Setting, Span, Tone, cited};

/// The narrowest that the words of a row get before the columns are stacked.
const WORDS_NEED: usize = 26;
/// The widest a grid gets: cells far from their words are hard to follow.
const GRID_WIDTH: usize = 110;
/// The widest that the head of a column makes it; a longer head is set in lines.
const HEAD_WIDTH: usize = 18;
/// The same where the column stands alone.
const LONE_HEAD_WIDTH: usize = 30;
/// What the column of notes is called.
const NOTES: &str = "difference";
const INDENT: usize = 2;
const GAP: usize = 2;

/// How wide the columns of a grid are by what is in them; 0 where there is no such column.
#[derive(Clone, Copy, Debug)]
pub struct Widths {
    columns: [usize; MAX_COLUMNS],
    notes: usize,
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
        let notes = grid.rows.iter().map(|row| width(&row.row.note)).max().unwrap_or(0);
        Self { columns, notes: if notes > 0 { notes.max(width(NOTES)) } else { 0 } }
    }

    /// How wide a column is set: one that stands alone has room for its title.
    fn column(&self, grid: &Grid, at: usize, setting: &Setting) -> usize {
        let width_of = |title: String| width(&title).min(LONE_HEAD_WIDTH);
        let alone = setting.column.map_or(0, |_| width_of(title(grid, at, setting)));
        self.columns[at].max(alone)
    }

    /// The columns left for words; `None` where they are too few to set the columns beside them.
    fn words(&self, grid: &Grid, setting: &Setting) -> Option<usize> {
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
    }
}

fn cell_spans(cell: &Cell, setting: &Setting) -> Vec<Span> {
    match cell {
        Cell::Yes => vec![Span::new(Tone::Strong, "yes")],
        Cell::No => vec![Span::new(Tone::Quiet, "not listed")],
        Cell::Level(level, name) => {
            bar(*level, setting).into_iter().chain([Span::new(Tone::Plain, format!(" {name}"))]).collect()
        }
    }
}

/// The head of a column; one that stands alone says which it is.
fn title(grid: &Grid, at: usize, setting: &Setting) -> String {
    let head = &grid.columns[at];
    if setting.column.is_some() {
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

/// The lines of one row.
pub fn row(grid: &Grid, row: &GridRow, widths: &Widths, setting: &Setting) -> Vec<Line> {
    match widths.words(grid, setting) {
        Some(words) => beside(grid, row, words, widths, setting),
        None => stacked(grid, row, &setting.prose()),
    }
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

fn beside(grid: &Grid, row: &GridRow, words: usize, widths: &Widths, setting: &Setting) -> Vec<Line> {
    let column = Setting { width: words, ..*setting };
    let spans: Vec<_> =
        words_of(row).into_iter().chain(cited(&row.row.evidence, &row.row.attribution)).collect();
    let mut lines = column.flow(&spans, INDENT, INDENT);
    if let Some(first) = lines.first_mut() {
        let blank = words.saturating_sub(line_width(first));
        first.push(Span::new(Tone::Plain, " ".repeat(blank)));
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| setting.shows(*at)) {
            let column = widths.column(grid, at, setting);
            let spans = cell_spans(cell, setting);
            let blank = column.saturating_sub(spans.iter().map(|span| width(&span.text)).sum());
            first.push(Span::new(Tone::Plain, " ".repeat(GAP)));
            first.extend(spans);
            first.push(Span::new(Tone::Plain, " ".repeat(blank)));
        }
        if widths.notes > 0 {
            first.push(Span::new(Tone::Quiet, format!("{}{}", " ".repeat(GAP), row.row.note)));
        }
    }
    with_remarks(lines, &row.row, INDENT, &column)
}

fn stacked(grid: &Grid, row: &GridRow, setting: &Setting) -> Vec<Line> {
    let words: Vec<_> =
        words_of(row).into_iter().chain(cited(&row.row.evidence, &row.row.attribution)).collect();
    let mut lines = setting.flow(&words, INDENT, INDENT);
    let mut spans = Vec::new();
    let shown = grid.columns.iter().zip(&row.cells).enumerate().filter(|(at, _)| setting.shows(*at));
    for (_, (head, cell)) in shown {
        let joint = if spans.is_empty() { "" } else { " · " };
        spans.push(Span::new(Tone::Quiet, format!("{joint}{head}: ")));
        spans.extend(cell_spans(cell, setting));
    }
    if !row.row.note.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!(" · {}", row.row.note)));
    }
    lines.extend(setting.flow(&spans, INDENT + 2, INDENT + 4));
    with_remarks(lines, &row.row, INDENT, setting)
}
