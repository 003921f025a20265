//! The terminal as it was found, given back whatever happens.

use std::io::{self, Write};
use std::thread;

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

/// The terminal as it was found, given back when this is dropped, when the program panics, and when a
/// signal ends it.
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal.
    ///
    /// # Errors
    /// Where it cannot be written; it is given back then.
    pub fn new() -> io::Result<Self> {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
        restore_on_signals()?;
        let guard = Self { mouse: false };
        take()?;
        Ok(guard)
    }

    /// Listens to the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        match (self.mouse, on) {
            (false, true) => execute!(io::stdout(), EnableMouseCapture)?,
            (true, false) => execute!(io::stdout(), DisableMouseCapture)?,
            _ => {}
        }
        self.mouse = on;
        Ok(())
    }

    /// Gives the terminal to the shell until the reader comes back.
    ///
    /// # Errors
    /// Where the terminal cannot be written.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        // Stops here, until the shell goes on with this program.
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        take()?;
        let mouse = std::mem::take(&mut self.mouse);
        self.set_mouse(mouse)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back when the program is told to end or the line is cut.
fn restore_on_signals() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            restore();
            // What a shell expects of a program that a signal ended.
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Undoes all that may have been switched on; where the terminal is gone there is nothing to undo.
fn restore() {
    let _ = execute!(
        io::stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
    let _ = io::stdout().flush();
}
