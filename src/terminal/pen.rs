//! What writes to a terminal: it goes somewhere, takes a look, and sets letters.

use std::io;

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::{Attribute, Colors, ResetColor, SetAttribute, SetColors};
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::IntoCrossterm;
use ratatui::style::{Color, Modifier};

/// How a cell looks: its letter's colour, its ground, and the rest.
pub type Look = (Color, Color, Modifier);

/// How letters look that nobody asked to look otherwise.
pub const PLAIN: Look = (Color::Reset, Color::Reset, Modifier::empty());

/// What a look can have, and how a terminal is asked for it.
const ATTRIBUTES: [(Modifier, Attribute); 9] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::ITALIC, Attribute::Italic),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::SLOW_BLINK, Attribute::SlowBlink),
    (Modifier::RAPID_BLINK, Attribute::RapidBlink),
    (Modifier::REVERSED, Attribute::Reverse),
    (Modifier::HIDDEN, Attribute::Hidden),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut),
];

/// Whether a cell shows nothing, as one that was erased: what colour its letter would have does not matter.
pub fn is_blank(symbol: &[u8], look: &Look) -> bool {
    symbol == b" " && is_unseen(look)
}

/// Whether nothing is seen of a look where there is no letter.
pub fn is_unseen((_, ground, modifier): &Look) -> bool {
    let seen = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
    *ground == Color::Reset && !modifier.intersects(seen)
}

/// A pen on a terminal, which has the look [`PLAIN`] before and after.
#[derive(Debug)]
pub struct Pen<'o> {
    out: &'o mut Vec<u8>,
    /// Where it stands: the column and the line.
    at: Option<(u16, u16)>,
    look: Look,
}

impl<'o> Pen<'o> {
    /// A pen that writes to `out`.
    pub fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, at: None, look: PLAIN }
    }

    /// The column where it stands, where it stands in that line.
    pub fn column_in(&self, y: u16) -> Option<u16> {
        self.at.filter(|at| at.1 == y).map(|at| at.0)
    }

    /// Whether a cell takes no more than its letter, for the pen has its look.
    pub fn has_look_of(&self, symbol: &[u8], look: &Look) -> bool {
        *look == self.look || (is_blank(symbol, look) && is_unseen(&self.look))
    }

    /// Erases a line from a column on.
    pub fn erase(&mut self, x: u16, y: u16) -> io::Result<()> {
        if !is_unseen(&self.look) {
            self.take(PLAIN)?;
        }
        self.go(x, y)?;
        queue!(self.out, Clear(ClearType::UntilNewLine))
    }

    /// Writes a cell, whose letter takes so many columns.
    pub fn write(&mut self, (x, y): (u16, u16), symbol: &[u8], look: &Look, width: usize) -> io::Result<()> {
        self.go(x, y)?;
        if !self.has_look_of(symbol, look) {
            self.take(*look)?;
        }
        self.out.extend_from_slice(symbol);
        // Terminals do not agree how wide what is wide is.
        self.at = (width == 1).then_some((x.saturating_add(1), y));
        Ok(())
    }

    /// Writes letters where it stands, of one byte each and in the look that it has.
    pub fn write_on(&mut self, letters: &[u8]) {
        self.out.extend_from_slice(letters);
        let columns = u16::try_from(letters.len()).unwrap_or(u16::MAX);
        self.at = self.at.map(|(x, y)| (x.saturating_add(columns), y));
    }

    fn go(&mut self, x: u16, y: u16) -> io::Result<()> {
        if self.at != Some((x, y)) {
            queue!(self.out, MoveTo(x, y))?;
            self.at = Some((x, y));
        }
        Ok(())
    }

    fn take(&mut self, look: Look) -> io::Result<()> {
        if look == self.look {
            return Ok(());
        }
        let (letter, ground, modifier) = look;
        if self.look != PLAIN {
            queue!(self.out, ResetColor)?;
        }
        for (_, attribute) in ATTRIBUTES.iter().filter(|(one, _)| modifier.contains(*one)) {
            queue!(self.out, SetAttribute(*attribute))?;
        }
        if (letter, ground) != (Color::Reset, Color::Reset) {
            let (letter, ground) = (letter.into_crossterm(), ground.into_crossterm());
            queue!(self.out, SetColors(Colors::new(letter, ground)))?;
        }
        self.look = look;
        Ok(())
    }

    /// Leaves the terminal as it was found.
    pub fn lay_down(mut self) -> io::Result<()> {
        self.take(PLAIN)
    }
}
