//! Buffers that sittings draw into: few do at once, and each is large.

use std::sync::{Mutex, PoisonError};

use ratatui::buffer::Buffer;

/// As many easels as frames were ever drawn at once.
#[derive(Debug, Default)]
pub struct Easels(Mutex<Vec<Buffer>>);

impl Easels {
    /// One that nobody uses now.
    pub fn take(&self) -> Buffer {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Takes one back.
    pub fn give_back(&self, easel: Buffer) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(easel);
    }
}
