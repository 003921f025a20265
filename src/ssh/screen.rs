//! A terminal far away: what it shows, and the bytes that make it show something else.

use std::io;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::ResetColor;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::session::Session;

/// What a terminal shows, kept small: ratatui's own memory of a screen is fifty times as large, and most sittings
/// of a crowd are being read.
#[derive(Debug, Default)]
pub struct Screen {
    /// What was drawn last; nothing where the terminal has to be cleared.
    shown: Option<Shown>,
    cursor: Option<(u16, u16)>,
    mouse: bool,
}

impl Screen {
    /// What takes the terminal over.
    pub fn enter() -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        Ok(bytes)
    }

    /// What gives the terminal back as it was.
    pub fn leave() -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        queue!(bytes, DisableMouseCapture, ResetColor, DisableBracketedPaste, LeaveAlternateScreen, Show)?;
        Ok(bytes)
    }

    /// The terminal may show anything now: one that changed its size, even back again, has cut off what stood there.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// What makes the terminal show a session; nothing where it shows it already.
    pub fn draw(&mut self, session: &mut Session, easel: &mut Easel) -> io::Result<Vec<u8>> {
        let area = Rect::from((Position::ORIGIN, session.size()));
        let Easel { next, line } = easel;
        next.resize(area);
        next.reset();
        let cursor = session.draw(next);
        let mut bytes = Vec::new();
        let mouse = session.app().looks().mouse;
        match (self.mouse, mouse) {
            (false, true) => queue!(bytes, EnableMouseCapture)?,
            (true, false) => queue!(bytes, DisableMouseCapture)?,
            _ => {}
        }
        self.mouse = mouse;
        let shown = Shown::pack(next);
        let before = self.shown.take().filter(|before| before.area == area);
        if before.is_none() {
            queue!(bytes, ResetColor, Clear(ClearType::All))?;
        }
        let changes = shown.changes(before.as_ref(), next, line);
        self.shown = Some(shown);
        let has_changed = !changes.is_empty() || !bytes.is_empty();
        if !changes.is_empty() {
            // Its own terminal would be asked for its size, and this one is elsewhere.
            CrosstermBackend::new(&mut bytes).draw(changes.into_iter())?;
        }
        if has_changed || cursor != self.cursor {
            match (self.cursor, cursor) {
                (None, Some((x, y))) => queue!(bytes, cursor::MoveTo(x, y), Show)?,
                (Some(_), Some((x, y))) => queue!(bytes, cursor::MoveTo(x, y))?,
                (Some(_), None) => queue!(bytes, Hide)?,
                (None, None) => {}
            }
        }
        self.cursor = cursor;
        Ok(bytes)
    }
}

/// Where frames are drawn, one after another, for whoever needs one.
#[derive(Debug, Default)]
pub struct Easel {
    next: Buffer,
    /// A line as it was, and as it is.
    line: [Buffer; 2],
}

/// As many easels as frames were ever drawn at once: they are large, and making one takes as long as a frame.
#[derive(Debug, Default)]
pub struct Easels(Mutex<Vec<Easel>>);

impl Easels {
    /// One that nobody uses now.
    pub fn take(&self) -> Easel {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Takes one back.
    pub fn give_back(&self, easel: Easel) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(easel);
    }
}

/// What a screen shows, cell by cell, in as little room as it takes.
#[derive(Debug)]
struct Shown {
    area: Rect,
    /// What stands in the cells, one after another.
    symbols: Box<str>,
    /// How many bytes of it each cell has.
    lengths: Box<[u8]>,
    /// How the cells look: so many after each other in a line look the same.
    looks: Box<[(u16, Look)]>,
    /// Where each line ends in `symbols` and in `looks`.
    ends: Box<[(usize, usize)]>,
}

type Look = (Color, Color, Modifier);

/// A line of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Packed<'s> {
    symbols: &'s str,
    lengths: &'s [u8],
    looks: &'s [(u16, Look)],
}

impl Shown {
    fn pack(buffer: &Buffer) -> Self {
        let mut symbols = String::with_capacity(buffer.content.len());
        let mut lengths = Vec::with_capacity(buffer.content.len());
        let (mut looks, mut ends): (Vec<(u16, Look)>, Vec<_>) = (Vec::new(), Vec::new());
        for line in buffer.content.chunks(usize::from(buffer.area.width).max(1)) {
            let begin = looks.len();
            for cell in line {
                // No cluster of letters that anybody shows is longer than a byte can tell; it would be drawn each time.
                let (symbol, length) = match u8::try_from(cell.symbol().len()) {
                    Ok(length) => (cell.symbol(), length),
                    Err(_) => (" ", 1),
                };
                symbols.push_str(symbol);
                lengths.push(length);
                let look = (cell.fg, cell.bg, cell.modifier);
                match looks[begin..].last_mut() {
                    Some((times, last)) if *last == look => *times += 1,
                    _ => looks.push((1, look)),
                }
            }
            ends.push((symbols.len(), looks.len()));
        }
        let (symbols, lengths, looks, ends) = (symbols.into(), lengths.into(), looks.into(), ends.into());
        Self { area: buffer.area, symbols, lengths, looks, ends }
    }

    fn lines(&self) -> impl Iterator<Item = Packed<'_>> {
        let lengths = self.lengths.chunks(usize::from(self.area.width).max(1));
        let begins = std::iter::once(&(0, 0)).chain(&*self.ends);
        begins.zip(&*self.ends).zip(lengths).map(|((begin, end), lengths)| Packed {
            symbols: &self.symbols[begin.0..end.0],
            lengths,
            looks: &self.looks[begin.1..end.1],
        })
    }

    /// The cells of `buffer`, of which this was packed, that differ from what was shown before, or from an empty screen:
    /// most lines stay as they are, and most of the others from where they begin or to where they end.
    fn changes<'b>(
        &self,
        before: Option<&Self>,
        buffer: &'b Buffer,
        [was, is]: &mut [Buffer; 2],
    ) -> Vec<(u16, u16, &'b Cell)> {
        let mut changes = Vec::new();
        let mut earlier = before.map(Self::lines);
        let cells = buffer.content.chunks(usize::from(self.area.width).max(1));
        for ((line, cells), y) in self.lines().zip(cells).zip(self.area.top()..) {
            let was_there = earlier.as_mut().and_then(Iterator::next);
            if was_there == Some(line) {
                continue;
            }
            was.resize(Rect { y, height: 1, ..self.area });
            match was_there {
                Some(line) => line.unpack(was),
                None => was.reset(),
            }
            let Some(part) = differing(&was.content, cells) else { continue };
            was.content.truncate(part.end);
            was.content.drain(..part.start);
            is.content.clear();
            is.content.extend_from_slice(&cells[part.clone()]);
            let at = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
            let area = Rect { x: at(part.start), y, width: at(part.len()), height: 1 };
            (was.area, is.area) = (area, area);
            changes.extend(was.diff(is).into_iter().map(|(x, y, _)| (x, y, &cells[usize::from(x)])));
        }
        changes
    }
}

/// The part of a line in which it differs from what it was, and a cell to both sides: a wide letter may hang over.
fn differing(was: &[Cell], is: &[Cell]) -> Option<Range<usize>> {
    let differs = |(one, other): (&Cell, &Cell)| one != other;
    let first = was.iter().zip(is).position(differs)?;
    let last = was.iter().zip(is).rposition(differs)?;
    Some(first.saturating_sub(1)..is.len().min(last + 2))
}

impl Packed<'_> {
    /// Draws it as it was, into a buffer of its size.
    fn unpack(&self, buffer: &mut Buffer) {
        let mut symbols = self.symbols;
        let mut cells = buffer.content.iter_mut().zip(self.lengths);
        for (times, (fg, bg, modifier)) in self.looks {
            for (cell, length) in cells.by_ref().take((*times).into()) {
                let (symbol, rest) = symbols.split_at(usize::from(*length));
                symbols = rest;
                *cell = Cell::EMPTY;
                // Most of a screen is blank.
                if symbol != " " {
                    cell.set_symbol(symbol);
                }
                (cell.fg, cell.bg, cell.modifier) = (*fg, *bg, *modifier);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;
    use std::sync::Arc;

    use crate::app::{App, Looks};
    use crate::content::Library;
    use crate::place::Link;
    use crate::profile::Profile;

    use super::*;

    fn session(place: &str, columns: u16, lines: u16) -> Session {
        let library = Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        let link = Link::parse(place).unwrap_or_else(|error| panic!("{error}"));
        Session::new(App::new(library, Profile::default(), &link, Looks::default()), columns, lines)
    }

    fn drawn(screen: &mut Screen, session: &mut Session) -> Vec<u8> {
        screen.draw(session, &mut Easel::default()).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn what_is_packed_is_what_was_drawn() {
        for place in ["home", "role:ai-engineer@after", "scenario:support-chatbot"] {
            let mut session = session(place, 120, 40);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
            session.draw(&mut buffer);
            buffer.set_string(3, 3, "世界 é 🙂", ratatui::style::Style::new().fg(Color::Blue));
            let packed = Shown::pack(&buffer);
            for (line, cells) in packed.lines().zip(buffer.content.chunks(120)) {
                let mut unpacked = Buffer::empty(Rect::new(0, 0, 120, 1));
                unpacked.set_string(0, 0, "something else", ratatui::style::Style::new().fg(Color::Red));
                line.unpack(&mut unpacked);
                assert_eq!(unpacked.content, cells);
            }
            assert_eq!(packed.lines().count(), 40);
            let bytes = packed.symbols.len()
                + packed.lengths.len()
                + size_of_val(&*packed.looks)
                + size_of_val(&*packed.ends);
            assert!(bytes < 30_000, "{bytes} bytes");
        }
    }

    #[test]
    fn a_terminal_shows_what_the_session_shows_after_any_keys() {
        let mut session = session("role:ai-engineer@after", 100, 30);
        let mut screen = Screen::default();
        let size = |size: u16| NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN);
        let mut terminal = vt100::Parser::new(size(30), size(100), 0);
        terminal.process(&Screen::enter().unwrap_or_else(|error| panic!("{error}")));
        for keys in ["j", "j", "[", "pgdn", "/ py", "esc", "?", "esc", "z", "t t", "m", "h", "space", "tab"] {
            session.press(keys);
            terminal.process(&drawn(&mut screen, &mut session));
            let shown = terminal.screen().contents();
            let shown: Vec<_> = shown.lines().map(str::trim_end).collect();
            assert_eq!(shown.join("\n").trim_end(), session.screen().trim_end(), "after {keys}");
            assert_eq!(drawn(&mut screen, &mut session), b"", "what is shown is not written again");
        }
        session.resize(60, 20);
        terminal.screen_mut().set_size(size(20), size(60));
        terminal.process(&drawn(&mut screen, &mut session));
        assert!(terminal.screen().contents().contains("AI engineer"));
        terminal.process(&Screen::leave().unwrap_or_else(|error| panic!("{error}")));
        let screen = terminal.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}
