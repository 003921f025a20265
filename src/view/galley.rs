//! Lines that were set, kept from one frame to the next: most of what a pane shows was in it before.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::{Arc, Weak};

use crate::page::Page;
use crate::typeset::{Line, Setting};

/// The lines of each part of a page, set once when they are first asked for.
pub type SetParts = Vec<OnceCell<Vec<Line>>>;

/// The lines that a pane showed last.
#[derive(Debug, Default)]
pub struct Galley {
    /// What they were set of, and how; told apart by where it lies, which holding on to it keeps from being used again.
    of: Option<(Weak<Page>, bool, Setting)>,
    parts: SetParts,
}

impl Galley {
    /// Takes out what is there of a page, folded or not, in a setting; the rest is to be set.
    pub fn take(&mut self, page: &Arc<Page>, folded: bool, setting: Setting, parts: usize) -> SetParts {
        let is_of = |of: &(Weak<Page>, bool, Setting)| {
            std::ptr::eq(of.0.as_ptr(), Arc::as_ptr(page)) && (of.1, of.2) == (folded, setting)
        };
        if !self.of.as_ref().is_some_and(is_of) {
            self.of = Some((Arc::downgrade(page), folded, setting));
            self.parts = Vec::new();
        }
        let mut taken = std::mem::take(&mut self.parts);
        taken.resize_with(parts, OnceCell::new);
        taken
    }

    /// Keeps what is in sight; a page may have many screens, and a server many readers.
    pub fn keep(&mut self, mut parts: SetParts, in_sight: &Range<usize>) {
        for (part, lines) in parts.iter_mut().enumerate() {
            if !in_sight.contains(&part) {
                lines.take();
            }
        }
        self.parts = parts;
    }
}

/// What each pane of a screen showed last.
#[derive(Debug, Default)]
pub struct Galleys {
    /// The index.
    pub index: Galley,
    /// The page.
    pub page: Galley,
    /// The margin.
    pub margin: Galley,
    /// What there is to choose from below what is asked.
    pub prompt: Galley,
}
