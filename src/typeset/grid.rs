//! Grids: columns beside each other where there is room, one below the other where there is not.

use crate::page::block::{Cell, Grid, GridRow};

use super::flow::{line_width, width};
use super::item::{bar, with_remarks};
use super::{Line, Setting, Span, Tone, cited};

/// The narrowest that the words of a row get before the columns are stacked.
const WORDS_NEED: usize = 26;
/// The widest a grid gets: cells far from their words are hard to follow.
const GRID_WIDTH: usize = 110;
/// The widest a column gets.
const COLUMN_WIDTH: usize = 18;
/// What the column of notes is called.
const NOTES: &str = "difference";
const INDENT: usize = 2;
const GAP: usize = 2;

/// How a grid is laid out in a width.
enum Layout {
    /// Words, then a column for each of these widths, then one for notes.
    Beside { words: usize, columns: Vec<usize>, notes: usize },
    /// Cells below the words.
    Stacked,
}

fn layout(grid: &Grid, setting: &Setting) -> Layout {
    let cells = |at: usize| grid.rows.iter().filter_map(move |row| row.cells.get(at));
    let column = |(at, head): (usize, &String)| {
        let widest = cells(at).map(|cell| width(&cell_words(cell))).max().unwrap_or(0);
        width(head).max(widest).min(COLUMN_WIDTH)
    };
    let columns: Vec<_> = grid.columns.iter().enumerate().map(column).collect();
    let notes = grid.rows.iter().map(|row| width(&row.row.note)).max().unwrap_or(0);
    let notes = if notes > 0 { notes.max(width(NOTES)) } else { 0 };
    let taken: usize =
        columns.iter().map(|column| column + GAP).sum::<usize>() + if notes > 0 { notes + GAP } else { 0 };
    let words = setting.width.min(GRID_WIDTH).saturating_sub(taken);
    if words < WORDS_NEED { Layout::Stacked } else { Layout::Beside { words, columns, notes } }
}

fn cell_words(cell: &Cell) -> String {
    match cell {
        Cell::Yes => "x yes".to_owned(),
        Cell::No => "- no".to_owned(),
        Cell::Level(_, name) => format!("     {name}"),
    }
}

fn cell_spans(cell: &Cell, setting: &Setting) -> Vec<Span> {
    match cell {
        Cell::Yes => vec![Span::new(Tone::Strong, "x yes")],
        Cell::No => vec![Span::new(Tone::Quiet, "- no")],
        Cell::Level(level, name) => {
            bar(*level, setting).into_iter().chain([Span::new(Tone::Plain, format!(" {name}"))]).collect()
        }
    }
}

/// The heads of the columns; none where they are stacked, for then each cell names its own.
pub fn head(grid: &Grid, setting: &Setting) -> Vec<Line> {
    match layout(grid, setting) {
        Layout::Stacked => Vec::new(),
        Layout::Beside { words, columns, notes } => {
            let heads: Vec<_> = grid
                .columns
                .iter()
                .zip(&columns)
                .map(|(head, column)| head_lines(head, *column, setting))
                .collect();
            let height = heads.iter().map(Vec::len).max().unwrap_or(1);
            let line = |at: usize| {
                let mut line = vec![Span::new(Tone::Plain, " ".repeat(words))];
                for (head, column) in heads.iter().zip(&columns) {
                    let text = head.get(at).map_or("", String::as_str);
                    line.push(Span::new(Tone::Plain, " ".repeat(GAP)));
                    line.push(padded(Span::new(Tone::Quiet, text), *column));
                }
                if notes > 0 && at + 1 == height {
                    line.push(Span::new(Tone::Quiet, format!("{}{NOTES}", " ".repeat(GAP))));
                }
                line
            };
            (0..height).map(line).collect()
        }
    }
}

fn head_lines(head: &str, column: usize, setting: &Setting) -> Vec<String> {
    let setting = Setting { width: column, ..*setting };
    setting.flow(&[Span::new(Tone::Quiet, head)], 0, 0).iter().map(super::words).collect()
}

fn padded(mut span: Span, columns: usize) -> Span {
    span.text.push_str(&" ".repeat(columns.saturating_sub(width(&span.text))));
    span
}

/// The lines of one row.
pub fn row(grid: &Grid, row: &GridRow, setting: &Setting) -> Vec<Line> {
    match layout(grid, setting) {
        Layout::Beside { words, columns, notes } => beside(row, words, &columns, notes, setting),
        Layout::Stacked => stacked(grid, row, &setting.prose()),
    }
}

/// Label, who says it, and the words.
fn words_of(row: &GridRow) -> Vec<Span> {
    let row = &row.row;
    let mut spans = Vec::new();
    if !row.attribution.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!("{}: ", row.attribution)));
    }
    spans.push(Span::new(Tone::Strong, row.label.as_str()));
    spans.push(Span::new(Tone::Plain, row.text.as_str()));
    spans
}

fn beside(row: &GridRow, words: usize, columns: &[usize], notes: usize, setting: &Setting) -> Vec<Line> {
    let column = Setting { width: words, ..*setting };
    let spans: Vec<_> =
        words_of(row).into_iter().chain(cited(&row.row.evidence, &row.row.attribution)).collect();
    let mut lines = column.flow(&spans, INDENT, INDENT);
    if let Some(first) = lines.first_mut() {
        let blank = words.saturating_sub(line_width(first));
        first.push(Span::new(Tone::Plain, " ".repeat(blank)));
        for (cell, column) in row.cells.iter().zip(columns) {
            let spans = cell_spans(cell, setting);
            let blank = GAP + column.saturating_sub(spans.iter().map(|span| width(&span.text)).sum());
            first.push(Span::new(Tone::Plain, " ".repeat(GAP)));
            first.extend(spans);
            first.push(Span::new(Tone::Plain, " ".repeat(blank - GAP)));
        }
        if notes > 0 {
            first.push(Span::new(Tone::Quiet, format!("{}{}", " ".repeat(GAP), row.row.note)));
        }
    }
    with_remarks(lines, &row.row, INDENT, &column)
}

fn stacked(grid: &Grid, row: &GridRow, setting: &Setting) -> Vec<Line> {
    let mut lines = setting.flow(&words_of(row), INDENT, INDENT);
    let mut spans = Vec::new();
    for (head, cell) in grid.columns.iter().zip(&row.cells) {
        let joint = if spans.is_empty() { "" } else { " · " };
        spans.push(Span::new(Tone::Quiet, format!("{joint}{head}: ")));
        spans.extend(cell_spans(cell, setting));
    }
    if !row.row.note.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!(" · {}", row.row.note)));
    }
    spans.extend(cited(&row.row.evidence, &row.row.attribution));
    lines.extend(setting.flow(&spans, INDENT + 2, INDENT + 4));
    with_remarks(lines, &row.row, INDENT, setting)
}
