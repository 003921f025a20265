//! The notes' end of the channel: it hears where the presentation is, and waits for it where there is none.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::app::Action;
use crate::talk::Talk;

use super::stage::{BACKWARD, FORWARD};
use super::{News, SOCKET};

/// How often is looked for a presentation where there is none.
const LOOK: Duration = Duration::from_millis(300);
/// How long a presentation may take to take in that it is led.
const PATIENCE: Duration = Duration::from_millis(100);
/// The longest thing that it may tell.
const LONGEST: u64 = 1 << 16;

/// The notes' end.
pub struct NotesEnd {
    news: News,
    /// The presentation, while there is one.
    stage: Arc<Mutex<Option<UnixStream>>>,
}

impl NotesEnd {
    /// Looks for a presentation from now on, and again whenever it is gone.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let there = UnixStream::connect(folder.join(SOCKET)).map_err(|error| (error.kind(), error));
        if let Err((kind, error)) = there
            && !matches!(kind, ErrorKind::NotFound | ErrorKind::ConnectionRefused)
        {
            return Err(format!("the presentation cannot be followed: {}: {error}", folder.display()));
        }
        let notes = Self { news: News::default(), stage: Arc::default() };
        let (socket, news, stage) = (folder.join(SOCKET), notes.news.clone(), Arc::clone(&notes.stage));
        thread::Builder::new()
            .spawn(move || follow(&socket, &news, &stage))
            .map_err(|error| format!("the presentation cannot be followed: {error}"))?;
        Ok(notes)
    }

    /// Where the presentation is now, where that is new.
    pub fn news(&self) -> Vec<Action> {
        self.news.take()
    }

    /// Asks the presentation to go on or back; says whether there is one.
    pub fn lead(&self, forward: bool) -> bool {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let word = if forward { FORWARD } else { BACKWARD };
        stage.as_mut().is_some_and(|stage| stage.write_all(format!("{word}\n").as_bytes()).is_ok())
    }
}

fn follow(socket: &PathBuf, news: &News, stage: &Mutex<Option<UnixStream>>) {
    let keep = |stream: Option<UnixStream>| {
        *stage.lock().unwrap_or_else(PoisonError::into_inner) = stream;
    };
    loop {
        let found = UnixStream::connect(socket)
            .and_then(|stream| stream.set_write_timeout(Some(PATIENCE)).map(|()| stream));
        if let Ok(stream) = found {
            keep(stream.try_clone().ok());
            let heard = hear(stream, news);
            keep(None);
            if heard {
                news.bring(Action::Talk(None));
            }
        }
        thread::sleep(LOOK);
    }
}

/// Hears where a presentation is until it is gone, or tells what is not understood; says whether it told anything.
fn hear(stream: UnixStream, news: &News) -> bool {
    let mut heard = false;
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    loop {
        line.clear();
        match stream.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return heard,
            Ok(_) => match serde_json::from_slice::<Talk>(&line) {
                Ok(talk) => news.bring(Action::Talk(Some(Box::new(talk)))),
                Err(_) => return heard,
            },
        }
        heard = true;
    }
}
