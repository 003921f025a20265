//! The local terminal: a guard that restores it, and the loop that drives a sitting.

use std::io::{self, Stdout, Write};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::app::keys::{self, Key};
use crate::app::{Action, App, Effect};
use crate::content::Library;
use crate::place::Link;
use crate::view::{self, theme::Styles};

/// Runs a sitting that begins at a link, until the reader quits or the terminal is gone.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn run(library: Arc<Library>, link: &Link, styles: Styles, ascii: bool) -> io::Result<()> {
    let _guard = Guard::new()?;
    // Before the first frame, so that a resize from then on is seen.
    event::poll(Duration::ZERO)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut app = App::new(library, link, ascii);
    loop {
        draw(&mut terminal, &mut app, &styles)?;
        if !step(&mut terminal, &mut app, &styles)? {
            return Ok(());
        }
    }
}

type Screen = Terminal<CrosstermBackend<Stdout>>;

fn draw(terminal: &mut Screen, app: &mut App, styles: &Styles) -> io::Result<()> {
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
fn step(terminal: &mut Screen, app: &mut App, styles: &Styles) -> io::Result<bool> {
    loop {
        let event = event::read()?;
        if matches!(event, Event::Resize(..)) {
            app.resized();
        }
        if let Some(action) = key(&event).and_then(keys::action)
            && update(terminal, app, styles, action)? == Effect::Quit
        {
            return Ok(false);
        }
        if !event::poll(DRAIN)? {
            return Ok(true);
        }
    }
}

/// How long to look for more that has come in: crossterm's source does not look at all in no time.
const DRAIN: Duration = Duration::from_micros(100);

/// Does what the reader wants; where that needs a layout, into a buffer that nobody sees.
fn update(terminal: &mut Screen, app: &mut App, styles: &Styles, action: Action) -> io::Result<Effect> {
    let effect = app.update(action);
    if effect != Effect::Layout {
        return Ok(effect);
    }
    let area = Rect::from((Position::ORIGIN, terminal.size()?));
    let drawn = view::draw(app, styles, area, &mut Buffer::empty(area));
    app.set_drawn(drawn);
    Ok(app.update(action))
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
        restore_on_signals()?;
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

/// Undoes all that [`Guard::new`] does; where the terminal is gone there is nothing to undo.
fn restore() {
    let _ = disable_raw_mode();
    let _ = execute!(io::stdout(), LeaveAlternateScreen, cursor::Show);
    let _ = io::stdout().flush();
}
