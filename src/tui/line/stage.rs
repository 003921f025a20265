//! The presentation's end of the line: it tells where it is, and hears where to go.

use std::fs::{self, File, Permissions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};

use crate::app::Action;
use crate::talk::Talk;

use super::{News, SOCKET};

/// How many may read the notes at once.
const MOST: usize = 8;
/// How long one of them may take to take something in before they are let go: the room does not wait.
const PATIENCE: Duration = Duration::from_millis(100);
/// The longest thing that they may say.
const LONGEST: u64 = 16;

/// What notes say to go on, and to go back.
pub const FORWARD: &str = "forward";
/// See [`FORWARD`].
pub const BACKWARD: &str = "backward";

/// The presentation's end.
pub struct Stage {
    news: News,
    told: Arc<Mutex<Told>>,
    socket: PathBuf,
    /// The folder, locked as long as this is the presentation that notes follow: no file has to stay for that.
    _lock: File,
}

#[derive(Default)]
struct Told {
    /// What was told last, for whoever comes.
    last: Option<Talk>,
    readers: Vec<UnixStream>,
}

impl Stage {
    /// Begins to listen for notes; what an earlier presentation left behind goes.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let trouble = |error: io::Error| format!("notes cannot follow: {}: {error}", folder.display());
        let lock = File::open(folder).map_err(trouble)?;
        // Whoever holds it may take the socket of one that is gone.
        if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_err() {
            return Err("another presentation is open, and notes follow that one".to_owned());
        }
        let socket = folder.join(SOCKET);
        match fs::remove_file(&socket) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(trouble(error)),
            _ => {}
        }
        let listener = UnixListener::bind(&socket).map_err(trouble)?;
        fs::set_permissions(&socket, Permissions::from_mode(0o600)).map_err(trouble)?;
        let (news, told) = (News::default(), Arc::new(Mutex::new(Told::default())));
        let (their_news, their_told) = (news.clone(), Arc::clone(&told));
        let listen = move || {
            for reader in listener.incoming().flatten() {
                // Whoever cannot be served is let go, and comes again.
                let _ = receive(reader, &their_told, &their_news);
            }
        };
        thread::Builder::new().spawn(listen).map_err(trouble)?;
        Ok(Self { news, told, socket, _lock: lock })
    }

    /// Where notes want it to go.
    pub fn news(&self) -> Vec<Action> {
        self.news.take()
    }

    /// Tells all notes where it is, where that has changed.
    pub fn tell(&self, mut talk: Talk) {
        let mut told = lock(&self.told);
        // They may stand in another folder.
        talk.content = talk.content.map(|folder| folder.canonicalize().unwrap_or(folder));
        if told.last.as_ref() != Some(&talk) {
            told.readers.retain_mut(|reader| say(reader, &talk).is_ok());
            told.last = Some(talk);
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // The lock is still held, so it is its own socket.
        let _ = fs::remove_file(&self.socket);
    }
}

fn lock(told: &Mutex<Told>) -> MutexGuard<'_, Told> {
    told.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells somebody who comes where the presentation is, and listens to them from then on.
fn receive(mut reader: UnixStream, told: &Arc<Mutex<Told>>, news: &News) -> io::Result<()> {
    reader.set_write_timeout(Some(PATIENCE))?;
    let heard = reader.try_clone()?;
    let news = news.clone();
    let mut told = lock(told);
    if told.readers.len() == MOST {
        // Those who went without a word are noticed when they are told something.
        return Err(io::Error::other("too many"));
    }
    if let Some(talk) = &told.last {
        say(&mut reader, talk)?;
    }
    thread::Builder::new().spawn(move || hear(heard, &news))?;
    told.readers.push(reader);
    Ok(())
}

fn say(reader: &mut UnixStream, talk: &Talk) -> io::Result<()> {
    let mut line = serde_json::to_vec(talk)?;
    line.push(b'\n');
    reader.write_all(&line)
}

/// Hears where somebody wants to go, until they go or say what cannot be meant.
fn hear(reader: UnixStream, news: &News) {
    let mut reader = BufReader::new(reader);
    let mut line = String::new();
    loop {
        line.clear();
        match reader.by_ref().take(LONGEST).read_line(&mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => match line.trim_end() {
                FORWARD => news.bring(Action::Forward),
                BACKWARD => news.bring(Action::Backward),
                _ => return,
            },
        }
    }
}
