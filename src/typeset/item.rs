//! The parts of a page that become lines: headings, rows in their shapes, and drawings.

use crate::page::Page;
use crate::page::block::{Bar, Block, Bridge, Check, Heading, HitRow, Tick};
use crate::page::grid::{Grid, GridRow};
use crate::page::row::{Evidence, Mark, Remark, Row};

use super::flow::width;
use super::grid::Widths;
use super::line::{self, HitWidths};
use super::{Extent, Line, Remarks, Setting, Span, Tone, cited, drawing, grid, said};

/// A part of a page that becomes lines by itself.
#[derive(Clone, Copy, Debug)]
pub enum Item<'p> {
    /// The title of a section.
    Heading(&'p Heading),
    /// A paragraph, and whether it is the first below a heading.
    Paragraph(&'p Row, bool),
    /// An item of a list, and whether signs have a column in it.
    Entry(&'p Row, bool),
    /// A fact, and how wide the labels beside it are.
    Fact(&'p Row, usize),
    /// The heads of a grid's columns.
    GridHead(&'p Grid, Widths),
    /// A row of a grid, and whether its remarks are shown.
    GridRow(&'p Grid, &'p GridRow, Widths, bool),
    /// So many rows of a grid that are the same in all columns.
    Folded(usize),
    /// A bar, how wide the labels beside it are, and whether signs have a column.
    Bar(&'p Bar, usize, bool),
    /// A bridge.
    Bridge(&'p Bridge),
    /// Something that was found, and how wide the columns are.
    Hit(&'p HitRow, HitWidths),
    /// A point with the box before it.
    Check(&'p Check),
}

/// The parts of a page in order; its title is apart, in [`super::head`].
///
/// Where `fold`, rows of a grid that are the same in all columns become a count.
#[must_use]
pub fn items(page: &Page, fold: bool) -> Vec<Item<'_>> {
    let headed = page.blocks.iter().map(|block| matches!(block, Block::Heading(_)));
    let headed = std::iter::once(false).chain(headed);
    page.blocks.iter().zip(headed).flat_map(|(block, headed)| block_items(block, headed, fold)).collect()
}

/// The items of a block, which stands directly below a heading or not.
fn block_items(block: &Block, headed: bool, fold: bool) -> Vec<Item<'_>> {
    let rows = block.rows();
    let marked = rows.iter().any(|row| row.mark.is_some());
    let labels = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0).min(LABEL_WIDTH);
    match block {
        Block::Heading(heading) => vec![Item::Heading(heading)],
        Block::Text(rows) => {
            rows.iter().enumerate().map(|(index, row)| Item::Paragraph(row, headed && index == 0)).collect()
        }
        Block::List(rows) => rows.iter().map(|row| Item::Entry(row, marked)).collect(),
        Block::Card(rows) => rows.iter().map(|row| Item::Fact(row, labels)).collect(),
        Block::Grid(grid) => grid_items(grid, fold),
        Block::Bars(bars) => bars.iter().map(|bar| Item::Bar(bar, labels, marked)).collect(),
        Block::Bridge(bridge) => vec![Item::Bridge(bridge)],
        Block::Hits(hits) => {
            let widths = HitWidths::new(hits);
            hits.iter().map(|hit| Item::Hit(hit, widths)).collect()
        }
        Block::Checklist(checks) => checks.iter().map(Item::Check).collect(),
    }
}

fn grid_items(grid: &Grid, fold: bool) -> Vec<Item<'_>> {
    let widths = Widths::new(grid);
    let remarks = !(fold && grid.folds_remarks);
    let rows = grid.seen(fold).map(|row| Item::GridRow(grid, row, widths, remarks));
    let mut items: Vec<_> = std::iter::once(Item::GridHead(grid, widths)).chain(rows).collect();
    let folded = grid.rows.len() + 1 - items.len();
    items.extend((folded > 0).then_some(Item::Folded(folded)));
    items
}

/// The widest that a column of labels gets.
const LABEL_WIDTH: usize = 28;
/// Where the words of an item begin.
pub const INDENT: usize = 2;
/// Where the words of an item begin when signs stand before them.
pub const MARKED_INDENT: usize = 4;
/// A pane narrower than this has no room for facts beside a column of labels.
pub const LABELS_NEED: usize = 56;

impl<'p> Item<'p> {
    /// The row, where the item is one to stand on.
    #[must_use]
    pub fn row(&self) -> Option<&'p Row> {
        match self {
            Self::Heading(_) | Self::GridHead(..) | Self::Folded(_) => None,
            Self::Paragraph(row, _) | Self::Entry(row, _) | Self::Fact(row, _) => Some(row),
            Self::GridRow(_, row, ..) => Some(&row.row),
            Self::Bar(bar, ..) => Some(&bar.row),
            Self::Bridge(bridge) => Some(&bridge.row),
            Self::Hit(hit, _) => Some(&hit.row),
            Self::Check(check) => Some(&check.row),
        }
    }

    /// What it says in words alone, without its evidence and remarks: for who sees or hears nothing else.
    #[must_use]
    pub fn spoken(&self) -> String {
        let Some(row) = self.row() else { return String::new() };
        let bare = Row {
            evidence: Evidence::default(),
            attribution: String::new(),
            note: String::new(),
            ..row.clone()
        };
        let words: String = said(&bare).iter().map(|span| span.text.as_str()).collect();
        match self {
            Self::GridRow(grid, row, ..) => {
                let cells = grid.columns.iter().zip(&row.cells);
                let cells = cells.map(|(column, cell)| format!("{column}: {}", cell.words()));
                std::iter::once(words).chain(cells).collect::<Vec<_>>().join("; ")
            }
            Self::Bar(bar, ..) => format!("{words}: {}", bar.word),
            _ => words,
        }
    }

    /// Whether a blank line stands before it.
    #[must_use]
    pub fn begins_apart(&self) -> bool {
        matches!(self, Self::Heading(_) | Self::Paragraph(_, false))
    }

    /// Its lines; none only for the heads of columns that are stacked.
    #[must_use]
    pub fn lines(&self, setting: &Setting) -> Vec<Line> {
        let prose = setting.prose();
        if let (true, Some(row)) = (setting.extent == Extent::Names, self.row()) {
            return vec![line::brief(row, setting)];
        }
        match self {
            Self::Heading(heading) if setting.extent == Extent::Names => {
                vec![vec![Span::new(
                    Tone::Heading,
                    setting.cut(&setting.plain(&heading.title.to_uppercase())),
                )]]
            }
            Self::Heading(heading) => heading_lines(heading, &prose),
            Self::Paragraph(row, _) => {
                with_remarks(prose.flow(&said(row), INDENT, INDENT), row, INDENT, &prose)
            }
            Self::Entry(row, marked) => entry(row, *marked, &prose),
            Self::Fact(row, labels) => fact(row, *labels, &prose),
            Self::GridHead(grid, widths) => grid::head(grid, widths, setting),
            Self::GridRow(grid, row, widths, remarks) => grid::row(grid, row, widths, *remarks, setting),
            Self::Folded(rows) => {
                let words = format!("… {rows} the same · d opens");
                prose.flow(&[Span::new(Tone::Quiet, words)], INDENT, INDENT)
            }
            Self::Bar(bar, labels, marked) => drawing::bar_lines(bar, *labels, *marked, &prose),
            Self::Bridge(bridge) => drawing::bridge_lines(bridge, &prose),
            Self::Hit(hit, widths) => vec![line::hit(hit, *widths, setting)],
            Self::Check(check) => check_lines(check, &prose),
        }
    }
}

fn heading_lines(heading: &Heading, setting: &Setting) -> Vec<Line> {
    let title = Span::new(Tone::Heading, heading.title.to_uppercase());
    if heading.note.is_empty() {
        return setting.flow(&[title], 0, 0);
    }
    let gap = setting.width.saturating_sub(width(&title.text) + width(&heading.note));
    if gap >= 2 {
        let blank = Span::new(Tone::Plain, " ".repeat(gap));
        return setting
            .flow(&[title], 0, 0)
            .into_iter()
            .map(|mut line| {
                line.extend([blank.clone()]);
                line.extend(
                    setting.flow(&[Span::new(Tone::Quiet, &heading.note)], 0, 0).into_iter().flatten(),
                );
                line
            })
            .collect();
    }
    setting.flow(&[title, Span::new(Tone::Quiet, format!(" · {}", heading.note))], 0, 0)
}

/// Puts the sign of a row into the columns before its words.
pub fn signed(mut lines: Vec<Line>, mark: Option<&Mark>) -> Vec<Line> {
    if let (Some(mark), Some(first)) = (mark, lines.first_mut().and_then(|line| line.first_mut())) {
        let columns = first.text.len();
        if columns >= MARKED_INDENT {
            let sign = Span::new(Tone::Sign(mark.symbol), format!("{:>3} ", mark.symbol.sign()));
            *first = sign;
        }
    }
    lines
}

fn entry(row: &Row, marked: bool, setting: &Setting) -> Vec<Line> {
    let indent = if marked { MARKED_INDENT } else { INDENT };
    let lines = signed(setting.flow(&said(row), indent, indent), row.mark.as_ref());
    with_remarks(lines, row, indent, setting)
}

/// A point behind its box, which is in words where somebody listens.
fn check_lines(check: &Check, setting: &Setting) -> Vec<Line> {
    let mark = match check.tick {
        Tick::Open if setting.aloud => String::new(),
        Tick::Had if setting.aloud => "had: ".to_owned(),
        Tick::Graded(grade) if setting.aloud => format!("{}: ", grade.word()),
        tick => format!("{} ", tick.mark()),
    };
    let hang = INDENT + width(&mark);
    let mut spans = vec![Span::new(Tone::Strong, mark)];
    spans.extend(said(&check.row));
    with_remarks(setting.flow(&spans, INDENT, hang), &check.row, INDENT, setting)
}

/// Adds what has to be said with a row, indented below it.
pub fn with_remarks(mut lines: Vec<Line>, row: &Row, indent: usize, setting: &Setting) -> Vec<Line> {
    let said = if setting.remarks == Remarks::None { &[][..] } else { &row.remarks };
    for remark in said {
        lines.extend(setting.flow(&remark_spans(remark, setting.remarks), indent + 2, indent + 4));
    }
    lines
}

fn remark_spans(remark: &Remark, remarks: Remarks) -> Vec<Span> {
    let mut spans = vec![Span::new(Tone::Strong, format!("{}: ", remark.label))];
    if !remark.attribution.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!("{}: ", remark.attribution)));
    }
    let said = if remarks == Remarks::Alone { &remark.text } else { remark.said() };
    spans.push(Span::new(Tone::Quiet, said));
    spans.extend(cited(&remark.evidence, &remark.attribution));
    spans
}

/// The sources by name only: what each says stands with the remarks on skills and tools.
pub fn named(evidence: &Evidence) -> Option<Span> {
    let names = evidence.names();
    (!names.is_empty()).then(|| Span::new(Tone::Quiet, format!(" [{names}]")))
}

fn fact(row: &Row, labels: usize, setting: &Setting) -> Vec<Line> {
    if setting.width < LABELS_NEED {
        let label = Span::new(Tone::Strong, format!("{}: ", row.label));
        let text = Span::new(Tone::Plain, row.text.as_str());
        let spans: Vec<_> = [label, text].into_iter().chain(named(&row.evidence)).collect();
        return with_remarks(setting.flow(&spans, INDENT, INDENT), row, INDENT, setting);
    }
    let label = Span::new(
        Tone::Quiet,
        format!("{}{}  ", row.label, " ".repeat(labels.saturating_sub(width(&row.label)))),
    );
    let text = Span::new(Tone::Plain, row.text.as_str());
    let spans: Vec<_> = [label, text].into_iter().chain(named(&row.evidence)).collect();
    with_remarks(setting.flow(&spans, INDENT, INDENT + labels + 2), row, INDENT, setting)
}
