//! Writes pages to one file, whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Document, html, markdown, text};

/// Why a file was not written.
#[derive(Debug, Error)]
pub enum FileError {
    /// Its name does not tell the form.
    #[error("the form of {} cannot be told; end it in .txt, .md or .html", .0.display())]
    Form(PathBuf),
    /// It is a folder.
    #[error("{} is a folder; name a file in it, as {}", .0.display(), .0.join("page.html").display())]
    Folder(PathBuf),
    /// The system does not let it be.
    #[error("{} cannot be written: {}", file.display(), unwritable(file, error))]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Why a file cannot be written.
fn unwritable(file: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("the folder {} is not there", folder(file).display()),
        io::ErrorKind::PermissionDenied => "permission denied; name another place".to_owned(),
        // What the system says of the file beside it names that file.
        kind if error.raw_os_error().is_none() && kind != io::ErrorKind::Other => kind.to_string(),
        _ => error.to_string(),
    }
}

/// The folder of a file.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a document to a file, in the form that its name ends in: .txt, .md or .html.
///
/// # Errors
/// [`FileError`]; nothing of the file is written then, and what was there before stays.
pub fn write(document: &Document<'_>, ascii: bool, file: &Path) -> Result<(), FileError> {
    if file.is_dir() {
        return Err(FileError::Folder(file.to_owned()));
    }
    let unwritable = |error| FileError::Unwritable { file: file.to_owned(), error };
    let mut bytes = Vec::new();
    match ending(file).as_deref() {
        Some("txt") => text::write_all(document, ascii, &mut bytes),
        Some("md" | "markdown") => markdown::write_all(document, &mut bytes),
        Some("html" | "htm") => html::write(document, &mut bytes),
        _ => return Err(FileError::Form(file.to_owned())),
    }
    .and_then(|()| save(file, &bytes))
    .map_err(unwritable)
}

/// Writes a picture to a file whose name ends in .svg.
///
/// # Errors
/// As [`write()`].
pub fn write_picture(picture: &str, file: &Path) -> Result<(), FileError> {
    if file.is_dir() {
        return Err(FileError::Folder(file.to_owned()));
    }
    save(file, picture.as_bytes()).map_err(|error| FileError::Unwritable { file: file.to_owned(), error })
}

/// What the name of a file ends in, in lower case.
#[must_use]
pub fn ending(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_lowercase())
}

/// Writes a file beside its place and moves it there, so that a full disk never leaves half a file.
fn save(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // What is there already and is no plain file (/dev/stdout) must not be replaced by one, nor a link to what is not
    // there yet.
    if fs::metadata(file).map_or_else(|_| file.is_symlink(), |there| !there.is_file()) {
        return fs::write(file, bytes);
    }
    // A link is written through, not replaced.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = folder(file);
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Those of the file that it replaces; else the usual ones of a new file, of which the reader's umask takes its part.
        let usual = || fs::Permissions::from_mode(0o666);
        builder.permissions(fs::metadata(file).map_or_else(|_| usual(), |there| there.permissions()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_page_could_not_be_made_is_told() {
        let error = io::Error::other("it has no words");
        let told = FileError::Unwritable { file: "page.md".into(), error }.to_string();
        assert_eq!(told, "page.md cannot be written: it has no words");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through_also_where_it_leads_nowhere_yet() -> io::Result<()> {
        let folder = tempfile::TempDir::new()?;
        let (link, led_to) = (folder.path().join("link.svg"), folder.path().join("picture.svg"));
        std::os::unix::fs::symlink("picture.svg", &link)?;
        for picture in ["first", "second"] {
            write_picture(picture, &link).map_err(io::Error::other)?;
            assert!(link.is_symlink());
            assert_eq!(fs::read_to_string(&led_to)?, picture);
        }
        Ok(())
    }
}
