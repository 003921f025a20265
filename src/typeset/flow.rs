//! Breaks words into lines by the columns they take, keeping their tones.

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Line, Setting, Span, Tone};

impl Setting {
    /// The columns that a text takes as it is shown: in ASCII one letter may become three.
    #[must_use]
    pub fn columns(&self, text: &str) -> usize {
        if self.ascii { super::ascii(text).width() } else { text.width() }
    }

    /// A text in one line, with a mark where it had to be cut.
    #[must_use]
    pub fn cut(&self, text: &str) -> String {
        if self.columns(text) <= self.width {
            return text.to_owned();
        }
        let mark: String = if self.ascii { "..." } else { "…" }.chars().take(self.width).collect();
        let room = self.width.saturating_sub(mark.width());
        let kept = text
            .grapheme_indices(true)
            .map(|(at, letter)| at + letter.len())
            .take_while(|end| self.columns(&text[..*end]) <= room);
        format!("{}{mark}", &text[..kept.last().unwrap_or(0)])
    }

    /// Sets words into lines: the first is indented by `first` columns, the others by `rest`.
    #[must_use]
    pub fn flow(&self, spans: &[Span], first: usize, rest: usize) -> Vec<Line> {
        let mut text = String::new();
        let mut ends = Vec::with_capacity(spans.len());
        for span in spans {
            // A figure and its sign stay on one line.
            let words = span.text.replace(" %", "\u{a0}%");
            text.push_str(&if self.ascii { super::ascii(&words) } else { words });
            ends.push(text.len());
        }
        // An indent never takes more than half of a narrow pane.
        let (first, rest) = (first.min(self.width / 2), rest.min(self.width / 2));
        let room = |indent: usize| self.width.saturating_sub(indent).max(1);
        let pieces = pieces(&text, room(first.max(rest)));
        #[expect(clippy::cast_precision_loss, reason = "columns of a line are few")]
        let rooms = [room(first) as f64, room(rest) as f64];
        let mut lines = Vec::new();
        for (index, wrapped) in wrap_first_fit(&pieces, &rooms).into_iter().enumerate() {
            let indent = if index == 0 { first } else { rest };
            let mut line = vec![Span::new(Tone::Plain, " ".repeat(indent))];
            if let (Some(begin), Some(end)) = (wrapped.first(), wrapped.last()) {
                line.extend(toned(spans, &ends, &text, begin.word.start..end.word.end));
            }
            lines.push(line);
        }
        lines
    }
}

/// A stretch of text that stays on one line, and the blanks behind it.
#[derive(Debug)]
struct Piece {
    word: Range<usize>,
    columns: usize,
    blanks: usize,
}

impl Fragment for Piece {
    #[expect(clippy::cast_precision_loss, reason = "columns of a line are few")]
    fn width(&self) -> f64 {
        self.columns as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "columns of a line are few")]
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The pieces of a text: lines break at blanks, so that addresses stay whole; scripts without blanks
/// break by UAX #14; what is wider than a line breaks between two of its letters.
fn pieces(text: &str, room: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for word in WordSeparator::AsciiSpace.find_words(text) {
        let wide = word.word.chars().any(|c| c.width() == Some(2));
        let parts: Vec<&str> = if wide {
            WordSeparator::UnicodeBreakProperties.find_words(word.word).map(|part| part.word).collect()
        } else {
            vec![word.word]
        };
        for part in parts {
            for chunk in chunks(part, room) {
                let end = at + chunk.len();
                pieces.push(Piece { word: at..end, columns: chunk.width(), blanks: 0 });
                at = end;
            }
        }
        if let Some(last) = pieces.last_mut() {
            last.blanks = word.whitespace.len();
        }
        at += word.whitespace.len();
    }
    pieces
}

/// A word in parts that fit into a line.
fn chunks(word: &str, room: usize) -> Vec<&str> {
    if word.width() <= room {
        return vec![word];
    }
    let mut chunks = Vec::new();
    let mut from = 0;
    for (at, letter) in word.grapheme_indices(true) {
        if at > from && word[from..at + letter.len()].width() > room {
            chunks.push(&word[from..at]);
            from = at;
        }
    }
    chunks.push(&word[from..]);
    chunks
}

/// The parts of the spans that stand in a range of their joined text.
fn toned<'s>(
    spans: &'s [Span],
    ends: &'s [usize],
    text: &'s str,
    range: Range<usize>,
) -> impl Iterator<Item = Span> + 's {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).zip(spans).filter_map(move |((start, end), span)| {
        let (from, to) = (start.max(range.start), (*end).min(range.end));
        (from < to).then(|| Span::new(span.tone, &text[from..to]))
    })
}

/// The columns that a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The columns that a line takes.
#[must_use]
pub fn line_width(line: &Line) -> usize {
    line.iter().map(|span| width(&span.text)).sum()
}
