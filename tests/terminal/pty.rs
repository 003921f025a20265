//! The real program in a real pseudo-terminal, which answers no query.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// No wait is longer than this.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A size as the screen's model wants it.
pub fn at_least_one(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN)
}

/// The program, its terminal, and what the terminal shows.
pub struct Terminal {
    pub child: Box<dyn Child + Send + Sync>,
    pty: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    pub output: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    pub written: Vec<u8>,
    /// How it took lines and letters when it was opened.
    pub found: String,
    /// Where what the reader marks is kept, unless the environment names another.
    _state: TempDir,
}

impl Terminal {
    pub fn open(arguments: &[&str], size: (u16, u16)) -> Self {
        Self::open_with(arguments, size, &[])
    }

    /// The program with arguments and an environment of its own.
    pub fn open_with(arguments: &[&str], size: (u16, u16), environment: &[(&str, &str)]) -> Self {
        Self::run(env!("CARGO_BIN_EXE_roledex"), arguments, size, environment)
    }

    /// What a shell makes of a line.
    pub fn open_shell(line: &str, size: (u16, u16)) -> Self {
        Self::run("/bin/sh", &["-c", line], size, &[])
    }

    /// The same at the other end of a line that takes so long each way.
    pub fn far(mut self, line: Duration) -> Self {
        let (_, nothing) = channel();
        self.output = relay(std::mem::replace(&mut self.output, nothing), line);
        let (keys, typed) = channel();
        let mut there = std::mem::replace(&mut self.keys, Box::new(Relayed(keys)));
        let typed = relay(typed, line);
        thread::spawn(move || typed.iter().try_for_each(|bytes| there.write_all(&bytes)));
        self
    }

    /// Another program.
    pub fn run(
        program: &str,
        arguments: &[&str],
        (columns, rows): (u16, u16),
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let found = modes(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("ROLEDEX_CONTENT", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack")),
        ] {
            command.env(name, value);
        }
        if let Ok(file) = std::env::var("ROLEDEX_TEST_PID") {
            command.env("ROLEDEX_TEST_PID", file);
        }
        command.env("PATH", "/usr/bin:/bin");
        let state = TempDir::new().expect("a folder");
        command.env("XDG_STATE_HOME", state.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        command.args(arguments);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // A pseudo-terminal whose program has gone answers with an error.
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0);
        Self { child, pty: pair.master, keys, output, screen, written: Vec::new(), found, _state: state }
    }

    /// How it takes lines and letters now: line by line or each letter, shown or not.
    pub fn modes(&self) -> String {
        modes(&*self.pty)
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).expect("keys reach the program");
        self
    }

    /// Makes the terminal so large.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.pty.resize(size).expect("a new size");
        self.screen.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        self
    }

    /// Sends a signal to the program.
    pub fn signal(&mut self, signal: &str) {
        let program = self.child.process_id().expect("a process").to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{signal}"), &program]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{signal} is not sent");
    }

    /// The line that the cursor is on.
    pub fn line(&self) -> String {
        let screen = self.screen.screen();
        let (row, _) = screen.cursor_position();
        let (_, columns) = screen.size();
        screen.rows(0, columns.into()).nth(row.into()).unwrap_or_default()
    }

    /// Waits until the cursor is on a line with these words.
    pub fn until_on(&mut self, words: &str) -> &mut Self {
        self.until(words, |screen| {
            let ((row, _), (_, columns)) = (screen.cursor_position(), screen.size());
            screen.rows(0, columns.into()).nth(row.into()).is_some_and(|line| line.contains(words))
        })
    }

    /// Waits until nothing more is written, and gives what is shown: a frame may come in parts.
    pub fn at_rest(&mut self) -> String {
        // A machine with much else to do lets a program wait for longer than one would think.
        const QUIET: Duration = Duration::from_millis(500);
        let end = Instant::now() + DEADLINE;
        while let Ok(bytes) = self.output.recv_timeout(QUIET) {
            self.take(&bytes);
            assert!(Instant::now() < end, "the screen does not come to rest");
        }
        text(self.screen.screen())
    }

    /// Sees these words in the frame of which some was awaited already.
    #[track_caller]
    pub fn shows(&mut self, words: &str) -> &mut Self {
        let shown = self.at_rest();
        assert!(shown.contains(words), "{words} is not shown:\n{shown}");
        self
    }

    /// Waits until the screen shows just this.
    pub fn until_just(&mut self, shown: &str) -> &mut Self {
        self.until(shown, |screen| text(screen) == shown)
    }

    /// Waits until these words are no longer shown.
    pub fn until_gone(&mut self, words: &str) -> &mut Self {
        self.until(words, |screen| !screen.contents().contains(words))
    }

    pub fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen is as it should be.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + DEADLINE;
        while !is_so(self.screen.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(reason) => panic!("{what}: {reason}; the screen shows\n{}", self.shown()),
            }
        }
        self
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Waits until the program has written something since [`Self::written`] was last cleared.
    pub fn until_written(&mut self, text: &str) {
        let end = Instant::now() + DEADLINE;
        while !String::from_utf8_lossy(&self.written).contains(text) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(reason) => panic!("{text:?} is not written: {reason}"),
            }
        }
    }

    pub fn until_shown(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the program has ended and all it wrote has come, and gives its exit code.
    pub fn end(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the program does not end:\n{}", self.shown()),
            }
        }
        self.child.wait().expect("an exit code").exit_code()
    }
}

fn modes(pty: &dyn MasterPty) -> String {
    format!("{:?}", pty.get_termios().expect("the modes of a terminal"))
}

/// Hands on what comes, each part so much later: that is the line, not a wait for something.
fn relay(from: Receiver<Vec<u8>>, line: Duration) -> Receiver<Vec<u8>> {
    let (begin, on_the_way) = channel();
    thread::spawn(move || from.iter().try_for_each(|bytes| begin.send((Instant::now() + line, bytes))));
    let (end, arrived) = channel();
    thread::spawn(move || {
        for (due, bytes) in on_the_way {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if end.send(bytes).is_err() {
                return;
            }
        }
    });
    arrived
}

/// The near end of a line for keys.
struct Relayed(Sender<Vec<u8>>);

impl Write for Relayed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.send(bytes.to_vec()).map_err(std::io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a screen shows: cells that were never written and blanks look the same.
fn text(screen: &vt100::Screen) -> String {
    screen.contents().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no program behind.
        let _ = self.child.kill();
    }
}
