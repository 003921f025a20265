//! Easels that sittings share: few draw at once.

use std::sync::{Mutex, PoisonError};

use crate::terminal::Easel;

/// As many easels as frames were ever drawn at once.
#[derive(Debug, Default)]
pub struct Easels(Mutex<Vec<Easel>>);

impl Easels {
    /// One that nobody uses now.
    pub fn take(&self) -> Easel {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Takes one back.
    pub fn give_back(&self, easel: Easel) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(easel);
    }
}
