//! Servers for tests: the program itself, or one of its own limits in this process.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use roledex::call::{Call, Reply};
use roledex::content::Library;
use roledex::ssh::{Limits, Server};
use tempfile::TempDir;

/// No wait is longer than this.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// The pack of tests.
pub const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");

/// The program, serving on a port of its own.
pub struct House {
    pub child: Child,
    pub port: u16,
    pub fingerprint: String,
    pub state: PathBuf,
    log: PathBuf,
    /// Kept as long as the house stands, where it is its own.
    folder: Option<TempDir>,
}

impl House {
    /// Serves the pack of tests.
    pub fn open(arguments: &[&str]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut house = Self::open_at(folder.path(), &[("ROLEDEX_CONTENT", PACK)], arguments);
        house.folder = Some(folder);
        house
    }

    /// The same, begun by a line of the shell that gets it as `$0` and `$@`.
    pub fn open_in(line: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line, env!("CARGO_BIN_EXE_roledex")]);
        let mut house = Self::begin(command, folder.path(), &[("ROLEDEX_CONTENT", PACK)], &[]);
        house.folder = Some(folder);
        house
    }

    /// Serves what is kept in a folder, in an environment.
    pub fn open_at(state: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Self {
        Self::begin(Command::new(env!("CARGO_BIN_EXE_roledex")), state, environment, arguments)
    }

    fn begin(mut command: Command, state: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Self {
        let log = state.join("log");
        let file = fs::OpenOptions::new().create(true).append(true).open(&log).expect("a log");
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env_clear()
            .env("XDG_STATE_HOME", state)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(file)
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut line = || lines.next().and_then(Result::ok).unwrap_or_default();
        let (connect, key) = (line(), line());
        let said = || fs::read_to_string(&log).unwrap_or_default();
        let port = connect.strip_prefix("ssh -p ").and_then(|rest| rest.strip_suffix(" 127.0.0.1"));
        let port =
            port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("{connect:?}\n{}", said()));
        let fingerprint = key.strip_prefix("host key ").and_then(|rest| rest.split(',').next());
        let fingerprint = fingerprint.unwrap_or_else(|| panic!("{key:?}")).to_owned();
        Self { child, port, fingerprint, state: state.to_owned(), log, folder: None }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        ([127, 0, 0, 1], self.port).into()
    }

    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{signal} is not sent");
    }

    /// Waits until it has ended.
    pub fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(Instant::now() < end, "the server does not end:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }

    /// Waits until these words stand in the log.
    pub fn until_logged(&self, words: &str) {
        let end = Instant::now() + DEADLINE;
        while !self.log().contains(words) {
            assert!(Instant::now() < end, "{words:?} is not logged:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The profiles it keeps.
    pub fn profiles(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.state.join("roledex/served")).expect("a folder");
        let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "sqlite"));
        files.sort();
        files
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the log of the server:\n{}", fs::read_to_string(&self.log).unwrap_or_default());
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server in this process, with limits of its own; it goes on until the tests end.
pub fn with_limits(limits: Limits) -> SocketAddr {
    with(limits, roledex::cli::receive)
}

/// The same, where something else reads what visitors ask for.
pub fn with(limits: Limits, receive: impl Fn(Call) -> Reply + Send + Sync + 'static) -> SocketAddr {
    // The server has it until the tests end.
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder").keep();
    let (tell, told) = mpsc::channel();
    let server = Server {
        listen: ([127, 0, 0, 1], 0).into(),
        host_key: folder.join("host_key"),
        profiles: Some(folder.join("served")),
        limits,
        receive: Box::new(receive),
        greet: Box::new(move |address, _| tell.send(address).expect("somebody waits")),
    };
    let library = Arc::new(Library::from_folder(Path::new(PACK)).expect("a pack"));
    std::thread::spawn(move || server.run(&library).expect("it serves"));
    told.recv_timeout(DEADLINE).expect("it begins")
}
