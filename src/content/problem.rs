//! What is wrong with a pack: where, what, and what to do.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::visible::shown;

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

/// The line around the beginning of a span, cut so that a line of a megabyte does not fill the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    span: Range<usize>,
    /// Whether the line begins before the excerpt does.
    cut: bool,
}

/// How many characters of a long line are shown before a span, in it, and behind it.
const EXCERPT_REACH: usize = 60;

impl Problem {
    /// A problem of a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, rule: Rule, message: &str, help: &str) -> Self {
        Self {
            rule,
            file: shown(file),
            line: 0,
            column: 0,
            message: shown(message),
            help: shown(help),
            excerpt: None,
        }
    }

    /// Places findings in their file, in one walk through its text.
    #[must_use]
    pub fn in_file(file: &str, text: &str, mut findings: Vec<Finding>) -> Vec<Self> {
        findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
        let (mut at, mut line, mut column) = (0, 1, 1);
        let place = |finding: Finding| {
            let Finding { rule, span, message, help } = finding;
            let problem = Self::of_file(file, rule, &message, &help);
            let Some(span) = span else { return problem };
            let start = floor_boundary(text, span.start);
            for c in text[at..start].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            at = start;
            let excerpt = Excerpt::around(text, start..floor_boundary(text, span.end.max(start)));
            Self { line, column, excerpt: Some(excerpt), ..problem }
        };
        findings.into_iter().map(place).collect()
    }
}

impl Excerpt {
    fn around(text: &str, span: Range<usize>) -> Self {
        let on_line = |c: &char| *c != '\n' && *c != '\r';
        let before: Vec<_> =
            text[..span.start].chars().rev().take_while(on_line).take(EXCERPT_REACH + 1).collect();
        let cut = before.len() > EXCERPT_REACH;
        let before: String =
            before.into_iter().take(EXCERPT_REACH).collect::<Vec<_>>().into_iter().rev().collect();
        let inside: String = text[span.clone()].chars().take_while(on_line).take(EXCERPT_REACH).collect();
        let after: String =
            text[span.start + inside.len()..].chars().take_while(on_line).take(EXCERPT_REACH).collect();
        let [before, inside, after] = [before, inside, after].map(|part| shown(&part));
        let span = before.len()..before.len() + inside.len();
        Self { text: before + &inside + &after, span, cut }
    }

    fn snippet(&self, line: usize) -> Snippet<'_, Annotation<'_>> {
        let span = AnnotationKind::Primary.span(self.span.clone());
        Snippet::source(&self.text).line_start(line).fold(false).annotation(span)
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
                shown(&format!("{}/{}", self.folder.trim_end_matches('/'), problem.file))
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
                    .element(excerpt.snippet(problem.line)),
                Some(excerpt) => group.element(excerpt.snippet(problem.line).path(&path)),
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
