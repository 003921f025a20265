//! What is wrong with a pack: where, what, and what to do.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

/// The rule that a pack broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A file or folder cannot be read.
    Unreadable,
    /// A file is larger than [`super::files::MAX_FILE_BYTES`].
    FileTooLarge,
    /// A pack has more than [`super::files::MAX_FILES`] files.
    TooManyFiles,
    /// A link leads out of the pack.
    OutsidePack,
    /// A file is not UTF-8.
    NotUtf8,
    /// A file stands where the format has none.
    UnknownFile,
    /// A file that every pack has is missing.
    MissingFile,
    /// A file is no TOML.
    Syntax,
    /// The pack's format is not one this program reads.
    UnknownFormat,
    /// A field that the format does not have.
    UnknownField,
    /// A field is of the wrong type or out of range.
    WrongType,
    /// A field that must be there is not.
    MissingField,
    /// A text holds a character that cannot be seen or that moves the others.
    InvisibleCharacter,
    /// An id is not lower-case letters, digits and hyphens.
    BadId,
    /// Two entries have the same id.
    DuplicateId,
    /// An id that no entry has.
    UnknownId,
    /// What became of a task is not said, or said of a task that was not there.
    Tasks,
}

impl Rule {
    /// The rule's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::FileTooLarge => "file-too-large",
            Self::TooManyFiles => "too-many-files",
            Self::OutsidePack => "outside-pack",
            Self::NotUtf8 => "not-utf8",
            Self::UnknownFile => "unknown-file",
            Self::MissingFile => "missing-file",
            Self::Syntax => "syntax",
            Self::UnknownFormat => "unknown-format",
            Self::UnknownField => "unknown-field",
            Self::WrongType => "wrong-type",
            Self::MissingField => "missing-field",
            Self::InvisibleCharacter => "invisible-character",
            Self::BadId => "bad-id",
            Self::DuplicateId => "duplicate-id",
            Self::UnknownId => "unknown-id",
            Self::Tasks => "tasks",
        }
    }
}

/// A finding in one file, before its place is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that was broken.
    pub rule: Rule,
    /// Where in the file, in bytes; `None` for the file as a whole.
    pub span: Option<Range<usize>>,
    /// What is wrong, one line.
    pub message: String,
    /// What to do about it, one line; may be empty.
    pub help: String,
}

/// A finding and the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule that was broken.
    pub rule: Rule,
    /// The file, as a path from the pack's folder.
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// Column, from 1, in characters; 0 for the file as a whole.
    pub column: usize,
    /// What is wrong, one line.
    pub message: String,
    /// What to do about it, one line; may be empty.
    pub help: String,
    excerpt: Option<Excerpt>,
}

/// The lines around a span, cut so that a line of a megabyte does not fill the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    line: usize,
    span: Range<usize>,
    cut: bool,
}

/// How many characters of a long line are shown before a span, in it, and behind it.
const EXCERPT_REACH: usize = 60;

impl Problem {
    /// Places a finding in its file.
    #[must_use]
    pub fn new(file: &str, text: &str, finding: Finding) -> Self {
        let Finding { rule, span, message, help } = finding;
        let (mut line, mut column, mut excerpt) = (0, 0, None);
        if let Some(span) = span {
            let start = floor_boundary(text, span.start);
            let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            line = text[..start].matches('\n').count() + 1;
            column = text[line_start..start].chars().count() + 1;
            excerpt =
                Some(Excerpt::cut(text, line, line_start, start..floor_boundary(text, span.end.max(start))));
        }
        Self { rule, file: file.to_owned(), line, column, message, help, excerpt }
    }
}

impl Excerpt {
    fn cut(text: &str, line: usize, line_start: usize, span: Range<usize>) -> Self {
        let line_end = text[span.start..].find('\n').map_or(text.len(), |newline| span.start + newline);
        let from = text[line_start..span.start]
            .char_indices()
            .rev()
            .nth(EXCERPT_REACH)
            .map_or(line_start, |(at, _)| line_start + at);
        let end = span.end.clamp(span.start, line_end);
        let end =
            text[span.start..end].char_indices().nth(EXCERPT_REACH).map_or(end, |(at, _)| span.start + at);
        let to = text[end..line_end].char_indices().nth(EXCERPT_REACH).map_or(line_end, |(at, _)| end + at);
        // Bytes that would move a terminal's cursor or turn its text round are shown as a mark.
        let visible = |part: &str| -> String {
            part.chars()
                .map(|c| if super::text::is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c })
                .collect()
        };
        let before = visible(&text[from..span.start]);
        let inside = visible(&text[span.start..end]);
        let marked = before.len()..before.len() + inside.len();
        Self { text: before + &inside + &visible(&text[end..to]), line, span: marked, cut: from > line_start }
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let span = AnnotationKind::Primary.span(self.span.clone());
        Snippet::source(&self.text).line_start(self.line).fold(false).annotation(span)
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Everything that is wrong with a pack, in the order of files and lines; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The folder of the pack, as the reader named it; empty for the built-in one.
    pub folder: String,
    /// The problems.
    pub problems: Vec<Problem>,
}

/// How many problems are written out in full; a pack with more gets a count of the rest.
const SHOWN: usize = 50;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let renderer = Renderer::plain();
        for problem in self.problems.iter().take(SHOWN) {
            let path = if self.folder.is_empty() {
                problem.file.clone()
            } else {
                format!("{}/{}", self.folder.trim_end_matches('/'), problem.file)
            };
            let mut group = Level::ERROR
                .primary_title(&problem.message)
                .id(problem.rule.name())
                .elements(None::<Origin<'_>>);
            let origin = Origin::path(&path);
            group = match &problem.excerpt {
                None => group.element(origin),
                // The excerpt of a long line does not begin at its first column, so the place is said apart.
                Some(excerpt) if excerpt.cut => group
                    .element(origin.line(problem.line).char_column(problem.column))
                    .element(excerpt.snippet()),
                Some(excerpt) => group.element(excerpt.snippet().path(&path)),
            };
            if !problem.help.is_empty() {
                group = group.element(Level::HELP.message(&problem.help));
            }
            writeln!(f, "{}\n", renderer.render(&[group]))?;
        }
        let more = self.problems.len().saturating_sub(SHOWN);
        if more > 0 {
            writeln!(f, "... and {more} more\n")?;
        }
        let count = self.problems.len();
        write!(f, "{count} {} in this pack", if count == 1 { "problem" } else { "problems" })
    }
}
