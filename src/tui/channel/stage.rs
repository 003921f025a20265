//! The presentation's end of the channel: it tells where it is, and hears where to go.

use std::fs::{self, File, Permissions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::app::Action;
use crate::talk::Talk;

use super::{News, SOCKET};

/// How many may read the notes at once.
const MOST: usize = 8;
/// How long one of them may take to take something in before they are let go: the room does not wait.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long the system gets to find its feet, where it lets nobody in.
const BREATH: Duration = Duration::from_millis(200);
/// The longest thing that they may say.
const LONGEST: u64 = 16;

/// What notes say to go on, and to go back.
pub const FORWARD: &str = "forward";
/// See [`FORWARD`].
pub const BACKWARD: &str = "backward";

/// The presentation's end.
pub struct StageEnd {
    news: News,
    listeners: Arc<Mutex<Listeners>>,
    socket: PathBuf,
    /// The folder, locked as long as this is the presentation that notes follow: no file has to stay for that.
    _lock: File,
}

/// Whoever reads the notes, and what they know.
#[derive(Default)]
struct Listeners {
    /// What was told last, for whoever comes.
    last: Option<Talk>,
    all: Vec<Listener>,
    /// The number of the next one.
    next: u64,
}

/// Somebody who reads the notes.
struct Listener {
    number: u64,
    stream: UnixStream,
}

impl StageEnd {
    /// Begins to listen for notes; what an earlier presentation left behind goes.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let trouble = |error: io::Error| format!("notes cannot follow: {}: {error}", folder.display());
        let lock = File::open(folder).map_err(trouble)?;
        // Whoever holds it may take the socket of one that is gone.
        match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                return Err("another presentation is open, and notes follow that one".to_owned());
            }
            Err(error) => return Err(trouble(error.into())),
        }
        let socket = folder.join(SOCKET);
        match fs::remove_file(&socket) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(trouble(error)),
            _ => {}
        }
        let listener = UnixListener::bind(&socket).map_err(trouble)?;
        fs::set_permissions(&socket, Permissions::from_mode(0o600)).map_err(trouble)?;
        let (news, listeners) = (News::default(), Arc::new(Mutex::new(Listeners::default())));
        let (their_news, theirs) = (news.clone(), Arc::clone(&listeners));
        let listen = move || {
            for stream in listener.incoming() {
                // Whoever cannot be served is let go, and comes again.
                match stream {
                    Ok(stream) => drop(receive(stream, &theirs, &their_news)),
                    Err(_) => thread::sleep(BREATH),
                }
            }
        };
        thread::Builder::new().spawn(listen).map_err(trouble)?;
        Ok(Self { news, listeners, socket, _lock: lock })
    }

    /// Where notes want it to go.
    pub fn news(&self) -> Vec<Action> {
        self.news.take()
    }

    /// Tells all notes where it is, where that has changed.
    pub fn tell(&self, mut talk: Talk) {
        // They may stand in another folder; a name that is no text cannot be told.
        let whole = |folder: PathBuf| folder.canonicalize().unwrap_or(folder);
        talk.content = talk.content.map(whole).filter(|folder| folder.to_str().is_some());
        let mut listeners = lock(&self.listeners);
        if listeners.last.as_ref() == Some(&talk) {
            return;
        }
        listeners.all.retain_mut(|listener| {
            let heard = say(&mut listener.stream, &talk).is_ok();
            if !heard {
                // So that they notice, and come again.
                let _ = listener.stream.shutdown(Shutdown::Both);
            }
            heard
        });
        listeners.last = Some(talk);
    }
}

impl Drop for StageEnd {
    fn drop(&mut self) {
        // The lock is still held, so it is its own socket.
        let _ = fs::remove_file(&self.socket);
    }
}

fn lock(listeners: &Mutex<Listeners>) -> MutexGuard<'_, Listeners> {
    listeners.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells somebody who comes where the presentation is, and listens to them until they go.
fn receive(mut stream: UnixStream, shared: &Arc<Mutex<Listeners>>, news: &News) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let heard = stream.try_clone()?;
    let mut listeners = lock(shared);
    if listeners.all.len() == MOST {
        return Err(io::Error::other("too many"));
    }
    if let Some(talk) = &listeners.last {
        say(&mut stream, talk)?;
    }
    let number = listeners.next;
    let (news, theirs) = (news.clone(), Arc::clone(shared));
    thread::Builder::new().spawn(move || {
        hear(heard, &news);
        lock(&theirs).all.retain(|listener| listener.number != number);
    })?;
    listeners.next += 1;
    listeners.all.push(Listener { number, stream });
    Ok(())
}

fn say(stream: &mut UnixStream, talk: &Talk) -> io::Result<()> {
    let mut line = serde_json::to_vec(talk)?;
    line.push(b'\n');
    stream.write_all(&line)
}

/// Hears where somebody wants to go, until they go or say what cannot be meant.
fn hear(stream: UnixStream, news: &News) {
    let mut reader = BufReader::new(stream);
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
