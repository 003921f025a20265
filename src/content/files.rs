//! The files of a pack, from a folder or from the binary, within limits.

mod encoding;
mod folder;

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use include_dir::{Dir, include_dir};

use super::FileId;
use super::problem::{Problem, Rule};
use crate::near::{did_you_mean, nearest};
use crate::place::is_id;

use encoding::{NotText, look_at};

pub use folder::{MAX_FILE_BYTES, MAX_FILES};

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

/// How the names of a pack's files end.
const ENDING: &str = ".toml";

/// What some editors put before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Its path from the pack's folder, with `/` between.
    pub path: Cow<'static, str>,
    /// What it holds.
    pub kind: FileKind,
    /// Its text in UTF-8.
    pub bytes: Cow<'static, [u8]>,
}

impl PackFile {
    /// Its name without `.toml`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let path = self.path.strip_suffix(ENDING).unwrap_or(&self.path);
        // At the top of a pack that is extended, what says so stands before the name.
        path.rsplit(['/', ':']).next().unwrap_or(path)
    }

    /// Its text.
    ///
    /// Files of a folder were seen to be UTF-8; those in the program were when it was built, and are not touched
    /// before somebody asks for them.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        // What is no text anywhere takes fourteen times as long to look for.
        std::str::from_utf8(&self.bytes).map_or_else(|_| String::from_utf8_lossy(&self.bytes), Cow::Borrowed)
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
            file.path.to_mut().insert_str(0, BUILT_IN_PREFIX);
        }
        let inherited = self.files.len();
        self.files.extend(own.files);
        Self { files: self.files, inherited, ..own }
    }

    /// A number that is another one where the pack's own files are others, or hold something else.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for file in &self.files[self.inherited..] {
            (&file.path, &file.bytes).hash(&mut hasher);
        }
        hasher.finish()
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
                let path = if path.contains('\\') { path.replace('\\', "/").into() } else { path.into() };
                files.add(path, Cow::Borrowed(file.contents()));
            }
        }
        files.sorted()
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

    /// Adds one file by what its path says it is.
    fn add(&mut self, path: Cow<'static, str>, bytes: Cow<'static, [u8]>) {
        let Some(name) = path.strip_suffix(ENDING) else { return };
        let (folder, stem) = name.rsplit_once('/').unwrap_or(("", name));
        let Some(kind) = kind_in(folder, stem) else {
            let (known, name) = known_in(folder, stem);
            let near = near(name, known).map(|(near, _)| *near);
            let message = if folder.is_empty() {
                "only pack.toml and leanings.toml stand at the top of a pack".to_owned()
            } else {
                format!("a pack has no folder {folder:?}")
            };
            let names: Vec<_> = FOLDERS.iter().map(|(name, _)| *name).collect();
            self.unread(
                &path,
                Rule::UnknownFile,
                format!("{message}{}", did_you_mean(near)),
                format!("folders are {}", names.join(", ")),
            );
            return;
        };
        if !folder.is_empty() && !is_id(stem) {
            self.unread(
                &path,
                Rule::BadId,
                format!("{stem:?} is no id"),
                format!("name the file in lower-case letters, digits and hyphens, as {}.toml", as_id(stem)),
            );
            return;
        }
        // The mark is no character of the text, and columns are counted without it.
        let bytes = match bytes {
            Cow::Owned(mut bytes) if bytes.starts_with(BYTE_ORDER_MARK) => {
                Cow::Owned(bytes.split_off(BYTE_ORDER_MARK.len()))
            }
            bytes => bytes,
        };
        let is_text = match &bytes {
            Cow::Borrowed(_) => Ok(()),
            Cow::Owned(bytes) => look_at(bytes),
        };
        match is_text {
            Ok(()) => self.files.push(PackFile { path, kind, bytes }),
            Err(NotText { encoding, line, column }) => {
                self.unread(
                    &path,
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

    /// Says that a file or a folder cannot be read, so that nobody misses what stands in it.
    fn unread(&mut self, path: &str, rule: Rule, message: impl AsRef<str>, help: impl AsRef<str>) {
        self.unread.extend(meant(path));
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
    let name = path.strip_suffix(ENDING).unwrap_or(path);
    let (folder, stem) = name.rsplit_once('/').unwrap_or(("", name));
    kind_in(folder, stem)
}

/// What a file of a folder holds.
fn kind_in(folder: &str, stem: &str) -> Option<FileKind> {
    let (known, name) = known_in(folder, stem);
    known.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// The names that tell what a file of a folder holds, and which of its own does; the folder of what stands at the top
/// has no name.
fn known_in<'n>(folder: &'n str, stem: &'n str) -> (&'static [(&'static str, FileKind)], &'n str) {
    if folder.is_empty() { (&TOP, stem) } else { (&FOLDERS, folder) }
}

/// What was meant to stand in a file or a folder: of one that no pack has what the nearest holds.
fn meant(path: &str) -> Option<FileKind> {
    let name = path.split(['/', '.']).next()?;
    near(name, &TOP).or_else(|| near(name, &FOLDERS)).map(|(_, kind)| *kind)
}

/// The name nearest to another, with what it holds; that of one entry is near to that of a folder, short as it may be.
fn near<'k>(name: &str, known: &'k [(&str, FileKind)]) -> Option<&'k (&'k str, FileKind)> {
    let near = nearest(name, known.iter().map(|(known, _)| *known));
    known.iter().find(|(known, _)| Some(*known) == near || known.strip_suffix('s') == Some(name))
}
