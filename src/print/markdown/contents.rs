//! The table of contents of a document: its pages, each with the anchor where readers of Markdown find its heading.

use std::collections::HashMap;

use pulldown_cmark::{LinkType, Tag};

use crate::page::block::Block;

use super::{Document, Events, titled};

impl Events<'_> {
    /// The pages, each with where its heading is found.
    pub(super) fn contents(&mut self, document: &Document<'_>) {
        let titles = document.pages.iter().map(|page| page.title.as_str()).chain(["Sources"]);
        let entries: Vec<_> = titles.zip(anchors(document)).collect();
        self.list(&entries, |events, (title, anchor)| {
            let tag = Tag::Link {
                link_type: LinkType::Inline,
                dest_url: format!("#{anchor}").into(),
                title: "".into(),
                id: "".into(),
            };
            events.wrapped(&tag, |events| events.text(title));
        });
    }
}

/// Where the headings of the pages and of the sources are found.
fn anchors(document: &Document<'_>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut next = |title: &str| {
        let anchor = anchor(title);
        let before = seen.entry(anchor.clone()).or_default();
        *before += 1;
        // One that stands there already is numbered.
        if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1) }
    };
    next(&document.title);
    let mut anchors = Vec::new();
    for page in &document.pages {
        anchors.push(next(&page.title));
        for block in &page.blocks {
            if let Block::Heading(heading) = block {
                next(&titled(heading));
            }
        }
    }
    anchors.push(next("Sources"));
    anchors
}

/// The anchor of a heading, as GitHub and most readers make it: lower case, hyphens for blanks, no marks.
fn anchor(title: &str) -> String {
    let kept = title.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
