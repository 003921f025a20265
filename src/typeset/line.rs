//! Rows in one line each: in an index, and among what was found.

use unicode_segmentation::UnicodeSegmentation;

use crate::page::block::HitRow;
use crate::page::row::Row;

use super::flow::width;
use super::{Line, Setting, Span, Tone};

/// Where the words of a line begin.
const INDENT: usize = 2;
/// The column of signs at the right: `->` and a blank before it.
const SIGNS: usize = 3;

/// A row by its name, with its sign at the right.
pub fn brief(row: &Row, setting: &Setting) -> Line {
    let name = if row.label.is_empty() { &row.text } else { &row.label };
    let signs = if row.mark.is_some() { SIGNS } else { 0 };
    let room = setting.width.saturating_sub(INDENT + signs);
    let name = Setting { width: room, ..*setting }.cut(&setting.plain(name));
    let blank = room.saturating_sub(width(&name));
    let mut line = vec![Span::new(Tone::Plain, " ".repeat(INDENT)), Span::new(Tone::Plain, name)];
    if let Some(mark) = &row.mark {
        line.push(Span::new(Tone::Plain, " ".repeat(blank)));
        line.push(Span::new(Tone::Sign(mark.symbol), format!("{:>SIGNS$}", mark.symbol.sign())));
    }
    line
}

/// How wide the columns of names and kinds are among what was found.
#[derive(Clone, Copy, Debug)]
pub struct HitWidths {
    label: usize,
    kind: usize,
}

/// The widest that the column of names gets on a narrow screen; on a wide one it gets two fifths of what there is.
const LABEL_WIDTH: usize = 28;
/// A pane narrower than this has no room for columns: name, kind and words follow one another.
const COLUMNS_NEED: usize = 56;
const GAP: usize = 2;

impl HitWidths {
    /// Measures what was found, once for all of it.
    pub fn new(hits: &[HitRow]) -> Self {
        let widest = |of: fn(&Row) -> &str| hits.iter().map(|hit| width(of(&hit.row))).max().unwrap_or(0);
        Self { label: widest(|row| &row.label), kind: widest(|row| &row.note) }
    }
}

/// Something that was found: its name, what it is, and what it says, with what was looked for marked.
pub fn hit(hit: &HitRow, widths: HitWidths, setting: &Setting) -> Line {
    let row = &hit.row;
    let mut line = vec![Span::new(Tone::Plain, " ".repeat(INDENT.min(setting.width)))];
    let mut room = setting.width.saturating_sub(INDENT);
    let mut put = |text: &str, found: &[usize], tone: Tone, column: usize| {
        let width_left = room.min(if column == 0 { room } else { column });
        let text = Setting { width: width_left, ..*setting }.cut(text);
        let taken = setting.columns(&text);
        let blank = (column + GAP).saturating_sub(taken).min(room.saturating_sub(taken));
        room = room.saturating_sub(taken + blank);
        line.extend(marked(&text, found, tone, setting));
        line.push(Span::new(Tone::Plain, " ".repeat(blank)));
    };
    let (label, kind) = if setting.width < COLUMNS_NEED {
        (width(&row.label).min(LABEL_WIDTH), width(&row.note))
    } else {
        let free = setting.width.saturating_sub(INDENT + widths.kind + 2 * GAP);
        (widths.label.min(LABEL_WIDTH.max(free * 2 / 5)), widths.kind)
    };
    put(&row.label, &hit.in_label, Tone::Plain, label);
    put(&row.note, &[], Tone::Quiet, kind);
    put(&row.text, &hit.in_text, Tone::Quiet, 0);
    line
}

/// A text with some of its characters marked.
fn marked(text: &str, found: &[usize], tone: Tone, setting: &Setting) -> Line {
    let mut line: Line = Vec::new();
    for (index, letter) in text.graphemes(true).enumerate() {
        let tone = if found.contains(&index) { Tone::Found } else { tone };
        // Counted before: in ASCII one character may become three.
        let letter = setting.plain(letter);
        match line.last_mut() {
            Some(last) if last.tone == tone => last.text.push_str(&letter),
            _ => line.push(Span::new(tone, letter)),
        }
    }
    line
}
