//! Follows the folder of a pack, and tells when what stands in it has changed.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::content::files::Files;
use crate::content::{Library, LoadError};

/// How long nothing must have been written before the pack is read: editors write in several steps.
const QUIET: Duration = Duration::from_millis(60);
/// How long a pack that is written on and on goes unread: a save is seen within half a second.
const PATIENCE: Duration = Duration::from_millis(250);

/// What watches the folder; it ends when this is dropped.
#[derive(Debug)]
pub struct Follower {
    _watcher: Arc<Mutex<RecommendedWatcher>>,
}

/// Tells each time when other things stand in a folder than before, with the pack as it is now; also where another
/// folder takes its place. `shown` is the [`Library::fingerprint`] of what was read of it already: what was saved since
/// then is told as well.
///
/// It waits without waking until the system says that something was written.
///
/// # Errors
/// Where the system cannot watch the folder.
pub fn follow(
    folder: &Path,
    shown: Option<u64>,
    tell: impl Fn(Result<Library, LoadError>) + Send + 'static,
) -> io::Result<Follower> {
    let (root, above) = place_of(folder)?;
    let (writes, written) = mpsc::channel();
    let inside = root.clone();
    let hear = move |event: notify::Result<Event>| {
        // To read a file is an event as well: whoever reads at every event reads for ever.
        let is_told =
            |event: &Event| is_write(event.kind) && event.paths.iter().any(|path| path.starts_with(&inside));
        // Where the system could not tell all, anything may have been written.
        if event.map_or(true, |event| event.need_rescan() || is_told(&event)) {
            let _ = writes.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(hear).map_err(io::Error::other)?;
    watcher.watch(&root, RecursiveMode::Recursive).map_err(io::Error::other)?;
    if let Some(above) = above {
        // Where it cannot be watched, a folder that takes the place of this one is not seen.
        let _ = watcher.watch(&above, RecursiveMode::NonRecursive);
    }
    let watcher = Arc::new(Mutex::new(watcher));
    // Only whoever follows keeps the watcher: without them this ends.
    let weak = Arc::downgrade(&watcher);
    let folder = folder.to_owned();
    // Where it is known what was read, nobody waits for the folder to be read once more.
    let begun = shown.is_none().then(|| fingerprint(&folder));
    let mut seen = identity(&root);
    thread::Builder::new().spawn(move || {
        let mut before = begun.unwrap_or_else(|| fingerprint(&folder));
        if shown.is_some_and(|shown| before.as_ref().is_some_and(|(texts, _)| *texts != shown)) {
            tell(Library::from_folder(&folder));
        }
        while wait_for_a_save(&written) {
            let found = identity(&root);
            if found != seen
                && let Some(watcher) = weak.upgrade()
            {
                let mut watcher = watcher.lock().unwrap_or_else(PoisonError::into_inner);
                // What is gone cannot be let go.
                let _ = watcher.unwatch(&root);
                let is_watched = found.is_some() && watcher.watch(&root, RecursiveMode::Recursive).is_ok();
                seen = found.filter(|_| is_watched);
            }
            let now = fingerprint(&folder);
            if now != before {
                before = now;
                tell(Library::from_folder(&folder));
            }
        }
    })?;
    Ok(Follower { _watcher: watcher })
}

/// Where a folder is by its whole path, and the folder above it.
fn place_of(folder: &Path) -> io::Result<(PathBuf, Option<PathBuf>)> {
    let above =
        folder.parent().map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
    match (above, folder.file_name()) {
        // A link stays one: it may lead elsewhere later.
        (Some(above), Some(name)) => {
            let above = above.canonicalize()?;
            Ok((above.join(name), Some(above)))
        }
        _ => Ok((folder.canonicalize()?, None)),
    }
}

/// What tells a folder from another in its place; `None` where there is none.
fn identity(folder: &Path) -> Option<(u64, u64)> {
    let found = fs::metadata(folder).ok()?;
    Some((found.dev(), found.ino()))
}

fn is_write(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
        EventKind::Any | EventKind::Other => false,
    }
}

/// Waits until something was written and nothing more comes; false once nobody watches any more.
fn wait_for_a_save(written: &Receiver<()>) -> bool {
    if written.recv().is_err() {
        return false;
    }
    let latest = Instant::now() + PATIENCE;
    while Instant::now() < latest && written.recv_timeout(QUIET).is_ok() {}
    true
}

/// What stands in a folder, so far that it can be told from what stood there before: its texts, and what keeps others
/// from being read.
fn fingerprint(folder: &Path) -> Option<(u64, Vec<(String, String)>)> {
    let files = Files::in_folder(folder).ok()?;
    let texts = files.fingerprint();
    Some((texts, files.problems.into_iter().map(|problem| (problem.file, problem.message)).collect()))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(10);

    fn save(folder: &TempDir, file: &str, text: &str) {
        // As editors do: beside it, then in its place.
        let beside = folder.path().join(".beside");
        fs::write(&beside, text).unwrap_or_else(|error| panic!("{error}"));
        fs::rename(&beside, folder.path().join(file)).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Waits until a report says all of this; how many reports came is limited by how often was saved.
    fn until(told: &Receiver<String>, words: &[&str], saves: usize) {
        for _ in 0..saves {
            let report = told.recv_timeout(DEADLINE).unwrap_or_else(|error| panic!("{words:?}: {error}"));
            if words.iter().all(|word| report.contains(word)) {
                return;
            }
        }
        panic!("{words:?} is not told after {saves} saves");
    }

    #[test]
    fn what_was_saved_is_told_and_nothing_where_nothing_changed() {
        let folder = TempDir::new().unwrap_or_else(|error| panic!("{error}"));
        save(&folder, "pack.toml", "format = 1");
        let (send, told) = mpsc::channel();
        let _follower = follow(folder.path(), None, move |news| {
            let report = news.err().map(|error| error.to_string()).unwrap_or_default();
            let _ = send.send(report);
        })
        .unwrap_or_else(|error| panic!("{error}"));
        // Two files saved at once are one piece of news or, where the machine is slow, two.
        save(&folder, "pack.toml", "format = 2");
        save(&folder, "leanings.toml", "leaning = 3");
        until(&told, &["format = 2", "`leaning` is a list"], 2);
        save(&folder, "pack.toml", "format = 2");
        let news = told.recv_timeout(PATIENCE + QUIET);
        assert!(news.is_err(), "the same once more is no news: {news:?}");
        save(&folder, "pack.toml", "format = 3");
        until(&told, &["format = 3"], 1);
    }

    #[test]
    fn what_was_saved_before_it_was_followed_is_told_as_well() {
        let folder = TempDir::new().unwrap_or_else(|error| panic!("{error}"));
        save(&folder, "pack.toml", "format = 1");
        let files = Files::in_folder(folder.path()).unwrap_or_else(|error| panic!("{error}"));
        save(&folder, "pack.toml", "format = 2");
        let (send, told) = mpsc::channel();
        let _follower = follow(folder.path(), Some(files.fingerprint()), move |news| {
            let _ = send.send(news.err().map(|error| error.to_string()).unwrap_or_default());
        })
        .unwrap_or_else(|error| panic!("{error}"));
        until(&told, &["format = 2"], 1);
    }

    #[test]
    fn a_folder_that_takes_the_place_of_another_is_followed() {
        let above = TempDir::new().unwrap_or_else(|error| panic!("{error}"));
        let [folder, other] = ["pack", "other"].map(|name| above.path().join(name));
        for (folder, text) in [(&folder, "format = 1"), (&other, "format = 2")] {
            fs::create_dir(folder).unwrap_or_else(|error| panic!("{error}"));
            fs::write(folder.join("pack.toml"), text).unwrap_or_else(|error| panic!("{error}"));
        }
        let (send, told) = mpsc::channel();
        let _follower = follow(&folder, None, move |news| {
            let report = news.err().map(|error| error.to_string()).unwrap_or_default();
            let _ = send.send(report);
        })
        .unwrap_or_else(|error| panic!("{error}"));
        fs::rename(&folder, above.path().join("old")).unwrap_or_else(|error| panic!("{error}"));
        until(&told, &["no such folder"], 1);
        fs::rename(&other, &folder).unwrap_or_else(|error| panic!("{error}"));
        until(&told, &["format = 2"], 1);
        fs::write(folder.join("pack.toml"), "format = 3").unwrap_or_else(|error| panic!("{error}"));
        until(&told, &["format = 3"], 2);
    }
}
