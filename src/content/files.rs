//! The files of a pack, from a folder or from the binary, within limits.

mod encoding;

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use memchr::memchr_iter;

use super::FileId;
use super::problem::{Problem, Rule};
use super::shares::in_shares;
use crate::near::{did_you_mean, nearest};
use crate::place::is_id;

use encoding::{NotText, look_at};

/// The largest file a pack may have, in bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 20;
/// The most files a pack may have.
pub const MAX_FILES: usize = 10_000;

/// Fewer files than this are read before a thread is there.
const WORTH_A_THREAD: usize = 32;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// What kind of entry a file holds, told by its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `pack.toml`
    Pack,
    /// `eras/ID.toml`
    Era,
    /// `actors/ID.toml`
    Actor,
    /// `roles/ID.toml`
    Role,
    /// `skills/ID.toml`
    Skills,
    /// `toolkits/ID.toml`
    Toolkit,
    /// `scenarios/ID.toml`
    Scenario,
    /// `questions/ID.toml`
    Questions,
    /// `leanings.toml`
    Leanings,
    /// `tours/ID.toml`
    Tour,
    /// `sources/ID.toml`
    Source,
}

/// The files at the top of a pack.
const TOP: [(&str, FileKind); 2] = [("pack", FileKind::Pack), ("leanings", FileKind::Leanings)];

/// The folders of a pack, and what the files in each hold.
const FOLDERS: [(&str, FileKind); 9] = [
    ("eras", FileKind::Era),
    ("actors", FileKind::Actor),
    ("roles", FileKind::Role),
    ("skills", FileKind::Skills),
    ("toolkits", FileKind::Toolkit),
    ("scenarios", FileKind::Scenario),
    ("questions", FileKind::Questions),
    ("tours", FileKind::Tour),
    ("sources", FileKind::Source),
];

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Its path from the pack's folder, with `/` between.
    pub path: String,
    /// What it holds.
    pub kind: FileKind,
    /// Its name without `.toml`.
    pub stem: String,
    /// Its text in UTF-8; empty once the file was read.
    pub bytes: Cow<'static, [u8]>,
    /// Where its lines begin, in bytes, once the file was read.
    pub lines: Vec<u32>,
}

impl PackFile {
    /// Its text.
    ///
    /// Files of a folder were seen to be UTF-8; those in the program were when it was built, and are not touched
    /// before somebody asks for them.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        // What is no text anywhere takes fourteen times as long to look for.
        std::str::from_utf8(&self.bytes).map_or_else(|_| String::from_utf8_lossy(&self.bytes), Cow::Borrowed)
    }

    /// What is known of the file once it was read.
    #[must_use]
    pub fn without_text(&self) -> Self {
        // A file has at most a megabyte.
        let start = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        Self {
            path: self.path.clone(),
            kind: self.kind,
            stem: self.stem.clone(),
            bytes: Cow::Borrowed(&[]),
            lines: std::iter::once(0).chain(memchr_iter(b'\n', &self.bytes).map(start)).collect(),
        }
    }
}

/// The files that could be read, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct Files {
    /// The files, in the order of their paths.
    pub files: Vec<PackFile>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What kinds of file are among those that could not be read.
    pub unread: Vec<FileKind>,
    /// How many files at the beginning belong to the pack that this one extends.
    pub inherited: usize,
}

/// What stands before the path of a file of the built-in pack, where another pack extends it.
pub const BUILT_IN_PREFIX: &str = "built-in:";

impl Files {
    /// The files of a pack that adds to this one: those of this one first.
    #[must_use]
    pub fn extended_by(mut self, own: Self) -> Self {
        for file in &mut self.files {
            file.path.insert_str(0, BUILT_IN_PREFIX);
        }
        let inherited = self.files.len();
        self.files.extend(own.files);
        Self { files: self.files, inherited, ..own }
    }

    /// Whether a file belongs to the pack itself, and not to the one that it extends.
    #[must_use]
    pub fn is_own(&self, file: FileId) -> bool {
        file.0 >= self.inherited
    }

    /// The pack in the binary.
    #[must_use]
    pub fn built_in() -> Self {
        let mut files = Self::default();
        let folders = BUILT_IN.dirs().flat_map(Dir::files);
        for file in BUILT_IN.files().chain(folders) {
            if let Some(path) = file.path().to_str() {
                files.add(&path.replace('\\', "/"), Cow::Borrowed(file.contents()));
            }
        }
        files.sorted()
    }

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
            if entry.is_dir() {
                if !files.inside(&root, &entry, &name) {
                    continue;
                }
                match children(&entry) {
                    Ok(inner) => {
                        found.extend(
                            inner.into_iter().map(|file| (format!("{name}/{}", file_name(&file)), file)),
                        );
                    }
                    Err(error) => files.problem(
                        &name,
                        Rule::Unreadable,
                        format!("this folder cannot be read: {error}"),
                        "see that it is yours to read",
                    ),
                }
            } else {
                if FOLDERS.iter().any(|(folder, _)| *folder == name) {
                    let help = "make a folder of it";
                    files
                        .unread
                        .extend(FOLDERS.iter().filter(|(folder, _)| *folder == name).map(|(_, kind)| *kind));
                    files.problem(
                        &name,
                        Rule::Unreadable,
                        "this is no folder, or a link that leads nowhere",
                        help,
                    );
                }
                found.push((name, entry));
            }
        }
        let seen = found.len();
        found.truncate(MAX_FILES);
        found.retain(|(_, file)| file.extension().is_some_and(|extension| extension == "toml"));
        let read = in_shares(&found, WORTH_A_THREAD, |(_, file)| read_inside(&root, file));
        for ((path, file), bytes) in found.iter().zip(read) {
            files.take(&root, file, path, bytes);
        }
        if seen > MAX_FILES {
            files.unread.extend(TOP.iter().chain(&FOLDERS).map(|(_, kind)| *kind));
            files.problem(
                "",
                Rule::TooManyFiles,
                format!("a pack has at most {MAX_FILES} files, this one has {seen}"),
                "is this the folder you meant?",
            );
        }
        Ok(files.sorted())
    }

    /// The text of the file with a path, where that was read.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        let file = self.files.iter().find(|file| file.path == path)?;
        // Its first line names a schema that stands elsewhere.
        let text = file.text();
        let below =
            text.strip_prefix("#:schema").and_then(|rest| rest.split_once('\n')).map(|(_, rest)| rest);
        Some(below.unwrap_or(&text).to_owned())
    }

    fn sorted(mut self) -> Self {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }

    /// Takes what was read of a file, where that is a file of the pack.
    fn take(&mut self, root: &Path, file: &Path, path: &str, read: io::Result<Vec<u8>>) {
        // Only where a link leads has to be asked for; a folder that is one was looked at before.
        let is_link = fs::symlink_metadata(file).map_or(true, |found| found.is_symlink());
        if is_link && !self.inside(root, file, path) {
            return;
        }
        match read {
            Ok(bytes) if bytes.len() as u64 > MAX_FILE_BYTES => self.unread(
                path,
                Rule::FileTooLarge,
                format!("a file of a pack has at most {MAX_FILE_BYTES} bytes, this one has more"),
                "split it, or move what does not belong here",
            ),
            Ok(bytes) => self.add(path, Cow::Owned(bytes)),
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
                self.problem(
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

    /// Adds one file by what its path says it is.
    fn add(&mut self, path: &str, bytes: Cow<'static, [u8]>) {
        let Some(stem) = path.strip_suffix(".toml") else { return };
        let (folder, stem) = stem.rsplit_once('/').unwrap_or(("", stem));
        let Some(kind) = kind(path) else {
            let (known, name): (&[_], _) = if folder.is_empty() { (&TOP, stem) } else { (&FOLDERS, folder) };
            let near = nearest(name, known.iter().map(|(known, _)| *known));
            let message = if folder.is_empty() {
                "only pack.toml and leanings.toml stand at the top of a pack".to_owned()
            } else {
                format!("a pack has no folder {folder:?}")
            };
            let names: Vec<_> = FOLDERS.iter().map(|(name, _)| *name).collect();
            self.problem(
                path,
                Rule::UnknownFile,
                format!("{message}{}", did_you_mean(near)),
                format!("folders are {}", names.join(", ")),
            );
            return;
        };
        if !folder.is_empty() && !is_id(stem) {
            self.problem(
                path,
                Rule::BadId,
                format!("{stem:?} is no id"),
                format!("name the file in lower-case letters, digits and hyphens, as {}.toml", as_id(stem)),
            );
            return;
        }
        let is_text = match &bytes {
            Cow::Borrowed(_) => Ok(()),
            Cow::Owned(bytes) => look_at(bytes),
        };
        match is_text {
            Ok(()) => {
                self.files.push(PackFile {
                    path: path.to_owned(),
                    kind,
                    stem: stem.to_owned(),
                    bytes,
                    lines: Vec::new(),
                });
            }
            Err(NotText { encoding, line, column }) => {
                self.unread(
                    path,
                    Rule::NotUtf8,
                    format!("this file is not UTF-8 but {encoding}: here begins no character"),
                    "have your editor save it as UTF-8",
                );
                if let Some(problem) = self.problems.last_mut() {
                    (problem.line, problem.column) = (line, column);
                }
            }
        }
    }

    /// Says that a file cannot be read, so that nobody misses what stands in it.
    fn unread(&mut self, path: &str, rule: Rule, message: impl AsRef<str>, help: impl AsRef<str>) {
        self.unread.extend(kind(path));
        self.problem(path, rule, message, help);
    }

    fn problem(&mut self, path: &str, rule: Rule, message: impl AsRef<str>, help: impl AsRef<str>) {
        self.problems.push(Problem::of_file(path, rule, message.as_ref(), help.as_ref()));
    }
}

/// The id that a name comes nearest to.
fn as_id(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.trim().chars().map(plain).collect()
}

/// What a file holds, told by its path.
fn kind(path: &str) -> Option<FileKind> {
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    let (known, name): (&[_], _) = match stem.rsplit_once('/') {
        Some((folder, _)) => (&FOLDERS, folder),
        None => (&TOP, stem),
    };
    known.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// What stands in a folder, sorted, without hidden files (editors leave those).
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !file_name(&path).starts_with('.') {
            children.push(path);
        }
    }
    children.sort();
    Ok(children)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a file, unless it is a link that leads out of the pack.
fn read_inside(root: &Path, file: &Path) -> io::Result<Vec<u8>> {
    let leads_out = fs::symlink_metadata(file)?.is_symlink() && !file.canonicalize()?.starts_with(root);
    if leads_out { Err(io::Error::other("it leads out of the pack")) } else { read_capped(file) }
}

/// Reads a file, but not more than one byte over the limit, and only where it is a plain file: a
/// named pipe would never end.
fn read_capped(file: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
