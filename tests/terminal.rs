//! The real program in a real pseudo-terminal.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// No wait is longer than this.
const DEADLINE: Duration = Duration::from_secs(20);

/// A size as the screen's model wants it.
fn at_least_one(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN)
}

/// The program, its terminal, and what the terminal shows.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pty: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    written: Vec<u8>,
}

impl Terminal {
    fn open(arguments: &[&str], size: (u16, u16)) -> Self {
        Self::open_with(arguments, size, &[])
    }

    fn open_with(arguments: &[&str], (columns, rows): (u16, u16), environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roledex"));
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("ROLEDEX_CONTENT", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack")),
        ] {
            command.env(name, value);
        }
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
        Self { child, pty: pair.master, keys, output, screen, written: Vec::new() }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).expect("keys reach the program");
        self
    }

    fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen is as it should be.
    fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + DEADLINE;
        while !is_so(self.screen.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(reason) => panic!("{what}: {reason}; the screen shows\n{}", self.shown()),
            }
        }
        self
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Waits until the program has written something since [`Self::written`] was last cleared.
    fn until_written(&mut self, text: &str) {
        let end = Instant::now() + DEADLINE;
        while !String::from_utf8_lossy(&self.written).contains(text) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(reason) => panic!("{text:?} is not written: {reason}"),
            }
        }
    }

    fn until_shown(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the program has ended and all it wrote has come, and gives its exit code.
    fn end(&mut self) -> u32 {
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

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no program behind.
        let _ = self.child.kill();
    }
}

#[test]
fn a_reader_looks_around_turns_the_era_and_quits() {
    let mut terminal = Terminal::open(&[], (80, 24));
    terminal.until_shown("Who does the work?");
    assert!(terminal.screen.screen().alternate_screen());
    terminal.press("\r").until_shown("as they are with the oven");
    terminal.press("\r").until_shown("reshaped in this era");
    // The real cursor is on the focused row.
    let focused = |screen: &vt100::Screen| {
        let (row, _) = screen.cursor_position();
        screen.rows(0, 80).nth(row.into()).unwrap_or_default()
    };
    terminal.until("the cursor on the first row", |screen| focused(screen).starts_with(">  Makes bread"));
    terminal
        .press("jj")
        .until("the cursor two rows on", |screen| focused(screen).contains("Whoever answers"));
    terminal.press("[").until_shown("BEFORE");
    terminal.press("?").until_shown("follow the row's first link");
    terminal.press("?").until_shown("BEFORE");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor(), "the terminal is as it was found");
}

#[test]
fn a_place_opens_at_its_row_and_fits_any_size() {
    let mut terminal = Terminal::open(&["open", "role:baker@before#gives"], (45, 20));
    terminal.until_shown("to the seller");
    for (columns, rows) in [(120, 36), (20, 5), (1, 1), (80, 24)] {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        terminal.written.clear();
        terminal.pty.resize(size).expect("a new size");
        terminal.screen.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        terminal.until_written("\u{1b}[2J");
    }
    terminal.until_shown("to the seller: loaves").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_key_that_comes_together_with_a_resize_is_not_lost() {
    for _ in 0..20 {
        let mut terminal = Terminal::open(&["open", "baker"], (45, 20));
        terminal.until_shown("? help");
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        terminal.pty.resize(size).expect("a new size");
        terminal.press("q");
        assert_eq!(terminal.end(), 0);
    }
}

#[test]
fn the_terminal_is_given_back_to_whoever_ends_the_program() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
        terminal.until_shown("? help");
        let program = terminal.child.process_id().expect("a process").to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{signal}"), &program]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        assert_eq!(terminal.end(), code, "{signal}");
        let screen = terminal.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor(), "{signal}");
    }
}

#[test]
fn no_colour_is_used_where_none_is_wanted() {
    let mut plain = Terminal::open(&["--color", "never", "open", "baker"], (80, 24));
    plain.until_shown("changed").press("q");
    assert_eq!(plain.end(), 0);
    let mut wanted = Terminal::open_with(&["open", "baker"], (80, 24), &[("NO_COLOR", "1")]);
    wanted.until_shown("changed").press("q");
    assert_eq!(wanted.end(), 0);
    let coloured = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("38;5;");
    assert!(!coloured(&plain.written) && !coloured(&wanted.written), "a colour was used");
    let mut colourful = Terminal::open(&["--color", "always", "open", "baker"], (80, 24));
    colourful.until_shown("changed").press("q");
    assert_eq!(colourful.end(), 0);
    assert!(coloured(&colourful.written), "no colour was used");
}

#[test]
fn an_idle_screen_writes_nothing() {
    let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
    terminal.until_shown("? help");
    // The rest of the first frame may still be on its way.
    let end = Instant::now() + DEADLINE;
    while terminal.output.recv_timeout(Duration::from_millis(500)).is_ok() {
        assert!(Instant::now() < end, "the screen does not come to rest");
    }
    assert!(terminal.output.recv_timeout(Duration::from_secs(1)).is_err(), "something was written");
}
