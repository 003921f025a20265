//! A page as plain text, for pipes, screen readers and tests.

use std::io::{self, Write};

use crate::page::Page;
use crate::typeset::{self, Setting, items};

/// Writes a page as text; everything is shown, and nothing is but words, blanks and newlines.
///
/// # Errors
/// What the writer says.
pub fn write(page: &Page, setting: &Setting, out: &mut impl Write) -> io::Result<()> {
    for line in typeset::head(page, setting) {
        writeln!(out, "{}", typeset::words(&line))?;
    }
    for item in items(page, false) {
        if item.begins_apart() {
            writeln!(out)?;
        }
        for line in item.lines(setting) {
            writeln!(out, "{}", typeset::words(&line))?;
        }
    }
    Ok(())
}
