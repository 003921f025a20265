//! What writes to a terminal: it goes somewhere, takes a look, and sets letters.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::{Colored, force_color_output};
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::IntoCrossterm;
use ratatui::style::{Color, Modifier};

/// How a cell looks: its letter's colour, its ground, and the rest.
pub type Look = (Color, Color, Modifier);

/// How letters look that nobody asked to look otherwise.
pub const PLAIN: Look = (Color::Reset, Color::Reset, Modifier::empty());

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
pub struct Pen {
    out: Vec<u8>,
    /// Where it stands: the column and the line.
    at: Option<(u16, u16)>,
    /// Whether it is in that line for sure: some terminals take two columns for letters that others take one for, and
    /// go on in the next line where there is no room.
    is_sure: bool,
    look: Look,
}

impl Pen {
    /// A pen that writes behind what is there already.
    pub fn new(out: Vec<u8>) -> Self {
        // Whether there are colours was decided where the theme was chosen; what NO_COLOR tells crossterm holds for the
        // whole process, and visitors decide for themselves.
        force_color_output(true);
        Self { out, at: None, is_sure: false, look: PLAIN }
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
        self.is_sure &= symbol.len() == 1;
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

    /// Goes to a column and a line.
    pub fn go(&mut self, x: u16, y: u16) -> io::Result<()> {
        match self.at {
            Some(at) if at == (x, y) => {}
            // To the beginning of a line in two bytes, also from behind the last column.
            Some((_, line)) if self.is_sure && (x, y) == (0, line) => self.out.push(b'\r'),
            Some((_, line)) if self.is_sure && (x, y.checked_sub(1)) == (0, Some(line)) => {
                self.out.extend_from_slice(b"\r\n");
            }
            _ => {
                queue!(self.out, MoveTo(x, y))?;
                self.is_sure = true;
            }
        }
        self.at = Some((x, y));
        Ok(())
    }

    /// Whether anything was written, by this pen or before.
    pub fn has_written(&self) -> bool {
        !self.out.is_empty()
    }

    fn take(&mut self, look: Look) -> io::Result<()> {
        if look == self.look {
            return Ok(());
        }
        let (letter, ground, modifier) = look;
        // All in one sequence (SGR): crossterm would write one for each, with twice as many bytes.
        let mut between = "\x1b[";
        if self.look != PLAIN {
            write!(self.out, "{between}0")?;
            between = ";";
        }
        // Bold to crossed out have the numbers 1 to 9 there (ECMA-48, 8.3.117), and their bits the same order.
        for attribute in modifier.iter() {
            write!(self.out, "{between}{}", attribute.bits().trailing_zeros() + 1)?;
            between = ";";
        }
        for (colour, colored) in
            [(letter, Colored::ForegroundColor as fn(_) -> _), (ground, Colored::BackgroundColor)]
        {
            if colour != Color::Reset {
                write!(self.out, "{between}{}", colored(colour.into_crossterm()))?;
                between = ";";
            }
        }
        self.out.push(b'm');
        self.look = look;
        Ok(())
    }

    /// What was written, with the look that was found.
    pub fn lay_down(mut self) -> io::Result<Vec<u8>> {
        self.take(PLAIN)?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written to set letters in some looks one after the other.
    fn written(looks: &[Look]) -> String {
        let mut pen = Pen::new(Vec::new());
        for (x, look) in (0..).zip(looks) {
            pen.write((x, 0), b"a", look, 1).unwrap_or_else(|error| panic!("{error}"));
        }
        let bytes = pen.lay_down().unwrap_or_else(|error| panic!("{error}"));
        String::from_utf8_lossy(&bytes).replace('\x1b', "^")
    }

    #[test]
    fn a_look_is_taken_with_one_sequence() {
        let loud = Modifier::BOLD | Modifier::REVERSED;
        let looks = [
            (Color::Reset, Color::Reset, loud),
            (Color::Reset, Color::Reset, Modifier::REVERSED),
            (Color::Yellow, Color::Indexed(16), loud),
            (Color::Reset, Color::Indexed(16), Modifier::empty()),
            PLAIN,
            (Color::Rgb(1, 2, 3), Color::Reset, Modifier::CROSSED_OUT | Modifier::DIM),
        ];
        let sequences =
            "^[1;1H^[1;7ma^[0;7ma^[0;1;7;38;5;3;48;5;16ma^[0;48;5;16ma^[0ma^[2;9;38;2;1;2;3ma^[0m";
        assert_eq!(written(&looks), sequences);
    }

    #[test]
    fn the_beginning_of_this_line_and_the_next_are_near() {
        let mut pen = Pen::new(Vec::new());
        for (x, y, letter) in
            [(3, 1, "a"), (0, 1, "b"), (0, 2, "c"), (0, 1, "d"), (4, 1, "█"), (0, 2, "e"), (0, 3, "f")]
        {
            pen.write((x, y), letter.as_bytes(), &PLAIN, 1).unwrap_or_else(|error| panic!("{error}"));
        }
        let bytes = pen.lay_down().unwrap_or_else(|error| panic!("{error}"));
        let written = String::from_utf8_lossy(&bytes).replace('\x1b', "^");
        assert_eq!(written, "^[2;4Ha\rb\r\nc^[2;1Hd^[2;5H█^[3;1He\r\nf", "some take two columns for a block");
    }
}
