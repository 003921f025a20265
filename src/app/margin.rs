//! The margin: what belongs to the focused row of the page, to be glanced at or read.

use crate::page;

use super::pane::Pane;
use super::{App, At};

impl App {
    /// To the margin, and from it back to the page.
    pub(super) fn turn_to_margin(&mut self) {
        if self.at == At::Margin {
            self.at = At::Page;
            return;
        }
        self.fill_margin();
        if self.margin.page().blocks.is_empty() {
            self.message = "no source and no link belong to this row".to_owned();
        } else {
            self.at = At::Margin;
        }
    }

    /// Fills the margin for the focused row of the page, also while it is read: as far down as it was.
    pub(super) fn fill_margin_again(&mut self) {
        let (at, row) = (self.at, self.margin.focus().to_owned());
        self.at = At::Page;
        self.fill_margin();
        self.at = at;
        if at == At::Margin {
            self.margin.stand(&row, self.margin.hold(), false);
        }
    }

    /// Fills the margin for the focused row of the page, unless it is what is read.
    pub(super) fn fill_margin(&mut self) {
        if self.at != At::Margin {
            let row = self.page.focused().cloned().unwrap_or_default();
            let margin = page::margin::page(&self.library, self.reader(), self.page.page(), &row);
            self.margin = Pane::new(margin);
        }
    }
}
