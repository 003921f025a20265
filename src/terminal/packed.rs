//! A screen in as little room as it takes, and what differs between two.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

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

type Look = (Color, Color, Modifier);

/// What stands in a cell of an empty screen, and how it looks.
const BLANK: (&[u8], &Look) = (b" ", &(Color::Reset, Color::Reset, Modifier::empty()));

/// A line of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Packed<'s> {
    symbols: &'s [u8],
    lengths: &'s [u8],
    looks: &'s [(u16, Look)],
    is_plain: bool,
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
                    (bytes, Ok(length)) => {
                        symbols.extend_from_slice(bytes);
                        lengths.push(length);
                        is_plain &= symbol.width() == 1;
                    }
                    // No cluster of letters that anybody shows is longer than a byte can tell; it would be drawn each time.
                    (_, Err(_)) => {
                        symbols.push(b' ');
                        lengths.push(1);
                    }
                }
                let look = look(cell);
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

    fn lines(&self) -> impl Iterator<Item = Packed<'_>> {
        let lengths = self.lengths.chunks(usize::from(self.area.width).max(1));
        let begins = std::iter::once(End::default()).chain(self.ends.iter().copied());
        begins.zip(&self.ends).zip(lengths).map(|((begin, end), lengths)| Packed {
            symbols: &self.symbols[begin.symbols..end.symbols],
            lengths,
            looks: &self.looks[begin.looks..end.looks],
            is_plain: end.is_plain,
        })
    }

    /// The cells of `buffer`, of which this was packed, that differ from what was shown before, or from an empty screen.
    /// With them come those between two of them that are sooner written again than stepped over.
    pub fn changes<'b>(&self, before: Option<&Self>, buffer: &'b Buffer) -> Vec<(u16, u16, &'b Cell)> {
        let mut changes = Vec::new();
        let mut earlier = before.map(Self::lines);
        let cells = buffer.content.chunks(usize::from(self.area.width).max(1));
        for ((line, cells), y) in self.lines().zip(cells).zip(self.area.top()..) {
            let was = earlier.as_mut().and_then(Iterator::next);
            // Most lines stay as they are.
            if was == Some(line) {
                continue;
            }
            let shown = was.into_iter().flat_map(Packed::cells).chain(std::iter::repeat(BLANK));
            let mut differing = cells
                .iter()
                .zip(shown)
                .enumerate()
                .filter(|(_, (cell, was))| !is_shown(cell, *was))
                .map(|(x, _)| x);
            let mut write = |x: usize| changes.push((u16::try_from(x).unwrap_or(u16::MAX), y, &cells[x]));
            if line.is_plain && was.is_none_or(|was| was.is_plain) {
                let mut last: Option<usize> = None;
                for x in differing {
                    let again = last.filter(|last| is_soon_written(&cells[*last..x]));
                    (again.map_or(x, |last| last + 1)..=x).for_each(&mut write);
                    last = Some(x);
                }
            } else if let Some(first) = differing.next() {
                // What is wide covers the cell after it, and leaves two where it goes: the rest is written anew, letter by
                // letter from the one that covers the first difference, for half a letter cannot be written.
                let mut x = 0;
                while x < cells.len() {
                    let next = x + cells[x].symbol().width().max(1);
                    if next > first {
                        write(x);
                    }
                    x = next;
                }
            }
        }
        changes
    }
}

/// How a cell looks.
fn look(cell: &Cell) -> Look {
    (cell.fg, cell.bg, cell.modifier)
}

/// Whether a cell stands there as it did.
fn is_shown(cell: &Cell, (was, looked): (&[u8], &Look)) -> bool {
    let is_same = match (cell.symbol().as_bytes(), was) {
        // Most are, and to compare two letters takes less than to have two texts compared.
        ([letter], [other]) => letter == other,
        (symbol, was) => symbol == was,
    };
    is_same && look(cell) == *looked
}

/// Whether the cells behind the first take fewer bytes to write than to tell the terminal where to go on after them,
/// which takes six at least: they are few, and all look the same.
fn is_soon_written(cells: &[Cell]) -> bool {
    cells.len() <= 7 && cells.iter().all(|cell| cell.symbol().len() == 1 && look(cell) == look(&cells[0]))
}

impl<'s> Packed<'s> {
    /// Its cells: what stands in each, and how it looks.
    fn cells(self) -> impl Iterator<Item = (&'s [u8], &'s Look)> {
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
    use std::num::NonZeroU16;
    use std::sync::Arc;

    use ratatui::backend::{Backend, CrosstermBackend};
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
        let changes = shown.changes(Some(&Shown::pack(&was)), &is);
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
    }

    #[test]
    fn a_terminal_shows_what_was_meant_also_where_letters_are_wide() {
        let lines = [
            "plain letters",
            "wide 世界 end",
            "w世ide 界 end",
            "世界世界世界世界世界",
            "é ü 🙂 x",
            "",
            "plain 世etters",
            "世界a",
            "世界b",
            "世a界",
        ];
        let size = NonZeroU16::new(20).unwrap_or(NonZeroU16::MIN);
        let screen = |text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
            buffer.set_string(0, 0, text, Style::new());
            (Shown::pack(&buffer), buffer)
        };
        for (was, is) in lines.iter().flat_map(|was| lines.iter().map(move |is| (was, is))) {
            let [(was_shown, was_buffer), (is_shown, is_buffer)] = [screen(was), screen(is)];
            let mut bytes = Vec::new();
            let mut backend = CrosstermBackend::new(&mut bytes);
            for changes in
                [was_shown.changes(None, &was_buffer), is_shown.changes(Some(&was_shown), &is_buffer)]
            {
                backend.draw(changes.into_iter()).unwrap_or_else(|error| panic!("{error}"));
            }
            let mut terminal = vt100::Parser::new(NonZeroU16::MIN, size, 0);
            terminal.process(&bytes);
            assert_eq!(terminal.screen().contents().trim_end(), is.trim_end(), "after {was:?}");
        }
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
                assert!(line.cells().zip(cells).all(|(packed, cell)| is_shown(cell, packed)));
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
