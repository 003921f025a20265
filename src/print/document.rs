//! Pages that go into one file, with all their sources numbered at its end.

use std::collections::HashMap;

use crate::content::Library;
use crate::content::model::Pack;
use crate::page::row::{Evidence, Row};
use crate::page::{self, Page};

/// Pages that go into one file.
#[derive(Debug)]
pub struct Document<'l> {
    /// What it is called.
    pub title: String,
    /// What has to be known first.
    pub subtitle: String,
    /// The pages, without their own lists of sources.
    pub pages: Vec<Page>,
    /// What the pages cite, in the order in which they first do; the numbers begin at 1.
    pub sources: Vec<Row>,
    /// The pack that the pages are made from.
    pub pack: &'l Pack,
    /// The number of each source, by its id.
    numbers: HashMap<String, usize>,
}

impl<'l> Document<'l> {
    /// A document of some pages; it is called as its only page is, or as all of them are.
    #[must_use]
    pub fn of(library: &'l Library, pages: Vec<Page>) -> Self {
        let title = pages.iter().map(|page| page.title.as_str()).collect::<Vec<_>>().join(" · ");
        let subtitle = match &pages[..] {
            [page] => page.subtitle.clone(),
            _ => String::new(),
        };
        let pages: Vec<_> = pages.into_iter().map(Page::without_sources).collect();
        let sources = page::sources(library, &pages);
        let id = |source: &Row| source.key.rsplit('/').next().unwrap_or_default().to_owned();
        let numbers = (1..).zip(&sources).map(|(number, source)| (id(source), number)).collect();
        Self { title, subtitle, pages, sources, pack: library.pack(), numbers }
    }

    /// The same under a title of its own.
    #[must_use]
    pub fn titled(self, title: String, subtitle: String) -> Self {
        Self { title, subtitle, ..self }
    }

    /// Whether it is one page, whose title is the document's.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.pages.len() == 1
    }

    /// The number of a source.
    #[must_use]
    pub fn number(&self, source: &str) -> Option<usize> {
        self.numbers.get(source).copied()
    }

    /// Everything that says so in the document.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let rows = self.pages.iter().flat_map(|page| &page.blocks).flat_map(|block| block.rows());
        rows.flat_map(Row::all_evidence)
    }

    /// Where it comes from, and what the pack asks to be said with it.
    #[must_use]
    pub fn colophon(&self) -> String {
        let Pack { name, version, licence, attribution, .. } = self.pack;
        let attribution = attribution.as_deref().unwrap_or_default();
        format!("{name}, version {version}, {licence}. {attribution}").trim_end().to_owned()
    }
}
