//! The local terminal: a guard that restores it, and the loop that drives a sitting.

use std::io::{self, Stdout, Write};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Position;

use crate::app::keys::{self, Key};
use crate::app::{App, Effect};
use crate::content::Library;
use crate::place::Link;
use crate::view::{self, theme::Styles};

/// Runs a sitting that begins at a link, until the reader quits or the terminal is gone.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn run(library: Arc<Library>, link: &Link, styles: Styles, ascii: bool) -> io::Result<()> {
    let _guard = Guard::new()?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut app = App::new(library, link, ascii);
    loop {
        draw(&mut terminal, &mut app, &styles)?;
        if !step(&mut app)? {
            return Ok(());
        }
    }
}

fn draw(terminal: &mut Terminal<CrosstermBackend<Stdout>>, app: &mut App, styles: &Styles) -> io::Result<()> {
    terminal.draw(|frame| {
        let drawn = view::draw(app, styles, frame.area(), frame.buffer_mut());
        if let Some((x, y)) = drawn.cursor {
            // The real cursor sits on the focused row, so that a screen reader follows it.
            frame.set_cursor_position(Position { x, y });
        }
        app.set_drawn(drawn);
    })?;
    Ok(())
}

/// Waits for something to happen, takes all that has come in by then, and says whether to go on.
fn step(app: &mut App) -> io::Result<bool> {
    loop {
        if let Some(key) = key(&event::read()?)
            && let Some(action) = keys::action(key)
            && app.update(action) == Effect::Quit
        {
            return Ok(false);
        }
        if !event::poll(Duration::ZERO)? {
            return Ok(true);
        }
    }
}

/// The key of an event; everything else only asks for another drawing.
fn key(event: &Event) -> Option<Key> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press | KeyEventKind::Repeat, .. }) =
        event
    else {
        return None;
    };
    Some(match code {
        KeyCode::Char(letter) if modifiers.contains(KeyModifiers::CONTROL) => {
            Key::Ctrl(letter.to_ascii_lowercase())
        }
        KeyCode::Char(letter) => Key::Char(*letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(*number),
        _ => return None,
    })
}

/// The terminal as it was found, given back when this is dropped or when the program panics.
struct Guard;

impl Guard {
    fn new() -> io::Result<Self> {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
        enable_raw_mode()?;
        let guard = Self;
        execute!(io::stdout(), EnterAlternateScreen)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Undoes all that [`Guard::new`] does; where the terminal is gone there is nothing to undo.
fn restore() {
    let _ = disable_raw_mode();
    let _ = execute!(io::stdout(), LeaveAlternateScreen, cursor::Show);
    let _ = io::stdout().flush();
}
