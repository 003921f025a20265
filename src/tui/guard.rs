//! The terminal as it was found, given back whatever happens.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags};
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::terminal::Terminal;

/// Whether something else has the terminal for now.
static LENT: AtomicBool = AtomicBool::new(false);

/// What other threads panicked of, to be told once the terminal is the shell's again.
static UNTOLD: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The terminal as it was found, given back when this is dropped, when the program panics, and when a
/// signal ends it.
pub struct Guard(());

impl Guard {
    /// Takes the terminal.
    ///
    /// # Errors
    /// Where it cannot be written; it is given back then.
    pub fn new() -> io::Result<Self> {
        let before = std::panic::take_hook();
        let owner = thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            if thread::current().id() == owner {
                restore();
                before(panic);
            } else {
                // The sitting goes on without what that thread did.
                UNTOLD.lock().unwrap_or_else(PoisonError::into_inner).push(panic.to_string());
            }
        }));
        restore_on_signals()?;
        end_with_the_line();
        let guard = Self(());
        take()?;
        Ok(guard)
    }

    /// Gives the terminal to the shell until the reader comes back.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn suspend() -> io::Result<()> {
        // Stops here, with whatever began it, as Ctrl-Z does elsewhere, until the shell goes on with them; where there is
        // none to do so, as behind a script that is all a terminal runs, the system lets nobody stop.
        Self::lend(|| kill_current_process_group(Signal::TSTP))??;
        Ok(())
    }

    /// Gives the terminal to something else while that runs.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn lend<T>(to: impl FnOnce() -> T) -> io::Result<T> {
        restore();
        LENT.store(true, Ordering::Relaxed);
        let done = to();
        LENT.store(false, Ordering::Relaxed);
        take()?;
        Ok(done)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
        for panic in UNTOLD.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            eprintln!("{panic}");
        }
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout().lock();
    out.write_all(&Terminal::enter())?;
    out.flush()
}

/// Gives the terminal back when the program is told to end or the line is cut.
fn restore_on_signals() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    thread::spawn(move || {
        // What is pressed while something else has the terminal is meant for that.
        let is_ours = |signal: &i32| !(LENT.load(Ordering::Relaxed) && matches!(*signal, SIGINT | SIGQUIT));
        if let Some(signal) = signals.forever().find(is_ours) {
            restore_soon();
            // What a shell expects of a program that a signal ended.
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Ends the program when its terminal is gone, also where no signal tells it: reading would wait for ever.
fn end_with_the_line() {
    let stdin = io::stdin();
    let line = if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        File::open("/dev/tty").map(Into::into)
    };
    let Ok(line) = line else { return };
    let watch = move || {
        let mut lines = [PollFd::new(&line, PollFlags::empty())];
        // Nothing but the end of the line is waited for, so this thread never wakes before it.
        while rustix::event::poll(&mut lines, None) == Err(rustix::io::Errno::INTR) {}
        if lines[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            restore();
            std::process::exit(128 + SIGHUP);
        }
    };
    // Where no thread can be had, a signal still ends the program.
    let _ = thread::Builder::new().spawn(watch);
}

/// Undoes all that may have been switched on; where the terminal is gone there is nothing to undo.
fn restore() {
    let mut out = io::stdout();
    let _ = out.write_all(&Terminal::leave());
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// The same, but does not wait for ever: a frame stays unwritten as long as nobody reads the terminal.
fn restore_soon() {
    /// How long a frame that is being written may take.
    const PATIENCE: Duration = Duration::from_millis(500);
    let (tell, told) = mpsc::channel();
    let begun = thread::Builder::new().spawn(move || {
        restore();
        let _ = tell.send(());
    });
    if begun.is_err() || told.recv_timeout(PATIENCE).is_err() {
        // What can be undone without a word to the terminal.
        let _ = disable_raw_mode();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    use super::*;

    /// What the test below runs in a terminal of its own.
    #[test]
    #[ignore = "panics in a terminal, for the test below"]
    fn panics_with_the_terminal_taken() {
        let _guard = Guard::new().unwrap_or_else(|error| panic!("no terminal: {error}"));
        let _ = crossterm::execute!(io::stdout(), crossterm::event::EnableMouseCapture);
        panic!("as a test");
    }

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_told() {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let told = || -> Option<(Vec<u8>, [String; 2])> {
            let pair = native_pty_system().openpty(size).ok()?;
            let modes = || format!("{:?}", pair.master.get_termios());
            let found = modes();
            let mut command = CommandBuilder::new(std::env::current_exe().ok()?);
            command.args(["--ignored", "--nocapture", "panics_with_the_terminal_taken"]);
            let mut child = pair.slave.spawn_command(command).ok()?;
            drop(pair.slave);
            let mut told = Vec::new();
            // The line ends with an error once the program has gone.
            let _ = pair.master.try_clone_reader().ok()?.read_to_end(&mut told);
            child.wait().ok()?;
            Some((told, [found, modes()]))
        };
        let mut screen = vt100::Parser::default();
        let (told, [found, left]) = told().unwrap_or_default();
        assert_eq!(found, left, "how it takes lines and letters");
        screen.process(&told);
        let text = String::from_utf8_lossy(&told);
        let taken = text.find("\u{1b}[?1049h");
        let given_back = text.find("\u{1b}[?1049l");
        let told_at = text.find("as a test");
        assert!(taken.is_some() && taken < given_back && given_back < told_at, "{text}");
        let screen = screen.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}
