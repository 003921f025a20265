//! The files of a pack in a folder: what is too large, leads out of it or is no file is told and left out.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io::{self, Read};
use std::path::Path;

use super::{FOLDERS, Files, TOP, kind};
use crate::content::problem::Rule;
use crate::content::shares::{FILES_WORTH_A_THREAD, in_shares};
use crate::place::is_id;

/// The largest file a pack may have, in bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 20;
/// The most files a pack may have.
pub const MAX_FILES: usize = 10_000;

/// How files end that hold entries elsewhere, and here none.
const OTHER_ENDINGS: [&str; 4] = ["", "yaml", "yml", "json"];

impl Files {
    /// The pack in a folder.
    ///
    /// # Errors
    /// Where the folder itself cannot be read; what is wrong inside is in [`Files::problems`].
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        let root = folder.canonicalize()?;
        let mut files = Self::default();
        let mut found = Vec::new();
        for entry in children(&root)? {
            let name = file_name(&entry);
            let path = entry.path();
            if path.is_dir() {
                if !files.inside(&root, &path, &name) {
                    continue;
                }
                match children(&path) {
                    Ok(inner) => {
                        found.extend(
                            inner.into_iter().map(|file| (format!("{name}/{}", file_name(&file)), file)),
                        );
                    }
                    Err(error) => files.unread(
                        &name,
                        Rule::Unreadable,
                        format!("this folder cannot be read: {error}"),
                        "see that it is yours to read",
                    ),
                }
            } else {
                if FOLDERS.iter().any(|(folder, _)| *folder == name) {
                    let message = "this is no folder, or a link that leads nowhere";
                    files.unread(&name, Rule::Unreadable, message, "make a folder of it");
                }
                found.push((name, entry));
            }
        }
        let seen = found.len();
        found.truncate(MAX_FILES);
        found.retain(|(path, file)| {
            let is_toml = Path::new(path).extension().is_some_and(|ending| ending == "toml");
            if !is_toml {
                files.pass_over(path, &file.path());
            }
            is_toml
        });
        let read = in_shares(&found, FILES_WORTH_A_THREAD, |(_, file)| read_inside(&root, file));
        for ((path, file), bytes) in found.iter().zip(read) {
            files.take(&root, file, path, bytes);
        }
        if seen > MAX_FILES {
            files.unread.extend(TOP.iter().chain(&FOLDERS).map(|(_, kind)| *kind));
            files.unread(
                "",
                Rule::TooManyFiles,
                format!("a pack has at most {MAX_FILES} files, this one has {seen}"),
                "is this the folder you meant?",
            );
        }
        Ok(files.sorted())
    }

    /// Says so where somebody could take something that is not read for a file of the pack.
    fn pass_over(&mut self, path: &str, file: &Path) {
        // Some editors put an ending of their own behind it, and fingers slip; but `.toml~` is what an editor leaves of
        // the edition before.
        let is_near = |ending: &OsStr| {
            let ending = ending.to_string_lossy().to_lowercase();
            ending.chars().all(char::is_alphabetic) && strsim::damerau_levenshtein(&ending, "toml") <= 1
        };
        // In the folder of an entry, what is called as one is meant to be one; a README is not.
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
        let is_entry =
            || kind(path).is_some() && is_id(stem) && OTHER_ENDINGS.contains(&ending) && !file.is_dir();
        let is_meant = file.extension().is_some_and(is_near) || path.ends_with(".toml.txt") || is_entry();
        if is_meant {
            let message = "this file is not read: the names of a pack's files end in .toml, in small letters";
            self.unread(path, Rule::UnknownFile, message, "name it so");
        } else if kind(path).is_some() && file.is_dir() {
            let message = "this folder is not read: the folders of a pack have none inside";
            self.unread(path, Rule::UnknownFile, message, "move its files to the folder above");
        }
    }

    /// Takes what was read of a file, where that is a file of the pack.
    fn take(&mut self, root: &Path, file: &DirEntry, path: &str, read: io::Result<Vec<u8>>) {
        if is_link(file) && !self.inside(root, &file.path(), path) {
            return;
        }
        match read {
            Ok(bytes) if bytes.len() as u64 > MAX_FILE_BYTES => self.unread(
                path,
                Rule::FileTooLarge,
                format!("a file of a pack has at most {MAX_FILE_BYTES} bytes, this one has more"),
                "split it, or move what does not belong here",
            ),
            Ok(bytes) => self.add(path.to_owned().into(), Cow::Owned(bytes)),
            Err(error) => {
                let help = "see that it is a file, and yours to read; or take it out";
                self.unread(path, Rule::Unreadable, format!("this file cannot be read: {error}"), help);
            }
        }
    }

    /// Whether a path stays inside the pack once links are followed; says so where it does not.
    fn inside(&mut self, root: &Path, entry: &Path, path: &str) -> bool {
        match entry.canonicalize() {
            Ok(real) if real.starts_with(root) => true,
            Ok(real) => {
                self.unread(
                    path,
                    Rule::OutsidePack,
                    format!("this is a link that leaves the pack, to {}", real.display()),
                    "copy what it points to into the pack",
                );
                false
            }
            Err(error) => {
                let help = "take the link out, or copy what it should lead to into the pack";
                self.unread(path, Rule::Unreadable, format!("this link leads nowhere: {error}"), help);
                false
            }
        }
    }
}

/// What stands in a folder, sorted, without hidden files (editors leave those).
fn children(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut children = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    children.retain(|entry| !file_name(entry).starts_with('.'));
    children.sort_by_cached_key(DirEntry::file_name);
    Ok(children)
}

fn file_name(entry: &DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

/// Whether it leads elsewhere, and has to be asked where; the listing of the folder tells it. A folder that does was
/// looked at before.
fn is_link(entry: &DirEntry) -> bool {
    entry.file_type().map_or(true, |kind| kind.is_symlink())
}

/// Reads a file, unless it is a link that leads out of the pack.
fn read_inside(root: &Path, file: &DirEntry) -> io::Result<Vec<u8>> {
    let path = file.path();
    let leads_out = is_link(file) && !path.canonicalize()?.starts_with(root);
    if leads_out { Err(io::Error::other("it leads out of the pack")) } else { read_capped(&path) }
}

/// Reads a file, but not more than one byte over the limit, and only where it is a plain file: a
/// named pipe would never end.
fn read_capped(file: &Path) -> io::Result<Vec<u8>> {
    let found = fs::metadata(file)?;
    if !found.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    // With room for all of it, it is read at once, and not in pieces that grow.
    let room = found.len().min(MAX_FILE_BYTES) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    fs::File::open(file)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
