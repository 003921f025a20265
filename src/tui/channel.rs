//! The channel between a presentation and whoever reads its notes: a local socket that only this user can open.

mod notes;
mod stage;

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use rustix::fs::{FlockOperation, flock};
use rustix::io::retry_on_intr;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use crate::app::{Action, App, Dress};

use notes::NotesEnd;
use stage::StageEnd;

/// One end of the channel.
pub enum Channel {
    /// The end of the presentation.
    Stage(StageEnd),
    /// The end of the notes.
    Notes(NotesEnd),
}

impl Channel {
    /// The end that a sitting needs, if any.
    ///
    /// # Errors
    /// Why there is no channel, in words for the reader; the sitting can go on without.
    pub fn of(app: &App) -> Result<Option<Self>, String> {
        Ok(match app.looks().dress {
            Dress::Explorer => None,
            Dress::Stage => Some(Self::Stage(StageEnd::open(&folder()?)?)),
            Dress::Notes => Some(Self::Notes(NotesEnd::open(&folder()?)?)),
        })
    }

    /// Wakes whoever waits for keys once the presentation that has the channel now is gone.
    pub fn wait_for_turn() {
        let wait = || {
            let folder = File::open(folder().ok()?).ok()?;
            // A window that changes meanwhile is no reason to give up.
            retry_on_intr(|| flock(&folder, FlockOperation::LockExclusive)).ok()?;
            drop(folder);
            raise(SIGWINCH).ok()
        };
        // Where no thread can be had, the next key is as good.
        let _ = thread::Builder::new().spawn(wait);
    }

    /// What came over the channel since it was asked last.
    pub fn news(&self) -> Vec<Action> {
        match self {
            Self::Stage(stage) => stage.news(),
            Self::Notes(notes) => notes.news(),
        }
    }

    /// Tells whoever reads the notes where the presentation is.
    pub fn tell(&self, app: &App) {
        if let (Self::Stage(stage), Some(talk)) = (self, app.talk()) {
            stage.tell(talk);
        }
    }

    /// Asks the presentation to go on, or back; says whether there is one.
    pub fn lead(&self, forward: bool) -> bool {
        match self {
            Self::Stage(_) => false,
            Self::Notes(notes) => notes.lead(forward),
        }
    }
}

/// What came in and was not taken yet.
#[derive(Clone, Default)]
struct News(Arc<Mutex<Vec<Action>>>);

impl News {
    /// Takes in something, and wakes whoever waits for keys.
    fn bring(&self, action: Action) {
        /// More than this nobody presses before the screen is drawn.
        const MOST: usize = 64;
        let mut news = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(action, Action::Talk(_)) {
            // Only where the presentation is now counts.
            news.clear();
        }
        if news.len() < MOST {
            news.push(action);
        }
        drop(news);
        let _ = raise(SIGWINCH);
    }

    fn take(&self) -> Vec<Action> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The socket in the folder.
const SOCKET: &str = "present.sock";

/// The folder for what lives as long as its user is logged in, which nobody else can look into.
fn folder() -> Result<PathBuf, String> {
    let runtime = choose_base_strategy().ok().and_then(|folders| folders.runtime_dir());
    let user = rustix::process::getuid().as_raw();
    let folder = match runtime {
        Some(runtime) if runtime.is_dir() => runtime.join("roledex"),
        // Where the system has none, one among the files that everybody may make there.
        _ => std::env::temp_dir().join(format!("roledex-{user}")),
    };
    own(&folder, user).map_err(|error| {
        let name = folder.display();
        format!("notes cannot follow: {name}: {error}; begin anew once you can write there")
    })?;
    Ok(folder)
}

/// Makes a folder for its user alone, or sees that it is one.
fn own(folder: &Path, user: u32) -> io::Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() || found.uid() != user || found.mode() & 0o077 != 0 {
        return Err(io::Error::other("not this user's alone"));
    }
    Ok(())
}
