//! A screen in as little room as it takes, and what differs between two.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// What a screen shows, cell by cell, in as little room as it takes.
#[derive(Debug)]
pub struct Shown {
    /// How large it is.
    pub area: Rect,
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
    /// Packs what was drawn.
    pub fn pack(buffer: &Buffer) -> Self {
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
    /// most lines stay as they are, and most of the others from where they begin or to where they end. With them come
    /// those between two of them that are sooner written again than stepped over.
    pub fn changes<'b>(
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
            let mut last: Option<usize> = None;
            for (x, _, _) in was.diff(is) {
                let x = usize::from(x);
                let again = last.filter(|last| is_soon_written(&cells[*last..x]));
                let from = again.map_or(x, |last| last + 1);
                changes.extend((from..=x).map(|x| (at(x), y, &cells[x])));
                last = Some(x);
            }
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

/// Whether the cells behind the first take fewer bytes to write than to tell the terminal where to go on after them,
/// which takes six at least: they are few, and all look the same.
fn is_soon_written(cells: &[Cell]) -> bool {
    let look = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
    cells.len() <= 7 && cells.iter().all(|cell| cell.symbol().len() == 1 && look(cell) == look(&cells[0]))
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
    use std::sync::Arc;

    use ratatui::style::Style;

    use crate::app::{App, Looks};
    use crate::content::Library;
    use crate::place::Link;
    use crate::profile::Profile;
    use crate::session::Session;

    use super::*;

    /// What is written to make a line another, piece by piece; the middle of both is bold where `is_bold`.
    fn written(was: &str, is: &str, is_bold: bool) -> Vec<String> {
        let line = |text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
            buffer.set_string(0, 0, text, Style::new());
            buffer.set_style(Rect::new(1, 0, u16::from(is_bold), 1), Style::new().bold());
            buffer
        };
        let (was, is) = (line(was), line(is));
        let shown = Shown::pack(&is);
        let changes = shown.changes(Some(&Shown::pack(&was)), &is, &mut <[Buffer; 2]>::default());
        let mut pieces: Vec<(u16, String)> = Vec::new();
        for (x, _, cell) in changes {
            match pieces.last_mut().filter(|(next, _)| *next == x) {
                Some((next, piece)) => (*next, *piece) = (x + 1, format!("{piece}{}", cell.symbol())),
                None => pieces.push((x + 1, cell.symbol().to_owned())),
            }
        }
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }

    #[test]
    fn few_letters_that_stay_are_written_again_and_many_are_stepped_over() {
        assert_eq!(written("one two", "six ten", false), ["six ten"]);
        assert_eq!(written("a......b", "x......y", false), ["x......y"]);
        assert_eq!(written("a.......b", "x.......y", false), ["x", "y"]);
        assert_eq!(written("a.b", "x.y", true), ["x", "y"], "what looks otherwise");
        assert_eq!(written("a世b", "x世y", false), ["x", "y"], "what is wide");
    }

    #[test]
    fn what_is_packed_is_what_was_drawn() {
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
                let mut unpacked = Buffer::empty(Rect::new(0, 0, 120, 1));
                unpacked.set_string(0, 0, "something else", Style::new().fg(Color::Red));
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
}
