//! Breaks words into lines by the columns they take, keeping their tones.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Line, Setting, Span, Tone};

impl Setting {
    /// Sets words into lines: the first is indented by `first` columns, the others by `rest`.
    pub fn flow(&self, spans: &[Span], first: usize, rest: usize) -> Vec<Line> {
        let mut text = String::new();
        let mut ends = Vec::with_capacity(spans.len());
        for span in spans {
            text.push_str(&if self.ascii { super::ascii(&span.text) } else { span.text.clone() });
            ends.push(text.len());
        }
        // An indent never takes more than half of a narrow pane.
        let (first, rest) = (first.min(self.width / 2), rest.min(self.width / 2));
        let blank = |indent: usize| " ".repeat(indent);
        let (initial, subsequent) = (blank(first), blank(rest));
        let options = Options::new(self.width.max(1))
            .initial_indent(&initial)
            .subsequent_indent(&subsequent)
            .word_separator(WordSeparator::Custom(find_words))
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .word_splitter(WordSplitter::NoHyphenation);
        let mut lines = Vec::new();
        let mut at = 0;
        for (index, wrapped) in textwrap::wrap(&text, options).iter().enumerate() {
            let indent = if index == 0 { first } else { rest };
            let words = wrapped.get(indent..).unwrap_or_default();
            // Wrapping only drops blanks, so each line stands in the text as it is, behind the one before.
            let from = at + text[at..].find(words).unwrap_or(0);
            at = from + words.len();
            let mut line = vec![Span::new(Tone::Plain, blank(indent))];
            line.extend(pieces(spans, &ends, &text, from..at));
            lines.push(line);
        }
        lines
    }
}

/// Lines break at blanks, so that addresses stay whole; scripts without blanks break by UAX #14.
fn find_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(|word| {
        if word.chars().all(|c| c.width() != Some(2)) {
            return vec![word];
        }
        let mut parts: Vec<_> = WordSeparator::UnicodeBreakProperties.find_words(word.word).collect();
        if let Some(last) = parts.last_mut() {
            last.whitespace = word.whitespace;
        }
        parts
    }))
}

/// The parts of the spans that stand in a range of their joined text.
fn pieces<'s>(
    spans: &'s [Span],
    ends: &'s [usize],
    text: &'s str,
    range: std::ops::Range<usize>,
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
