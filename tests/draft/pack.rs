//! A copy of the fixed pack that a test may change.

use std::fs;
use std::path::{Path, PathBuf};

use roledex::content::problem::Rule;
use roledex::content::{Library, LoadError};
use tempfile::TempDir;

pub const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// A pack that a test may change.
pub struct Draft {
    folder: TempDir,
}

impl Draft {
    /// A copy of the fixed pack.
    pub fn new() -> Self {
        let draft = Self::empty();
        copy(Path::new(PACK), draft.folder());
        draft
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn name(&self) -> &str {
        self.folder().to_str().expect("UTF-8")
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder().join(file)
    }

    pub fn write(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// Replaces one text in a file, which must be there.
    pub fn replace(self, file: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path(file)).expect("a file of the pack");
        assert!(text.contains(from), "{file} has no {from:?}");
        self.write(file, text.replacen(from, to, 1))
    }

    pub fn load(&self) -> Result<Library, LoadError> {
        Library::from_folder(self.folder())
    }

    /// What is wrong, with the folder's name taken out.
    pub fn report(&self) -> String {
        let error = self.load().expect_err("the pack is broken");
        error.to_string().replace(self.name(), "PACK")
    }

    pub fn rules(&self) -> Vec<Rule> {
        match self.load() {
            Err(LoadError::Problems(report)) => report.problems.iter().map(|problem| problem.rule).collect(),
            Err(error) => panic!("not a report: {error}"),
            // Whole, a library is 60,000 characters of what one need not see.
            Ok(_) => panic!("nothing is wrong"),
        }
    }
}
