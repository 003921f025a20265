//! A page as Markdown, to be pasted into a document.

mod contents;

use std::io::{self, Write};

use pulldown_cmark::{self as cmark, Alignment, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_cmark_to_cmark::{Options, cmark_with_options};

use crate::page::Page;
use crate::page::block::{Bar, Block, FULL_BAR, Heading, Tick};
use crate::page::grid::Grid;
use crate::page::row::{Cited, Evidence, Remark, Row, is_address};

use super::Document;

/// Writes a page as `CommonMark` with tables.
///
/// # Errors
/// What the writer says, or that the text could not be made.
pub fn write(page: &Page, out: &mut impl Write) -> io::Result<()> {
    let mut events = Events { all: Vec::new(), depth: 0, document: None };
    events.page(page);
    events.write(out)
}

/// Writes a document: its pages, which a table of contents leads to where there are several, and all sources,
/// numbered, at its end.
///
/// # Errors
/// As [`write()`].
pub fn write_all(document: &Document<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut events = Events { all: Vec::new(), depth: 0, document: Some(document) };
    if !document.is_one() {
        events.head(&document.title, &document.subtitle);
        events.contents(document);
        events.depth = 1;
    }
    document.pages.iter().for_each(|page| events.page(page));
    events.depth = 0;
    events.sources(document);
    events.wrapped(&Tag::Paragraph, |events| {
        events.wrapped(&Tag::Emphasis, |events| events.text(&document.colophon()));
    });
    events.write(out)
}

/// `CommonMark` with tables and boxes to tick.
fn dialect() -> cmark::Options {
    cmark::Options::ENABLE_TABLES | cmark::Options::ENABLE_TASKLISTS
}

/// Markdown while it is made; the events of a parser, written back by [`pulldown_cmark_to_cmark`].
struct Events<'d> {
    all: Vec<Event<'static>>,
    /// How many headings stand above those of a page.
    depth: usize,
    /// The document, where sources are told by their numbers in it.
    document: Option<&'d Document<'d>>,
}

/// The levels of headings.
const LEVELS: [HeadingLevel; 3] = [HeadingLevel::H1, HeadingLevel::H2, HeadingLevel::H3];

impl Events<'_> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let options = Options { list_token: '-', increment_ordered_list_bullets: true, ..Options::default() };
        let mut text = String::new();
        cmark_with_options(self.all.iter(), &mut text, dialect(), options).map_err(io::Error::other)?;
        writeln!(out, "{}", text.trim_end())
    }

    fn head(&mut self, title: &str, subtitle: &str) {
        self.heading(0, title);
        if !subtitle.is_empty() {
            self.wrapped(&Tag::Paragraph, |events| {
                events.wrapped(&Tag::Emphasis, |events| events.text(subtitle));
            });
        }
    }

    fn page(&mut self, page: &Page) {
        self.head(&page.title, &page.subtitle);
        page.blocks.iter().for_each(|block| self.block(block));
    }

    /// The sources, by their numbers.
    fn sources(&mut self, document: &Document<'_>) {
        if document.sources.is_empty() {
            return;
        }
        self.heading(1, "Sources");
        self.wrapped(&Tag::List(Some(1)), |events| {
            for source in &document.sources {
                events.wrapped(&Tag::Item, |events| events.said(source));
            }
        });
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.all.push(Event::Text(CowStr::from(text.to_owned())));
        }
    }

    fn wrapped(&mut self, tag: &Tag<'static>, inside: impl FnOnce(&mut Self)) {
        self.all.push(Event::Start(tag.clone()));
        inside(self);
        // A backslash at the end of a cell would take the line behind it for itself.
        let is_cell = matches!(tag, Tag::TableCell);
        self.trim(|letter| letter.is_whitespace() || (is_cell && letter == '\\'));
        // What emphasises nothing cannot be written.
        let is_vain = matches!(tag, Tag::Strong | Tag::Emphasis);
        if !is_vain || self.all.pop_if(|event| matches!(event, Event::Start(_))).is_none() {
            self.all.push(Event::End(TagEnd::from(tag.clone())));
        }
    }

    /// Takes away the blanks at the end: they mean something in Markdown, or cannot be written.
    fn trim(&mut self, is_blank: impl Fn(char) -> bool) {
        while let Some(Event::Text(text)) = self.all.last_mut() {
            *text = text.trim_end_matches(&is_blank).to_owned().into();
            if !text.is_empty() {
                break;
            }
            self.all.pop();
        }
    }

    fn strong(&mut self, text: &str) {
        self.wrapped(&Tag::Strong, |events| events.text(text));
    }

    /// A heading so deep below that of its page.
    fn heading(&mut self, depth: usize, title: &str) {
        let level = LEVELS[(self.depth + depth).min(LEVELS.len() - 1)];
        let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
        self.wrapped(&tag, |events| events.text(title));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(1, &titled(heading)),
            Block::Text(rows) => rows.iter().for_each(|row| self.paragraph(row)),
            Block::List(rows) | Block::Card(rows) => self.list(rows, |events, row| {
                events.said(row);
                events.remarks(&row.remarks);
            }),
            Block::Hits(hits) => self.list(hits, |events, hit| events.said(&hit.row)),
            Block::Checklist(checks) => self.list(checks, |events, check| {
                events.all.push(Event::TaskListMarker(check.tick.is_had()));
                if let Tick::Graded(grade) = check.tick {
                    events.strong(&format!("{}:", grade.word()));
                    events.text(" ");
                }
                events.said(&check.row);
                events.remarks(&check.row.remarks);
            }),
            Block::Grid(grid) if grid.is_of_doers() => {
                let rows: Vec<_> = grid.rows.iter().map(|row| grid.told(row)).collect();
                self.list(&rows, |events, row| {
                    events.said(row);
                    events.remarks(&row.remarks);
                });
            }
            Block::Grid(grid) => self.table(grid),
            Block::Bars(bars) => self.list(bars, Self::bar),
            Block::Bridge(bridge) => self.paragraph(&bridge.row),
        }
    }

    fn paragraph(&mut self, row: &Row) {
        self.wrapped(&Tag::Paragraph, |events| events.said(row));
        self.remarks(&row.remarks);
    }

    fn list<T>(&mut self, items: &[T], item: impl Fn(&mut Self, &T)) {
        self.wrapped(&Tag::List(None), |events| {
            for one in items {
                events.wrapped(&Tag::Item, |events| item(events, one));
            }
        });
    }

    /// The mark's word first, then the row from left to right.
    fn said(&mut self, row: &Row) {
        if let Some(mark) = &row.mark {
            self.strong(&format!("{}:", mark.word));
            self.text(" ");
        }
        if !row.label.is_empty() {
            let colon = if row.text.is_empty() { "" } else { ":" };
            self.strong(&format!("{}{colon}", row.label));
            if !row.text.is_empty() {
                self.text(" ");
            }
        }
        if !row.attribution.is_empty() {
            self.wrapped(&Tag::Emphasis, |events| events.text(&row.attribution));
            self.text(": ");
        }
        self.words(&row.text);
        if !row.note.is_empty() {
            self.text(&format!(" · {}", row.note));
        }
        self.evidence(&row.evidence);
        self.trim(char::is_whitespace);
    }

    /// Text, with the addresses in it as links.
    fn words(&mut self, text: &str) {
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                self.text(" ");
            }
            if is_address(word) {
                let url = CowStr::from(word.to_owned());
                let tag = Tag::Link {
                    link_type: LinkType::Autolink,
                    dest_url: url,
                    title: "".into(),
                    id: "".into(),
                };
                self.wrapped(&tag, |events| events.text(word));
            } else {
                self.text(word);
            }
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let number = |cited: &Cited<'_>| Some(format!("{} ", self.document?.number(cited.source)?));
        let words = evidence.words_with(|cited| number(cited).unwrap_or_default());
        if !words.is_empty() {
            self.text(&format!(" ({words})"));
        }
    }

    fn remarks(&mut self, remarks: &[Remark]) {
        if !remarks.is_empty() {
            self.list(remarks, Self::remark);
        }
    }

    fn remark(&mut self, remark: &Remark) {
        self.wrapped(&Tag::Emphasis, |events| events.text(&format!("{}:", remark.label)));
        let who =
            if remark.attribution.is_empty() { String::new() } else { format!("{}: ", remark.attribution) };
        self.text(&format!(" {who}{}", remark.said()));
        self.evidence(&remark.evidence);
    }

    fn bar(&mut self, bar: &Bar) {
        let level = if bar.level == 0 { String::new() } else { format!(" ({} of {FULL_BAR})", bar.level) };
        self.text(&format!("{}: {}{level}", bar.row.label, bar.word));
        if let Some((_, known)) = &bar.known {
            self.text(&format!("; you: {known}"));
        }
        let names = bar.row.evidence.names();
        if !names.is_empty() {
            self.text(&format!(" ({names})"));
        }
        self.remarks(&bar.row.remarks);
    }

    fn table(&mut self, grid: &Grid) {
        let noted = grid.rows.iter().any(|row| !row.row.note.is_empty());
        let columns = grid.columns.len() + 1 + usize::from(noted);
        self.wrapped(&Tag::Table(vec![Alignment::None; columns]), |events| {
            events.wrapped(&Tag::TableHead, |events| {
                events.cell("");
                grid.columns.iter().for_each(|column| events.cell(column));
                if noted {
                    events.cell("difference");
                }
            });
            for row in &grid.rows {
                events.wrapped(&Tag::TableRow, |events| {
                    events.wrapped(&Tag::TableCell, |events| events.table_words(&row.row));
                    row.cells.iter().for_each(|cell| events.cell(&cell.words()));
                    if noted {
                        events.cell(&row.row.note);
                    }
                });
            }
        });
    }

    fn cell(&mut self, text: &str) {
        self.wrapped(&Tag::TableCell, |events| events.text(text));
    }

    /// A cell has no lists, so remarks follow in the line.
    fn table_words(&mut self, row: &Row) {
        let who = if row.attribution.is_empty() { String::new() } else { format!("{}: ", row.attribution) };
        let joint = if row.label.is_empty() || row.text.is_empty() { "" } else { ": " };
        self.text(&format!("{who}{}{joint}{}", row.label, row.text));
        self.evidence(&row.evidence);
        for remark in &row.remarks {
            self.text("; ");
            self.remark(remark);
        }
    }
}

/// The title of a section with its remark.
fn titled(Heading { title, note, .. }: &Heading) -> String {
    if note.is_empty() { title.clone() } else { format!("{title} ({note})") }
}
