//! A terminal, here or far away: what it shows, and the bytes that make it show something else.

mod changes;
mod packed;
mod pen;

use std::io;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::session::Session;

use changes::changes;
use packed::Shown;
use pen::Pen;

/// What a terminal shows, kept small: ratatui's own memory of a screen is fifty times as large, and most sittings
/// of a crowd on a server are being read.
#[derive(Debug, Default)]
pub struct Terminal {
    /// What was drawn last; nothing where the terminal has to be cleared.
    shown: Option<Shown>,
    cursor: Option<(u16, u16)>,
    mouse: bool,
}

impl Terminal {
    /// What takes the terminal over.
    #[must_use]
    pub fn enter() -> Vec<u8> {
        let mut bytes = Vec::new();
        // There is always room in memory.
        let _ = queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Hide);
        bytes
    }

    /// What gives the terminal back as it was.
    #[must_use]
    pub fn leave() -> Vec<u8> {
        let mut bytes = Vec::new();
        // There is always room in memory.
        let _ =
            queue!(bytes, DisableMouseCapture, ResetColor, DisableBracketedPaste, LeaveAlternateScreen, Show);
        bytes
    }

    /// The terminal may show anything now: one that changed its size, even back again, has cut off what stood there.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// What makes the terminal show a session; nothing where it shows it already. It is drawn into `next`, whatever that
    /// held: making a buffer takes as long as a frame.
    ///
    /// # Errors
    /// None that is known: what is written goes into memory.
    pub fn draw(&mut self, session: &mut Session, next: &mut Buffer) -> io::Result<Vec<u8>> {
        let area = Rect::from((Position::ORIGIN, session.size()));
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
        let mut pen = Pen::new(bytes);
        changes(before.as_ref(), &shown, &mut pen)?;
        self.shown = Some(shown);
        // The real cursor stands on the focused row, so that a screen reader follows it.
        if let Some((x, y)) = cursor.filter(|_| pen.has_written() || cursor != self.cursor) {
            pen.go(x, y)?;
        }
        let mut bytes = pen.lay_down()?;
        match (self.cursor, cursor) {
            (None, Some(_)) => queue!(bytes, Show)?,
            (Some(_), None) => queue!(bytes, Hide)?,
            _ => {}
        }
        self.cursor = cursor;
        Ok(bytes)
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

    fn drawn(screen: &mut Terminal, session: &mut Session) -> Vec<u8> {
        screen.draw(session, &mut Buffer::default()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What is seen in each cell of a terminal: what stands there, and how it looks.
    fn seen(terminal: &vt100::Screen) -> Vec<String> {
        let (lines, columns) = terminal.size();
        let cells = (0..lines.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
        let cell = |(y, x)| {
            let cell = terminal.cell(y, x).unwrap_or_else(|| panic!("no cell {x} in line {y}"));
            let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
            match cell.contents() {
                // The colour of a letter that is not there is not seen.
                "" | " " if !cell.inverse() => format!("{ground:?}"),
                letter => format!("{ground:?} {letter} {:?}", (cell.fgcolor(), cell.bold(), cell.dim())),
            }
        };
        cells.map(cell).collect()
    }

    #[test]
    fn what_is_written_of_a_screen_looks_as_all_of_it_written_anew() {
        let size = |size: u16| NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN);
        for (columns, lines) in [(120, 40), (80, 24), (45, 20), (20, 10)] {
            let mut session = session("role:ai-engineer@after", columns, lines);
            let mut screen = Terminal::default();
            let mut terminal = vt100::Parser::new(size(lines), size(columns), 0);
            let story = "j j [ pgdn / py down esc ? esc z t j h l tab j t j / 世界 esc t gg j space t enter \
                         t j backspace m t j G k";
            for keys in story.split(' ') {
                session.press(keys);
                terminal.process(&drawn(&mut screen, &mut session));
                let mut anew = vt100::Parser::new(size(lines), size(columns), 0);
                anew.process(&drawn(&mut Terminal::default(), &mut session));
                assert!(seen(terminal.screen()) == seen(anew.screen()), "{columns}×{lines} after {keys}");
            }
        }
    }

    #[test]
    fn a_terminal_shows_what_the_session_shows_after_any_keys() {
        let mut session = session("role:ai-engineer@after", 100, 30);
        let mut screen = Terminal::default();
        let size = |size: u16| NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN);
        let mut terminal = vt100::Parser::new(size(30), size(100), 0);
        terminal.process(&Terminal::enter());
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
        terminal.process(&Terminal::leave());
        let screen = terminal.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}
