//! The pack in its folder, read again when it changes there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use crate::app::{Action, Fresh};
use crate::content::{Library, LoadError};
use crate::follow::{Follower, follow};

/// What was read last and not shown yet, and what watches for more.
pub struct Reload {
    folder: PathBuf,
    news: Arc<Mutex<Option<Action>>>,
    follower: Result<Follower, String>,
}

impl Reload {
    /// Follows a folder; what was read of it already has a [`Library::fingerprint`].
    pub fn of(folder: &Path, shown: Option<u64>) -> Self {
        let news = Arc::new(Mutex::new(None));
        let told = Arc::clone(&news);
        let follower = follow(folder, shown, move |read| {
            *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(action(read));
            // Whoever waits for keys wakes when the window changes, and looks here then.
            let _ = raise(SIGWINCH);
        });
        let follower = follower.map_err(|error| error.to_string());
        Self { folder: folder.to_owned(), news, follower }
    }

    /// The folder that is followed.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why changes are not seen by themselves, where they are not.
    pub fn is_blind(&self) -> Option<String> {
        let error = self.follower.as_ref().err()?;
        Some(format!("changes are read with Ctrl-r only, since the folder cannot be watched: {error}"))
    }

    /// The newest edition of the pack, once.
    pub fn news(&self) -> Option<Action> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Reads the pack in a folder.
pub fn read(folder: &Path) -> Action {
    action(Library::from_folder(folder))
}

/// Reads the pack that is built in.
pub fn built_in() -> Action {
    action(Library::built_in())
}

fn action(read: Result<Library, LoadError>) -> Action {
    match read {
        Ok(library) => Action::Library(Fresh(Arc::new(library))),
        Err(error) => Action::PackBroken(Arc::new(error.report())),
    }
}
