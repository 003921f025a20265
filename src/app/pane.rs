//! A pane: a page, the row one stands on in it, and what is to be kept where it is.

use std::sync::Arc;

use crate::page::Page;
use crate::page::row::Row;
use crate::place::Kind;

use super::layout::{Anchor, Hold, Landing, PaneDrawn};

/// A page, and how a reader stands on it.
#[derive(Clone, Debug)]
pub struct Pane {
    page: Arc<Page>,
    /// The key of the focused row; empty where the page has none.
    focus: String,
    /// The row one stood on before the page was turned to an edition that has no such row.
    wanted: Option<String>,
    hold: Hold,
}

/// Where a row that one goes to stands: below its heading and the blank line above that.
const BELOW_HEADING: usize = 2;

impl Pane {
    /// A page, seen from its top.
    #[must_use]
    pub fn new(page: impl Into<Arc<Page>>) -> Self {
        let hold = Hold::Top(Anchor::default());
        let mut seen = Self { page: page.into(), focus: String::new(), wanted: None, hold };
        seen.focus_on(None, false);
        seen
    }

    /// Nothing.
    #[must_use]
    pub fn blank() -> Self {
        let (place, blocks) = (Kind::Home.into(), Vec::new());
        Self::new(Page { place, title: String::new(), subtitle: String::new(), blocks })
    }

    /// The page.
    #[must_use]
    pub fn page(&self) -> &Arc<Page> {
        &self.page
    }

    /// The key of the focused row.
    #[must_use]
    pub fn focus(&self) -> &str {
        &self.focus
    }

    /// What is to be kept where it is.
    #[must_use]
    pub fn hold(&self) -> Hold {
        self.hold
    }

    /// The focused row.
    #[must_use]
    pub fn focused(&self) -> Option<&Row> {
        self.page.blocks.iter().find_map(|block| block.row(&self.focus))
    }

    /// Shows the page as it is by now; nothing moves.
    pub(super) fn replace(&mut self, page: Arc<Page>) {
        self.page = page;
    }

    /// Keeps something else where it is.
    pub(super) fn set_hold(&mut self, hold: Hold) {
        self.hold = hold;
    }

    /// Takes over where the last drawing began.
    pub(super) fn set_top(&mut self, top: Anchor) {
        self.hold = Hold::Top(top);
    }

    /// Stands as somebody stood before.
    pub(super) fn stand(&mut self, key: &str, hold: Hold, folded: bool) {
        self.focus_on(Some(key), folded);
        self.hold = hold;
    }

    /// The rows that can be seen: what is folded cannot be stood on.
    pub(super) fn rows(&self, folded: bool) -> Vec<&Row> {
        self.page.blocks.iter().flat_map(|block| block.seen(folded)).collect()
    }

    fn keys(&self, folded: bool) -> Vec<String> {
        self.rows(folded).iter().map(|row| row.key.clone()).collect()
    }

    /// Focuses the row with a key or the first row of a section; the first row of the page where there
    /// is none such. Says whether it was found.
    pub(super) fn focus_on(&mut self, key: Option<&str>, folded: bool) -> bool {
        let rows = self.rows(folded);
        let section = |row: &&&Row| key.is_some_and(|key| row.key.split('/').next() == Some(key));
        let found =
            rows.iter().find(|row| Some(row.key.as_str()) == key).or_else(|| rows.iter().find(section));
        let is_found = found.is_some();
        let focus = found.or(rows.first()).map(|row| row.key.clone()).unwrap_or_default();
        self.focus = focus;
        self.wanted = None;
        is_found
    }

    /// Goes to a row, with its heading above it.
    pub(super) fn go_to(&mut self, key: &str, folded: bool) -> bool {
        let found = self.focus_on(Some(key), folded);
        self.hold = if found { Hold::Focus(BELOW_HEADING) } else { Hold::Top(Anchor::default()) };
        found
    }

    /// Stands on a row that is in sight already.
    pub(super) fn touch(&mut self, key: &str, drawn: &PaneDrawn) {
        key.clone_into(&mut self.focus);
        self.wanted = None;
        self.hold = Hold::Row(drawn.top);
    }

    /// Goes so many rows on.
    pub(super) fn step(&mut self, drawn: &PaneDrawn, rows: isize, folded: bool) {
        let keys = self.rows(folded);
        let at = keys.iter().position(|row| row.key == self.focus).unwrap_or(0);
        let to = at.saturating_add_signed(rows).min(keys.len().saturating_sub(1));
        if let Some(row) = keys.get(to) {
            self.focus = row.key.clone();
        }
        self.wanted = None;
        self.hold = if to == 0 { Hold::Top(Anchor::default()) } else { Hold::Row(drawn.top) };
    }

    /// The next row, or more of one that is taller than the pane.
    pub(super) fn down(&mut self, drawn: &PaneDrawn, folded: bool) {
        match drawn.down {
            Some(top) => self.hold = Hold::Top(top),
            None => self.step(drawn, 1, folded),
        }
    }

    /// The row before, or more of one that is taller than the pane.
    pub(super) fn up(&mut self, drawn: &PaneDrawn, folded: bool) {
        match drawn.up {
            Some(top) => self.hold = Hold::Top(top),
            None => self.step(drawn, -1, folded),
        }
    }

    /// Goes a screen on, or to the very end where there is no whole screen more.
    pub(super) fn jump(&mut self, drawn: &PaneDrawn, landing: Option<&Landing>, end: isize, folded: bool) {
        match landing {
            Some(landing) => {
                self.hold = Hold::Top(landing.top);
                self.wanted = None;
                self.focus.clone_from(&landing.focus);
            }
            None => self.step(drawn, end, folded),
        }
    }

    /// Shows another edition of the page, or another folding: the focused row stays, on its line.
    ///
    /// Where it is gone, the nearest row of its section that stood before it and still exists; else the
    /// first of its section; else the nearest row before it.
    pub(super) fn stay(&mut self, page: Option<Arc<Page>>, line: usize, folded: (bool, bool)) {
        fn section(key: &str) -> &str {
            key.split('/').next().unwrap_or(key)
        }
        let before = self.keys(folded.0);
        if let Some(page) = page {
            self.page = page;
        }
        let kept = self.keys(folded.1);
        let wanted = self.wanted.take().unwrap_or_else(|| self.focus.clone());
        if kept.contains(&wanted) {
            self.focus_on(Some(&wanted), folded.1);
            self.hold = Hold::Focus(line);
            return;
        }
        let stood = before.iter().position(|key| *key == self.focus).unwrap_or(0);
        let earlier = || before.iter().take(stood + 1).rev().filter(|key| kept.contains(key));
        let own = section(&self.focus);
        let within = earlier().find(|key| section(key) == own);
        let first = || kept.iter().find(|key| section(key) == own);
        let nearest = within.or_else(first).or_else(|| earlier().next()).cloned();
        self.focus_on(nearest.as_deref(), folded.1);
        self.wanted = Some(wanted);
        self.hold = Hold::Focus(line);
    }
}
