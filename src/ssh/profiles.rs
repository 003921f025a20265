//! What is kept of those who come with a key: a file for each, named after the key's fingerprint.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::block_in_place;

use crate::call::OpenStore;
use crate::profile::{Change, Memory, Pace, Profile, Sqlite, Store, StoreError};
use crate::visible::shown;

/// The most profiles that are kept, each of which has an end too: whoever makes keys all day gets no further than that.
const MOST: usize = 10_000;

/// A folder of profiles, or none.
#[derive(Clone, Debug)]
pub struct Profiles {
    folder: Option<PathBuf>,
}

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody without a key.
    Guest,
    /// Whoever has the key with this fingerprint (SHA-256, in hexadecimal digits).
    Key(String),
}

impl Profiles {
    /// The profiles in a folder, which only its owner may read; it is made where it is not there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn at(folder: &Path) -> Result<Self, StoreError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| StoreError::Unusable {
            file: format!("the folder of profiles {}", shown(&folder.display().to_string())),
            why: format!("it cannot be made: {error}"),
        })?;
        let name = shown(&folder.display().to_string());
        let allowed = fs::metadata(folder).map_or(0, |found| found.permissions().mode());
        if allowed & 0o077 != 0 {
            tracing::warn!(
                folder = name,
                "others on this machine may read what is kept; chmod 700 mends that"
            );
        }
        if let Err(why) = try_to_keep(folder) {
            tracing::warn!(folder = name, %why, "nothing can be kept in the folder of profiles");
        }
        Ok(Self { folder: Some(folder.to_owned()) })
    }

    /// No profiles: nothing is kept of anybody.
    #[must_use]
    pub fn none() -> Self {
        Self { folder: None }
    }

    /// Whether anything is kept of anybody.
    #[must_use]
    pub fn are_kept(&self) -> bool {
        self.folder.is_some()
    }

    /// Where what somebody marks is kept, and whether that lasts longer than the sitting.
    #[must_use]
    pub fn of(&self, who: &Who) -> (OpenStore, bool) {
        let file = match (who, &self.folder) {
            (Who::Guest, _) | (_, None) => None,
            (Who::Key(fingerprint), Some(folder)) => {
                let file = folder.join(format!("{fingerprint}.sqlite"));
                (file.exists() || has_room(folder)).then_some(file)
            }
        };
        match file {
            Some(file) => {
                // Whoever asks, nobody who comes from far hears where it lies.
                let open = move |_| {
                    let store = Sqlite::at(&file, Pace::Served);
                    Ok(Box::new(Aside { store, is_failing: false }) as _)
                };
                (Arc::new(open), true)
            }
            None => (Arc::new(|_| Ok(Box::new(Memory::default()) as _)), false),
        }
    }
}

/// Writes a file that nobody sees, and takes it away again.
fn try_to_keep(folder: &Path) -> io::Result<()> {
    tempfile::tempfile_in(folder)?.write_all(&[0; 4096])
}

fn has_room(folder: &Path) -> bool {
    let is_profile = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "sqlite");
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    files.filter(is_profile).take(MOST).count() < MOST
}

/// A store on a disk that may be slow: whoever else is here is served by another thread meanwhile.
struct Aside {
    store: Sqlite,
    /// Whether what came last could not be kept.
    is_failing: bool,
}

impl Aside {
    /// Tells whoever keeps the guide when it begins to fail: visitors are told, and can do nothing about it.
    fn noted<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        let was_failing = std::mem::replace(&mut self.is_failing, done.is_err());
        if let Err(why) = &done
            && !was_failing
        {
            tracing::warn!(%why, "what a visitor changes is not kept");
        }
        done
    }
}

impl Store for Aside {
    fn load(&mut self) -> Result<Profile, StoreError> {
        let loaded = block_in_place(|| self.store.load());
        self.noted(loaded)
    }

    // Nearly always there is none, and that is told from memory that all connections share.
    fn news(&mut self) -> Option<Profile> {
        if self.store.has_news() { block_in_place(|| self.store.news()) } else { None }
    }

    fn apply(&mut self, change: &Change) -> Result<(), StoreError> {
        let applied = block_in_place(|| self.store.apply(change));
        self.noted(applied)
    }
}
