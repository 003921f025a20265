//! One page of an HTML document: its blocks and rows.

use maud::{Markup, html};

use crate::page::Page;
use crate::page::block::{Bar, Block, FULL_BAR, Heading, Tick};
use crate::page::grid::{Grid, GridRow};
use crate::page::row::{Evidence, Remark, Row, Symbol, Target, is_address};
use crate::place::{Link, Place};
use crate::print::Document;

use super::bridge::drawing;

/// One page of a document.
pub struct Sheet<'d> {
    /// The page.
    pub page: &'d Page,
    /// The document, for links between its pages and to its sources.
    pub document: &'d Document<'d>,
}

impl Sheet<'_> {
    /// The page as an article; the only one of a document is headed by the document's title.
    pub fn article(&self) -> Markup {
        let page = self.page;
        html! {
            article id=(page.place) {
                @if !self.document.is_one() {
                    h2.title { (page.title) }
                    @if !page.subtitle.is_empty() { p.quiet { (page.subtitle) } }
                }
                @for block in &page.blocks { (self.block(block)) }
            }
        }
    }

    fn block(&self, block: &Block) -> Markup {
        match block {
            Block::Heading(Heading { section, title, note }) => {
                let id = self.id(section);
                let words = html! { (title) @if !note.is_empty() { " " small { (note) } } };
                html! { @if self.document.is_one() { h2 id=(id) { (words) } } @else { h3 id=(id) { (words) } } }
            }
            Block::Text(rows) => {
                html! { @for row in rows { p id=(self.id(&row.key)) { (self.said(row)) } (self.remarks(row)) } }
            }
            Block::List(rows) => self.list(rows),
            Block::Card(rows) => html! {
                dl { @for row in rows { dt { (self.linked(&row.label, row.links.first())) } dd id=(self.id(&row.key)) { (words(&row.text)) (self.names(&row.evidence)) } } }
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
                        (self.said(&check.row)) (self.remarks(&check.row))
                    }
                } }
            },
            Block::Grid(grid) if grid.is_of_doers() => html! {
                (scrolled("Who does what", &table_of_doers(grid)))
                (self.list(&grid.rows.iter().map(|row| grid.told(row)).collect::<Vec<_>>()))
            },
            Block::Grid(grid) => self.table(grid),
            Block::Bars(bars) => html! { ul { @for bar in bars { (self.bar(bar)) } } },
            Block::Bridge(bridge) => html! {
                figure id=(self.id(&bridge.row.key)) {
                    (drawing(bridge, &self.id(&format!("{}/title", bridge.row.key))))
                    figcaption { (self.said(&bridge.row)) }
                }
            },
        }
    }

    fn list(&self, rows: &[Row]) -> Markup {
        html! { ul { @for row in rows { li id=(self.id(&row.key)) { (self.said(row)) (self.remarks(row)) } } } }
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
            (self.evidence(&row.evidence))
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
                (self.names(&row.evidence))
                (self.remarks(row))
            }
        }
    }

    fn table(&self, grid: &Grid) -> Markup {
        let noted = grid.rows.iter().any(|row| !row.row.note.is_empty());
        let table = html! {
            table {
                thead { tr {
                    td {}
                    @for column in &grid.columns { th scope="col" { (column) } }
                    @if noted { th scope="col" { "difference" } }
                } }
                tbody { @for row in &grid.rows { (self.table_row(row, noted)) } }
            }
        };
        scrolled(&grid.columns.join(", "), &table)
    }

    fn table_row(&self, grid_row: &GridRow, noted: bool) -> Markup {
        let row = &grid_row.row;
        html! {
            tr id=(self.id(&row.key)) {
                th scope="row" { (self.said(&Row { note: String::new(), ..row.clone() })) (self.remarks(row)) }
                @for cell in &grid_row.cells {
                    td { (cell.words()) }
                }
                @if noted { td { (row.note) } }
            }
        }
    }

    /// Who says so, in brackets: the number of each source, which leads to it, its name and its claims.
    fn evidence(&self, evidence: &Evidence) -> Markup {
        let as_of = evidence.as_of.as_ref().map(|year| format!("; as of {year}"));
        self.cited(evidence, true, as_of.as_deref().unwrap_or_default())
    }

    /// The same without claims: what each says stands with the remarks on skills and tools.
    fn names(&self, evidence: &Evidence) -> Markup {
        if evidence.citations.is_empty() {
            html! {}
        } else {
            self.cited(evidence, false, "")
        }
    }

    fn cited(&self, evidence: &Evidence, with_claims: bool, as_of: &str) -> Markup {
        let cited = evidence.cited();
        if let Some(instead) = evidence.instead() {
            return html! { " " small { "[" (instead) (as_of) "]" } };
        }
        if cited.is_empty() && as_of.is_empty() {
            return html! {};
        }
        html! {
            " " small { "["
                @for (nth, one) in cited.iter().enumerate() {
                    @if nth > 0 { "; " }
                    @match self.document.number(one.source) {
                        Some(number) => { a href={ "#source-" (number) } { (number) " " (one.short) } }
                        None => { (one.short) }
                    }
                    @if with_claims { @for claim in &one.claims { " " (claim) } }
                }
                (as_of)
            "]" }
        }
    }

    fn remarks(&self, row: &Row) -> Markup {
        html! { @if !row.remarks.is_empty() { ul.quiet { @for remark in &row.remarks { li { (self.remark(remark)) } } } } }
    }

    fn remark(&self, remark: &Remark) -> Markup {
        html! {
            i { (remark.label) ":" } " "
            @if !remark.attribution.is_empty() { i { (remark.attribution) ":" } " " }
            (remark.said())
            (self.evidence(&remark.evidence))
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
            let page = self.document.pages.iter().find(|page| leads(&target.link.place, page))?;
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

/// A table that scrolls by itself where it is too wide, also for who has no mouse.
fn scrolled(label: &str, table: &Markup) -> Markup {
    html! { div.table role="region" aria-label=(label) tabindex="0" { (table) } }
}

/// A place as the fragment of an address.
pub fn fragment(place: &str) -> String {
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

/// Text, with the addresses in it as links.
pub fn words(text: &str) -> Markup {
    html! {
        @for (index, word) in text.split(' ').enumerate() {
            @if index > 0 { " " }
            @if is_address(word) { a href=(word) { (word) } } @else { (word) }
        }
    }
}
