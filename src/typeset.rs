//! Sets a page in a width: lines of words, each with a tone, for the terminal and for plain text.
//!
//! A page becomes a list of [`Item`]s, which costs nothing; an item becomes lines only when it is asked
//! for them, so that a screen measures what it shows and no more.

mod drawing;
mod flow;
mod grid;
mod item;
mod line;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use crate::page::Page;
use crate::page::row::{Evidence, Row, Symbol};

pub use item::{Item, items};

/// The widest a line of prose gets, however wide the pane: longer lines are hard to read.
pub const MEASURE: usize = 78;

/// How a page is to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The width in columns.
    pub width: usize,
    /// Whether only ASCII is used for bars, drawings and marks.
    pub ascii: bool,
    /// Whether titles may be drawn in large letters, where a face has such.
    pub letters: bool,
    /// Whether what is drawn is said in words as well, for whoever listens.
    pub aloud: bool,
    /// How much of the page is set.
    pub extent: Extent,
    /// What is set of what has to be said with rows.
    pub remarks: Remarks,
    /// The one column that grids are set with, where there is room for no more.
    pub column: Option<usize>,
}

/// What is set of what has to be said with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remarks {
    /// All of it; what the row before has to have said with it already, in short.
    All,
    /// Nothing.
    None,
    /// That of one row alone, which nobody sees others with.
    Alone,
}

/// How much of a page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Page,
    /// All but its title, which stands elsewhere.
    Body,
    /// The names of its rows, a line each, as in an index.
    Names,
}

/// What a stretch of words is, for a face to give it a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// What is said.
    Plain,
    /// A page's title.
    Title,
    /// A section's title.
    Heading,
    /// A name, or another short word that rows begin with.
    Strong,
    /// What one may skip: evidence, remarks, notes.
    Quiet,
    /// A sign and its word.
    Sign(Symbol),
    /// The filled part of a bar, and drawings.
    Bar,
    /// Letters that were looked for.
    Found,
}

/// A stretch of words in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The tone.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// One line.
pub type Line = Vec<Span>;

impl Span {
    /// A stretch of words.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// The words of a line, without trailing blanks.
#[must_use]
pub fn words(line: &Line) -> String {
    let words: String = line.iter().map(|span| span.text.as_str()).collect();
    words.trim_end().to_owned()
}

/// A text with ASCII in place of typographic marks; arrows are keys, and called by their names, as `<` and `v` are other
/// keys.
#[must_use]
pub fn straight(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let text = text.replace("↑↓", "Up Down");
    for c in text.chars() {
        match c {
            '·' | '–' | '—' => plain.push('-'),
            '“' | '”' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '…' => plain.push_str("..."),
            '↑' => plain.push_str("Up"),
            '↓' => plain.push_str("Down"),
            '←' => plain.push_str("Left"),
            '→' => plain.push_str("Right"),
            '\u{a0}' => plain.push(' '),
            _ => plain.push(c),
        }
    }
    plain
}

/// A text in ASCII alone: of letters with accents stays the letter, and of what has no such a question mark.
#[must_use]
pub fn ascii(text: &str) -> String {
    let letter = |c: char| match c.nfkd().find(char::is_ascii) {
        // Nearly all are.
        _ if c.is_ascii() => Some(c),
        // What stands above the letter before it goes with it.
        None if c.width() == Some(0) => None,
        base => Some(base.unwrap_or('?')),
    };
    straight(text).chars().filter_map(letter).collect()
}

/// The head of a page: its title and what has to be known first.
#[must_use]
pub fn head(page: &Page, setting: &Setting) -> Vec<Line> {
    if setting.extent != Extent::Page {
        return Vec::new();
    }
    let prose = setting.prose();
    let mut lines = prose.flow(&[Span::new(Tone::Title, &page.title)], 0, 0);
    if !page.subtitle.is_empty() {
        lines.extend(prose.flow(&[Span::new(Tone::Quiet, &page.subtitle)], 0, 0));
    }
    lines
}

impl Setting {
    /// So many columns, with everything shown as it is.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self {
            width,
            ascii: false,
            letters: true,
            aloud: false,
            extent: Extent::Page,
            remarks: Remarks::All,
            column: None,
        }
    }

    /// A text as it can be shown: in ASCII where no more is wanted.
    #[must_use]
    pub fn plain(&self, text: &str) -> String {
        if self.ascii { ascii(text) } else { text.to_owned() }
    }

    /// Whether a column of a grid is shown.
    fn shows(&self, column: usize) -> bool {
        self.column.is_none_or(|one| one == column)
    }

    /// The same, but no wider than prose should be.
    fn prose(&self) -> Self {
        Self { width: self.width.min(MEASURE), ..*self }
    }
}

/// What a row says, in order: mark, label, who says it, the text, a note, the evidence.
fn said(row: &Row) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(mark) = &row.mark {
        // The sign alone has a colour: its word has to be readable on any background.
        spans.push(Span::new(Tone::Strong, format!("{}: ", mark.word)));
    }
    if !row.label.is_empty() {
        spans.push(Span::new(Tone::Strong, row.label.as_str()));
        let joint = match (row.attribution.is_empty(), row.text.is_empty()) {
            (true, true) => "",
            (true, false) => ": ",
            (false, _) => " · ",
        };
        spans.push(Span::new(Tone::Plain, joint));
    }
    if !row.attribution.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!("{}: ", row.attribution)));
    }
    spans.push(Span::new(Tone::Plain, row.text.as_str()));
    if !row.note.is_empty() {
        spans.push(Span::new(Tone::Quiet, format!(" · {}", row.note)));
    }
    spans.extend(cited(&row.evidence, &row.attribution));
    spans
}

/// The evidence in brackets; a source that the line names already is not named again.
fn cited(evidence: &Evidence, attribution: &str) -> Option<Span> {
    let mut words = evidence.words();
    if let ([voice], true) =
        (&evidence.voices()[..], evidence.citations.iter().all(|one| attribution.contains(&one.short)))
    {
        words = words.strip_prefix(voice).map_or(words.clone(), |rest| rest.trim_start().to_owned());
    }
    (!words.is_empty()).then(|| Span::new(Tone::Quiet, format!(" [{words}]")))
}

#[cfg(test)]
mod tests;
