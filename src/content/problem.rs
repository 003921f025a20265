//! What is wrong with a pack: where, what, and what to do.

use std::fmt::{self, Write as _};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use super::files::BUILT_IN_PREFIX;
use crate::visible::shown;

pub use super::rule::{Rule, Severity};

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
    /// How bad that is.
    pub severity: Severity,
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
            severity: rule.severity(),
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

    /// Where it is: `roles/ai-engineer.toml:3:5`, or the file alone.
    #[must_use]
    pub fn place(&self) -> String {
        match self.line {
            0 => self.file.clone(),
            line => format!("{}:{line}:{}", self.file, self.column),
        }
    }

    /// What stands there.
    #[must_use]
    pub fn line_text(&self) -> Option<&str> {
        self.excerpt.as_ref().map(|excerpt| excerpt.text.trim())
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

/// Everything that is wrong with a pack: errors before warnings, each in the order of files and lines; those in a pack
/// that is extended last, for nobody mends them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The folder of the pack, as the reader named it; empty for the built-in one.
    pub folder: String,
    /// The problems.
    pub problems: Vec<Problem>,
}

/// How many problems are written out in full; a pack with more gets a count of the rest.
const SHOWN: usize = 50;

impl Report {
    /// Puts problems in order.
    #[must_use]
    pub fn new(folder: &str, mut problems: Vec<Problem>) -> Self {
        fn place(problem: &Problem) -> (Severity, bool, &str, usize, usize) {
            let is_inherited = problem.file.starts_with(BUILT_IN_PREFIX);
            (problem.severity, is_inherited, &problem.file, problem.line, problem.column)
        }
        problems.sort_by(|a, b| place(a).cmp(&place(b)));
        Self { folder: folder.to_owned(), problems }
    }

    /// The same with every warning taken for an error.
    #[must_use]
    pub fn strict(mut self) -> Self {
        for problem in &mut self.problems {
            problem.severity = Severity::Error;
        }
        Self::new(&self.folder, self.problems)
    }

    /// How many problems are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// The path of a problem's file, from where the reader stands.
    #[must_use]
    pub fn path(&self, problem: &Problem) -> String {
        self.path_of(&problem.file)
    }

    /// The path of a file of the pack, from where the reader stands.
    #[must_use]
    pub fn path_of(&self, file: &str) -> String {
        if self.folder.is_empty() || file.starts_with(BUILT_IN_PREFIX) {
            return file.to_owned();
        }
        let joint = if file.is_empty() { "" } else { "/" };
        shown(&format!("{}{joint}{file}", self.folder.trim_end_matches('/')))
    }

    /// A problem with its place and what to do, in the look of compilers.
    #[must_use]
    pub fn excerpt(&self, problem: &Problem, colour: bool) -> String {
        let path = self.path(problem);
        let level = match problem.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(&problem.message).id(problem.rule.name());
        let origin = Origin::path(&path);
        let mut group = match &problem.excerpt {
            None if problem.line > 0 => title
                .elements(None::<Origin<'_>>)
                .element(origin.line(problem.line).char_column(problem.column)),
            None => title.elements(None::<Origin<'_>>).element(origin),
            // The excerpt of a long line does not begin at its first column, so the place is said apart.
            Some(excerpt) if excerpt.cut => title
                .elements(None::<Origin<'_>>)
                .element(origin.line(problem.line).char_column(problem.column))
                .element(excerpt.snippet(problem.line)),
            Some(excerpt) => {
                title.elements(None::<Origin<'_>>).element(excerpt.snippet(problem.line).path(&path))
            }
        };
        if !problem.help.is_empty() {
            group = group.element(Level::HELP.message(&problem.help));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }

    /// The problems as a reader gets them: the first of them in full, and how many there are in all.
    #[must_use]
    pub fn text(&self, colour: bool) -> String {
        let mut text = String::new();
        for problem in self.problems.iter().take(SHOWN) {
            text.push_str(&self.excerpt(problem, colour));
            text.push_str("\n\n");
        }
        let more = self.problems.len().saturating_sub(SHOWN);
        if more > 0 {
            let _ = write!(text, "... and {more} more; --format json has all\n\n");
        }
        text + &self.summary()
    }

    /// How many problems there are.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |severity: Severity| match self.count(severity) {
            0 => None,
            1 => Some(format!("1 {}", severity.word())),
            count => Some(format!("{count} {}s", severity.word())),
        };
        let pack = if self.folder.is_empty() { "the built-in pack".to_owned() } else { shown(&self.folder) };
        let counts: Vec<_> = [Severity::Error, Severity::Warning].into_iter().filter_map(count).collect();
        match &counts[..] {
            [] => format!("nothing is wrong with {pack}"),
            counts => format!("{} in {pack}", counts.join(", ")),
        }
    }

    /// The problem that others most likely follow from, in one line: where, and what.
    #[must_use]
    pub fn first_line(&self) -> String {
        match self.first() {
            Some(problem) => format!("{}: {}", self.first_place(), problem.message),
            None => self.summary(),
        }
    }

    /// Where that stands, alone: for who cannot mend it just now.
    #[must_use]
    pub fn first_place(&self) -> String {
        match self.first().filter(|problem| !problem.file.is_empty()) {
            Some(problem) => format!("the pack is broken at {}", problem.place()),
            None => "the pack is broken".to_owned(),
        }
    }

    fn first(&self) -> Option<&Problem> {
        self.problems.iter().min_by_key(|problem| problem.rule)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(false))
    }
}
