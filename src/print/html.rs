//! Pages as one self-contained HTML document, readable without styles.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::content::model::Pack;
use crate::page::Page;
use crate::page::block::{Bar, Block, FULL_BAR, Grid, GridRow, Heading, Tick};
use crate::page::row::{Evidence, Remark, Row, Symbol, Target, is_address};
use crate::place::{Link, Place};

/// The look of the document: quiet, wide enough, and good on paper.
const STYLE: &str = include_str!("html.css");

/// Writes pages as one document; links to places outside it are plain words.
///
/// # Errors
/// What the writer says.
pub fn write(pages: &[Page], pack: &Pack, out: &mut impl Write) -> io::Result<()> {
    let title = pages.iter().map(|page| page.title.as_str()).collect::<Vec<_>>().join(" · ");
    let document = html! {
        (DOCTYPE)
        html lang=(pack.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for page in pages { (Sheet { page, pages }.article()) }
                }
                footer.quiet {
                    p { (pack.name) ", version " (pack.version) ", " (pack.licence) ". " @if let Some(attribution) = &pack.attribution { (attribution) } }
                }
            }
        }
    };
    writeln!(out, "{}", document.into_string())
}

/// One page of a document, and all its pages, for links between them.
struct Sheet<'p> {
    page: &'p Page,
    pages: &'p [Page],
}

impl Sheet<'_> {
    fn article(&self) -> Markup {
        let page = self.page;
        html! {
            article id=(page.place) {
                h1 { (page.title) }
                @if !page.subtitle.is_empty() { p.quiet { (page.subtitle) } }
                @for block in &page.blocks { (self.block(block)) }
            }
        }
    }

    fn block(&self, block: &Block) -> Markup {
        match block {
            Block::Heading(Heading { section, title, note }) => html! {
                h2 id=(self.id(section)) { (title) @if !note.is_empty() { " " small { (note) } } }
            },
            Block::Text(rows) => {
                html! { @for row in rows { p id=(self.id(&row.key)) { (self.said(row)) } (remarks(row)) } }
            }
            Block::List(rows) => self.list(rows),
            Block::Card(rows) => html! {
                dl { @for row in rows { dt { (self.linked(&row.label, row.links.first())) } dd id=(self.id(&row.key)) { (fact(row)) } } }
            },
            Block::Hits(hits) => {
                html! { ul { @for hit in hits { li id=(self.id(&hit.row.key)) { (self.said(&hit.row)) } } } }
            }
            Block::Checklist(checks) => html! {
                ul { @for check in checks {
                    li id=(self.id(&check.row.key)) {
                        @match check.tick {
                            Tick::Open => {}
                            Tick::Had => { b { "had:" } " " }
                            Tick::Graded(grade) => { b { (grade.word()) ":" } " " }
                        }
                        (self.said(&check.row)) (remarks(&check.row))
                    }
                } }
            },
            Block::Grid(grid) if grid.is_of_doers() => html! {
                (table_of_doers(grid))
                (self.list(&grid.rows.iter().map(|row| grid.told(row)).collect::<Vec<_>>()))
            },
            Block::Grid(grid) => self.table(grid),
            Block::Bars(bars) => html! { ul { @for bar in bars { (self.bar(bar)) } } },
            Block::Bridge(bridge) => html! { p id=(self.id(&bridge.row.key)) { (self.said(&bridge.row)) } },
        }
    }

    fn list(&self, rows: &[Row]) -> Markup {
        html! { ul { @for row in rows { li id=(self.id(&row.key)) { (self.said(row)) (remarks(row)) } } } }
    }

    fn said(&self, row: &Row) -> Markup {
        html! {
            @if let Some(mark) = &row.mark { b class=(class(mark.symbol)) { (mark.symbol.sign()) " " (mark.word) ":" } " " }
            @if !row.label.is_empty() {
                b { (self.linked(&row.label, row.links.first())) @if !row.text.is_empty() { ":" } } " "
            }
            @if !row.attribution.is_empty() { i { (row.attribution) ":" } " " }
            (words(&row.text))
            @if !row.note.is_empty() { " · " (row.note) }
            (evidence(&row.evidence))
        }
    }

    fn bar(&self, bar: &Bar) -> Markup {
        let row = &bar.row;
        html! {
            li id=(self.id(&row.key)) {
                @if let Some(mark) = &row.mark { b class=(class(mark.symbol)) { (mark.symbol.sign()) } " " }
                (self.linked(&row.label, row.links.first())) ": " (bar.word)
                @if bar.level > 0 { " (" (bar.level) " of " (FULL_BAR) ")" }
                @if let Some((_, known)) = &bar.known { "; you: " (known) }
                (sources(&row.evidence.names()))
                (remarks(row))
            }
        }
    }

    fn table(&self, grid: &Grid) -> Markup {
        let noted = grid.rows.iter().any(|row| !row.row.note.is_empty());
        html! {
            table {
                thead { tr {
                    td {}
                    @for column in &grid.columns { th scope="col" { (column) } }
                    @if noted { th scope="col" { "difference" } }
                } }
                tbody { @for row in &grid.rows { (self.table_row(row, noted)) } }
            }
        }
    }

    fn table_row(&self, grid_row: &GridRow, noted: bool) -> Markup {
        let row = &grid_row.row;
        html! {
            tr id=(self.id(&row.key)) {
                th scope="row" { (self.said(&Row { note: String::new(), ..row.clone() })) (remarks(row)) }
                @for cell in &grid_row.cells {
                    td { (cell.words()) }
                }
                @if noted { td { (row.note) } }
            }
        }
    }

    /// The id of a section or row: unique in the document, for its page's place stands in front.
    fn id(&self, key: &str) -> String {
        format!("{}#{key}", self.page.place)
    }

    /// Words that lead to a page of this document, or plain words where it is not in it.
    fn linked(&self, text: &str, target: Option<&Target>) -> Markup {
        let era = self.page.place.era.as_deref();
        let leads = |place: &Place, page: &Page| {
            page.place == *place
                || era.is_some_and(|era| place.era.is_none() && page.place == place.clone().at(era))
        };
        let found = target.and_then(|target| {
            let page = self.pages.iter().find(|page| leads(&target.link.place, page))?;
            Some(Link { place: page.place.clone(), key: target.link.key.clone() })
        });
        if let Some(link) = found {
            html! { a href=(format!("#{}", fragment(&link.to_string()))) { (text) } }
        } else {
            html! { (text) }
        }
    }
}

/// Who does what at a glance; how and why stands in the list below it.
fn table_of_doers(grid: &Grid) -> Markup {
    html! {
        table {
            thead { tr { td {} @for column in &grid.columns { th scope="col" { (column) } } } }
            tbody { @for row in &grid.rows {
                tr {
                    th scope="row" { (row.row.label) }
                    @for cell in &row.cells { td { (cell.words()) } }
                }
            } }
        }
    }
}

/// A place as the fragment of an address.
fn fragment(place: &str) -> String {
    percent_encoding::utf8_percent_encode(place, percent_encoding::CONTROLS).to_string()
}

fn class(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Same => "same",
        Symbol::New => "new",
        Symbol::Changed => "changed",
        Symbol::Gone => "gone",
        Symbol::Moved => "moved",
    }
}

fn fact(row: &Row) -> Markup {
    html! { (words(&row.text)) (sources(&row.evidence.names())) }
}

/// Text, with the addresses in it as links.
fn words(text: &str) -> Markup {
    html! {
        @for (index, word) in text.split(' ').enumerate() {
            @if index > 0 { " " }
            @if is_address(word) { a href=(word) { (word) } } @else { (word) }
        }
    }
}

fn evidence(evidence: &Evidence) -> Markup {
    sources(&evidence.words())
}

fn sources(words: &str) -> Markup {
    html! { @if !words.is_empty() { " " small { "[" (words) "]" } } }
}

fn remarks(row: &Row) -> Markup {
    html! { @if !row.remarks.is_empty() { ul.quiet { @for remark in &row.remarks { li { (remark_words(remark)) } } } } }
}

fn remark_words(remark: &Remark) -> Markup {
    html! {
        i { (remark.label) ":" } " "
        @if !remark.attribution.is_empty() { i { (remark.attribution) ":" } " " }
        (remark.said())
        (evidence(&remark.evidence))
    }
}
