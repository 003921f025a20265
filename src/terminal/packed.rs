//! A screen in as little room as it takes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::pen::{Look, PLAIN, is_unseen};

/// What a screen shows, cell by cell, in as little room as it takes.
#[derive(Debug)]
pub struct Shown {
    /// How large it is.
    pub area: Rect,
    /// What stands in the cells, one after another, in UTF-8.
    symbols: Box<[u8]>,
    /// How many bytes of it each cell has.
    lengths: Box<[u8]>,
    /// How the cells look: so many after each other in a line look the same.
    looks: Box<[(u16, Look)]>,
    /// Where each line ends.
    ends: Box<[End]>,
}

/// Where a line ends in `symbols` and in `looks`, and whether each of its letters takes one column.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    symbols: usize,
    looks: usize,
    is_plain: bool,
}

/// What stands in a cell, and how it looks.
pub type Cell<'s> = (&'s [u8], &'s Look);

/// A cell of an empty screen.
pub const BLANK: Cell<'static> = (b" ", &PLAIN);

/// A line of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Line<'s> {
    symbols: &'s [u8],
    lengths: &'s [u8],
    looks: &'s [(u16, Look)],
    /// Whether each of its letters takes one column.
    pub is_plain: bool,
}

impl Shown {
    /// Packs what was drawn.
    pub fn pack(buffer: &Buffer) -> Self {
        let mut symbols = Vec::with_capacity(buffer.content.len());
        let mut lengths = Vec::with_capacity(buffer.content.len());
        let (mut looks, mut ends): (Vec<(u16, Look)>, Vec<_>) = (Vec::new(), Vec::new());
        for line in buffer.content.chunks(usize::from(buffer.area.width).max(1)) {
            let begin = looks.len();
            let mut is_plain = true;
            for cell in line {
                let symbol = cell.symbol();
                match (symbol.as_bytes(), u8::try_from(symbol.len())) {
                    ([letter], _) => {
                        symbols.push(*letter);
                        lengths.push(1);
                    }
                    (bytes, length) => {
                        // Of a cluster of letters that is longer than a byte can tell, its beginning is shown.
                        let is_whole = |at: &u8| symbol.is_char_boundary((*at).into());
                        let length = length.ok().or_else(|| (0..=u8::MAX).rev().find(is_whole)).unwrap_or(0);
                        symbols.extend_from_slice(&bytes[..length.into()]);
                        lengths.push(length);
                        is_plain &= symbol.width() == 1;
                    }
                }
                let look = (cell.fg, cell.bg, cell.modifier);
                match looks[begin..].last_mut() {
                    Some((times, last)) if *last == look => *times += 1,
                    _ => looks.push((1, look)),
                }
            }
            ends.push(End { symbols: symbols.len(), looks: looks.len(), is_plain });
        }
        let (symbols, lengths, looks, ends) = (symbols.into(), lengths.into(), looks.into(), ends.into());
        Self { area: buffer.area, symbols, lengths, looks, ends }
    }

    /// Its lines, from the top.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let lengths = self.lengths.chunks(usize::from(self.area.width).max(1));
        let begins = std::iter::once(End::default()).chain(self.ends.iter().copied());
        begins.zip(&self.ends).zip(lengths).map(|((begin, end), lengths)| Line {
            symbols: &self.symbols[begin.symbols..end.symbols],
            lengths,
            looks: &self.looks[begin.looks..end.looks],
            is_plain: end.is_plain,
        })
    }
}

impl<'s> Line<'s> {
    /// How many cells it has but for blank ones at its end.
    pub fn end(self) -> u16 {
        let letters = self.symbols.iter().rev().zip(self.lengths.iter().rev());
        let blanks = letters.take_while(|(letter, length)| (**letter, **length) == (b' ', 1)).count();
        let looks = self.looks.iter().rev().take_while(|(_, look)| is_unseen(look));
        let unseen: usize = looks.map(|(times, _)| usize::from(*times)).sum();
        u16::try_from(self.lengths.len() - blanks.min(unseen)).unwrap_or(u16::MAX)
    }

    /// Its cells, from the left.
    pub fn cells(self) -> impl Iterator<Item = Cell<'s>> {
        let (mut symbols, mut looks) = (self.symbols, self.looks.iter());
        let (mut times, mut look) = (0, BLANK.1);
        self.lengths.iter().map(move |length| {
            if times == 0
                && let Some((again, next)) = looks.next()
            {
                (times, look) = (*again, next);
            }
            times = times.saturating_sub(1);
            let (symbol, rest) = symbols.split_at(usize::from(*length));
            symbols = rest;
            (symbol, look)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::buffer::Cell as Drawn;
    use ratatui::style::{Color, Style};

    use crate::app::{App, Looks};
    use crate::content::Library;
    use crate::place::Link;
    use crate::profile::Profile;
    use crate::session::Session;

    use super::*;

    #[test]
    fn what_is_packed_is_what_was_drawn() {
        let drawn = |cell: &Drawn| (cell.symbol().as_bytes().to_vec(), (cell.fg, cell.bg, cell.modifier));
        let library = Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        for place in ["home", "role:ai-engineer@after", "scenario:support-chatbot"] {
            let link = Link::parse(place).unwrap_or_else(|error| panic!("{error}"));
            let app = App::new(Arc::clone(&library), Profile::default(), &link, Looks::default());
            let mut session = Session::new(app, 120, 40);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
            session.draw(&mut buffer);
            buffer.set_string(3, 3, "世界 é 🙂", Style::new().fg(Color::Blue));
            let packed = Shown::pack(&buffer);
            for (line, cells) in packed.lines().zip(buffer.content.chunks(120)) {
                assert!(
                    line.cells()
                        .zip(cells)
                        .all(|((symbol, look), cell)| (symbol.to_vec(), *look) == drawn(cell))
                );
                assert_eq!(line.cells().count(), cells.len());
            }
            assert_eq!(packed.lines().count(), 40);
            let bytes = packed.symbols.len()
                + packed.lengths.len()
                + size_of_val(&*packed.looks)
                + size_of_val(&*packed.ends);
            assert!(bytes < 30_000, "{bytes} bytes");
        }
    }
}
