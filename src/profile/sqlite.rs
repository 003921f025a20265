//! A profile in a file of its own, by `SQLite`.
//!
//! Write-ahead logging lets several sittings read and write at once and survives a kill at any moment;
//! without waiting for the disk at each change (`synchronous = NORMAL`), the last changes may be lost where
//! the whole machine goes down.

mod practised;
mod told;
mod version;

use std::fs::{self, DirBuilder};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, CONTROLS};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Change, Profile, Store, StoreError};
use crate::visible::shown;

use version::{APPLICATION, VERSION, Version, version};

/// How much time there is for a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Somebody is at the keyboard: another that is writing is hardly waited for, and the log is left for later.
    Keyboard,
    /// Somebody far away is at the keyboard: others wait as well, but nobody for the end.
    Served,
    /// Nobody waits.
    Leisure,
}

impl Pace {
    /// How long is waited for another that is writing.
    fn patience(self) -> Duration {
        match self {
            Self::Keyboard | Self::Served => Duration::from_millis(200),
            Self::Leisure => Duration::from_secs(5),
        }
    }

    /// After something was read or written: of many connections none keeps pages in mind that the system has anyway.
    fn rest(self, connection: &Connection) {
        if self == Self::Served {
            // What cannot be let go is kept.
            let _ = connection.release_memory();
        }
    }
}

/// The most that is kept of somebody who comes from far, in pages of 4 kB: each of their sittings has a copy of it, and
/// some ten thousand answers find room.
const MOST_PAGES: u32 = 256;

/// What means something of its own in an address of a file.
const IN_A_PATH: &AsciiSet = &CONTROLS.add(b'#').add(b'?').add(b'%');

/// A profile in a file, which is made when something is first to be kept.
#[derive(Debug)]
pub struct Sqlite {
    file: PathBuf,
    pace: Pace,
    /// What the profile was read with, as long as nothing was written.
    reading: Option<Connection>,
    writing: Option<Connection>,
    /// What tells that another connection has written since.
    seen: i64,
    /// What tells the file that a connection was opened with from one that came in its place.
    opened: Option<Identity>,
}

/// The numbers of the disk and of the file on it; as long as it is open, no other has them.
type Identity = (u64, u64);

impl Sqlite {
    /// The profile in a file, which need not be there yet.
    #[must_use]
    pub fn at(file: &Path, pace: Pace) -> Self {
        Self { file: file.to_owned(), pace, reading: None, writing: None, seen: 0, opened: None }
    }

    fn name(&self) -> String {
        // Where it lies is nothing for whoever comes from far.
        if self.pace == Pace::Served {
            return "your profile".to_owned();
        }
        shown(&self.file.display().to_string())
    }

    fn failed(&self, error: &rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::Foreign(self.name()),
            code => {
                let why = match code {
                    // Also where the disk has room: nobody who comes from far gets more of it than that.
                    Some(ErrorCode::DiskFull) if self.pace == Pace::Served => {
                        "there is no room for more in it".to_owned()
                    }
                    Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
                    Some(ErrorCode::ReadOnly) => "it cannot be written".to_owned(),
                    Some(ErrorCode::CannotOpen) => "it cannot be opened".to_owned(),
                    Some(ErrorCode::DatabaseBusy) => "another program holds it".to_owned(),
                    Some(ErrorCode::DatabaseCorrupt) => "it is damaged; it is left as it is".to_owned(),
                    _ => error.to_string(),
                };
                StoreError::Unusable { file: self.name(), why }
            }
        }
    }

    /// Whether there is a file; one that cannot be looked at is not taken for none.
    fn is_there(&self) -> Result<bool, StoreError> {
        let why = match fs::metadata(&self.file) {
            Ok(found) if found.is_dir() => "this is a folder; name a file in it".to_owned(),
            Ok(_) => return Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(false);
            }
            Err(error) => format!("it cannot be looked at: {error}"),
        };
        Err(StoreError::Unusable { file: self.name(), why })
    }

    fn identity(&self) -> Option<Identity> {
        fs::metadata(&self.file).ok().map(|found| (found.dev(), found.ino()))
    }

    /// Lets go of a file that was taken away or replaced: what is written there would be kept for nobody.
    fn leave_what_is_gone(&mut self) -> Result<(), StoreError> {
        if self.opened.is_none() || self.opened == self.identity() {
            return Ok(());
        }
        (self.reading, self.writing, self.opened) = (None, None, None);
        let why = "it was taken away or replaced; your next change goes into the one that is there then";
        Err(StoreError::Unusable { file: self.name(), why: why.to_owned() })
    }

    /// Opens the file to be read, and changes nothing; `None` where nothing was kept in it yet.
    fn open_to_read(&self) -> Result<Option<Connection>, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let connection = Connection::open_with_flags(&self.file, flags)?;
            connection.busy_timeout(self.pace.patience())?;
            let version = version(&connection)?;
            Ok((connection, version))
        };
        let as_it_lies = || {
            // On a disk that cannot be written there is no room for the log that readers share.
            let path = percent_encoding::percent_encode(self.file.as_os_str().as_encoded_bytes(), IN_A_PATH);
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            let connection = Connection::open_with_flags(format!("file:{path}?immutable=1"), flags)?;
            let version = version(&connection)?;
            Ok((connection, version))
        };
        let opened = open().or_else(|error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => as_it_lies(),
            _ => Err(error),
        });
        let (connection, version) = opened.map_err(|error| self.failed(&error))?;
        self.judge(version).map(|is_ours| is_ours.then_some(connection))
    }

    /// Whether the file holds a profile already; an empty one may become one.
    fn judge(&self, found: Version) -> Result<bool, StoreError> {
        match found {
            Version::Empty => Ok(false),
            Version::Foreign => Err(StoreError::Foreign(self.name())),
            Version::Ours(found) if found > VERSION => {
                Err(StoreError::Newer { file: self.name(), found, known: VERSION })
            }
            Version::Ours(_) => Ok(true),
        }
    }

    /// Whether another connection has written since this one read or wrote.
    #[must_use]
    pub fn has_news(&self) -> bool {
        self.newer().is_some()
    }

    /// The connection, and what tells that another has written since; `None` where none has.
    fn newer(&self) -> Option<(&Connection, i64)> {
        let connection = self.writing.as_ref().or(self.reading.as_ref())?;
        let seen = data_version(connection).ok().filter(|seen| *seen != self.seen)?;
        Some((connection, seen))
    }

    fn open_to_write(&self) -> Result<Connection, StoreError> {
        if self.is_there()? {
            // Who writes may tidy up the log, so a newer store has to be told before.
            self.open_to_read()?;
        } else if let Some(folder) = self.file.parent() {
            // For nobody else, as the XDG Base Directory Specification has it.
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .map_err(|error| StoreError::Unusable { file: self.name(), why: error.to_string() })?;
        }
        let begun = Instant::now();
        loop {
            match self.prepare() {
                // Two that make the file at once may block each other where no waiting helps.
                Err(error)
                    if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                        && begun.elapsed() < self.pace.patience() =>
                {
                    thread::sleep(Duration::from_millis(5));
                }
                prepared => return prepared.map_err(|error| self.failed(&error)),
            }
        }
    }

    fn prepare(&self) -> rusqlite::Result<Connection> {
        let mut connection = Connection::open(&self.file)?;
        connection.busy_timeout(self.pace.patience())?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        if self.pace == Pace::Served {
            connection.pragma_update(None, "max_page_count", MOST_PAGES)?;
        }
        // Whoever quits does not wait for the disk: what the log holds is as safe there.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, self.pace == Pace::Keyboard)?;
        let begun = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let found = version(&begun)?;
        if matches!(found, Version::Empty) {
            begun.execute_batch(told::TABLES)?;
            begun.pragma_update(None, "application_id", APPLICATION)?;
        }
        let missing = match found {
            Version::Empty | Version::Ours(1) => practised::TABLES,
            Version::Ours(2) => practised::SINCE_THE_SECOND,
            Version::Ours(_) | Version::Foreign => "",
        };
        if !missing.is_empty() {
            begun.execute_batch(missing)?;
            begun.pragma_update(None, "user_version", VERSION)?;
        }
        begun.commit()?;
        Ok(connection)
    }
}

/// A number that is another one when another connection has written.
fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

impl Store for Sqlite {
    fn load(&mut self) -> Result<Profile, StoreError> {
        if !self.is_there()? {
            return Ok(Profile::default());
        }
        let Some(connection) = self.open_to_read()? else { return Ok(Profile::default()) };
        // What is written between the two is news.
        self.seen = data_version(&connection).map_err(|error| self.failed(&error))?;
        let profile = told::read(&connection).map_err(|error| self.failed(&error))?;
        self.pace.rest(&connection);
        self.reading = Some(connection);
        self.opened = self.identity();
        Ok(profile)
    }

    fn news(&mut self) -> Option<Profile> {
        let (connection, seen) = self.newer()?;
        let profile = told::read(connection).ok()?;
        self.pace.rest(connection);
        self.seen = seen;
        Some(profile)
    }

    fn apply(&mut self, change: &Change) -> Result<(), StoreError> {
        self.leave_what_is_gone()?;
        let connection = if let Some(connection) = self.writing.take() {
            connection
        } else {
            let connection = self.open_to_write()?;
            let version = data_version(&connection).map_err(|error| self.failed(&error))?;
            let was = self.reading.take().and_then(|reading| data_version(&reading).ok());
            // What others wrote before this was opened is news, also where nothing was there to be read yet.
            let is_news = was.is_none_or(|was| was != self.seen);
            self.seen = if is_news { version.wrapping_sub(1) } else { version };
            self.opened = self.identity();
            connection
        };
        let written = told::write(&connection, change).map_err(|error| self.failed(&error));
        self.pace.rest(&connection);
        self.writing = Some(connection);
        written
    }
}

#[cfg(test)]
mod tests;
