//! A page as plain text, for pipes, screen readers and tests.

use std::io::{self, Write};

use super::Document;
use crate::page::Page;
use crate::page::row::Row;
use crate::typeset::{self, MEASURE, Setting, Span, Tone, items};

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

/// Writes a document as text: its pages one after the other, then the sources of all of them.
///
/// # Errors
/// What the writer says.
pub fn write_all(document: &Document<'_>, ascii: bool, out: &mut impl Write) -> io::Result<()> {
    let setting = Setting { ascii, aloud: true, ..Setting::new(MEASURE) };
    let prose = |out: &mut _, text: &str| prose(text, &setting, out);
    if !document.is_one() {
        prose(out, &document.title)?;
        if !document.subtitle.is_empty() {
            prose(out, &document.subtitle)?;
        }
        writeln!(out)?;
    }
    for page in &document.pages {
        write(page, &setting, out)?;
        writeln!(out)?;
    }
    if !document.sources.is_empty() {
        prose(out, "SOURCES")?;
        for (number, Row { label, text, .. }) in (1..).zip(&document.sources) {
            prose(out, &format!("{number}. {label}: {text}"))?;
        }
        writeln!(out)?;
    }
    prose(out, &document.colophon())
}

/// Writes words in lines.
///
/// # Errors
/// What the writer says.
pub fn prose(text: &str, setting: &Setting, out: &mut impl Write) -> io::Result<()> {
    for line in setting.flow(&[Span::new(Tone::Plain, text)], 0, 0) {
        writeln!(out, "{}", typeset::words(&line))?;
    }
    Ok(())
}
