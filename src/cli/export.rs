//! Writes pages to one file.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::content::model::Pack;
use crate::page::Page;
use crate::print::{html, markdown, text};
use crate::typeset::{MEASURE, Setting};

use super::Asked;
use crate::visible::shown;

impl Asked {
    /// Writes the pages of some places to a file, whole or not at all.
    pub(super) fn export(&self, places: &[String], file: &Path) -> anyhow::Result<()> {
        let mut pages = Vec::new();
        for place in places {
            let page = self.page(&self.at(place)?)?;
            if !pages.contains(&page) {
                pages.push(page);
            }
        }
        let mut bytes = Vec::new();
        let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("txt") => {
                let setting = Setting { width: MEASURE, ascii: self.options.ascii, aloud: true };
                each(&pages, self.library.pack(), &mut bytes, |page, out| text::write(page, &setting, out))?;
            }
            Some("md" | "markdown") => each(&pages, self.library.pack(), &mut bytes, markdown::write)?,
            Some("html" | "htm") => html::write(&pages, self.library.pack(), &mut bytes)?,
            _ => bail!("the form of {} cannot be told; end it in .txt, .md or .html", file.display()),
        }
        save(file, &bytes).with_context(|| format!("{} cannot be written", file.display()))?;
        eprintln!("wrote {}", shown(&file.display().to_string()));
        Ok(())
    }
}

/// Writes pages one after the other, with a blank line between, and at the end what the pack asks to be said.
fn each(
    pages: &[Page],
    pack: &Pack,
    out: &mut Vec<u8>,
    write: impl Fn(&Page, &mut Vec<u8>) -> std::io::Result<()>,
) -> std::io::Result<()> {
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
fn save(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
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
