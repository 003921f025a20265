//! A document as one self-contained HTML file, readable without styles.

mod bridge;
mod sheet;

use std::collections::BTreeMap;
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::page::block::{Block, Heading};
use crate::page::row::{Citation, Row};

use super::Document;
use sheet::{Sheet, fragment, words};

/// The look of the document: quiet, wide enough, and good on paper.
const STYLE: &str = include_str!("html/style.css");
/// A page with more sections than this begins with a table of them.
const FEW_SECTIONS: usize = 3;

/// Writes a document; links to places outside it are plain words.
///
/// # Errors
/// What the writer says.
pub fn write(document: &Document<'_>, out: &mut impl Write) -> io::Result<()> {
    let markup = html! {
        (DOCTYPE)
        html lang=(document.pack.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (document.title) }
                    @if !document.subtitle.is_empty() { p.quiet { (document.subtitle) } }
                    (contents(document))
                }
                main {
                    @for page in &document.pages { (Sheet { page, document }.article()) }
                    (sources(document))
                }
                footer.quiet { p { (document.colophon()) } }
            }
        }
    };
    writeln!(out, "{}", markup.into_string())
}

/// What there is in the document: its pages, or the sections of its only one.
fn contents(document: &Document<'_>) -> Markup {
    let entry = |id: String, title: &str| (format!("#{}", fragment(&id)), title.to_owned());
    let mut entries: Vec<_> = match &document.pages[..] {
        [page] => {
            let heading = |block: &Block| match block {
                Block::Heading(Heading { section, title, .. }) => {
                    Some(entry(format!("{}#{section}", page.place), title))
                }
                _ => None,
            };
            page.blocks.iter().filter_map(heading).collect()
        }
        pages => pages.iter().map(|page| entry(page.place.to_string(), &page.title)).collect(),
    };
    if document.is_one() && entries.len() <= FEW_SECTIONS {
        return html! {};
    }
    if !document.sources.is_empty() {
        entries.push(("#sources".to_owned(), "Sources".to_owned()));
    }
    html! {
        nav aria-label="Contents" {
            ul { @for (address, title) in entries { li { a href=(address) { (title) } } } }
        }
    }
}

/// All sources, numbered, each with what of it is cited.
fn sources(document: &Document<'_>) -> Markup {
    let mut claims: BTreeMap<&str, BTreeMap<&str, &Citation>> = BTreeMap::new();
    for citation in document.evidence().flat_map(|evidence| &evidence.citations) {
        if let Some(claim) = &citation.claim {
            claims.entry(&citation.source).or_default().insert(claim, citation);
        }
    }
    let cited = |source: &Row| claims.get(source.key.rsplit('/').next().unwrap_or_default());
    html! {
        @if !document.sources.is_empty() {
            section.sources {
                h2 id="sources" { "Sources" }
                ol {
                    @for (number, source) in (1..).zip(&document.sources) {
                        li id={ "source-" (number) } {
                            b { (source.label) ":" } " " (words(&source.text))
                            @if let Some(claims) = cited(source) {
                                ul.quiet { @for (key, citation) in claims {
                                    li { (key) " (" (citation.kind.word()) "): " (citation.says) }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}
