//! Writes pages to one file, whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{html, markdown, text};
use crate::content::model::Pack;
use crate::page::Page;
use crate::typeset::{MEASURE, Setting};

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum FileError {
    /// Its name does not tell the form.
    #[error("the form of {} cannot be told; end it in .txt, .md or .html", .0.display())]
    Form(PathBuf),
    /// The system does not let it be.
    #[error("{} cannot be written: {error}", file.display())]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Writes pages to a file, in the form that its name ends in: .txt, .md or .html.
///
/// # Errors
/// [`FileError`]; nothing of the file is written then, and what was there before stays.
pub fn write(pages: &[Page], pack: &Pack, ascii: bool, file: &Path) -> Result<(), FileError> {
    let unwritable = |error| FileError::Unwritable { file: file.to_owned(), error };
    let mut bytes = Vec::new();
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("txt") => {
            let setting = Setting { ascii, aloud: true, ..Setting::new(MEASURE) };
            each(pages, pack, &mut bytes, |page, out| text::write(page, &setting, out))
        }
        Some("md" | "markdown") => each(pages, pack, &mut bytes, markdown::write),
        Some("html" | "htm") => html::write(pages, pack, &mut bytes),
        _ => return Err(FileError::Form(file.to_owned())),
    }
    .and_then(|()| save(file, &bytes))
    .map_err(unwritable)
}

/// Writes pages one after the other, with a blank line between, and at the end what the pack asks to be said.
fn each(
    pages: &[Page],
    pack: &Pack,
    out: &mut Vec<u8>,
    write: impl Fn(&Page, &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write(page, out)?;
    }
    let attribution = pack.attribution.as_deref().unwrap_or_default();
    let colophon = format!("{}, version {}, {}. {attribution}", pack.name, pack.version, pack.licence);
    writeln!(out, "\n{}", textwrap::fill(colophon.trim_end(), MEASURE))
}

/// Writes a file beside its place and moves it there, so that a full disk never leaves half a file.
fn save(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // What is there already and is no plain file (/dev/stdout) must not be replaced by one.
    if fs::metadata(file).is_ok_and(|there| !there.is_file()) {
        return fs::write(file, bytes);
    }
    // A link is written through, not replaced.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Named here, because the error of the file beside it would name that file.
    fs::metadata(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The usual permissions of a new file; the reader's umask takes its part away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let beside = builder.tempfile_in(folder)?;
    let mut writer = BufWriter::new(beside.as_file());
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    beside.as_file().sync_all()?;
    beside.persist(file)?;
    Ok(())
}
