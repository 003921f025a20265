//! What makes a terminal show another screen, in few bytes.

use std::io;
use std::str;

use unicode_width::UnicodeWidthStr;

use super::packed::{BLANK, Cell, Line, Shown};
use super::pen::{Pen, is_blank};

/// What asks for a letter as a coloured picture (variation selector 16).
const EMOJI: char = '\u{fe0f}';
/// To go somewhere takes six bytes at least, eight at most.
const MOVE: usize = 7;
/// So many blanks take more bytes than to erase the rest of the line.
const ERASED_SOONER: u16 = 4;

/// Makes a terminal that shows `before`, or nothing, show `now`.
///
/// # Errors
/// None that is known: what is written goes into memory.
pub fn changes(before: Option<&Shown>, now: &Shown, pen: &mut Pen) -> io::Result<()> {
    let mut before = before.map(Shown::lines);
    for (line, y) in now.lines().zip(now.area.top()..) {
        let was = before.as_mut().and_then(Iterator::next);
        // Most lines stay as they are.
        if was == Some(line) {
            continue;
        }
        if line.is_plain && was.is_none_or(|was| was.is_plain) {
            rewrite(was, line, y, pen)?;
        } else {
            rewrite_wide(was, line, y, pen)?;
        }
    }
    Ok(())
}

/// Writes what differs in a line whose letters take one column each, now and before.
fn rewrite(was: Option<Line<'_>>, line: Line<'_>, y: u16, pen: &mut Pen) -> io::Result<()> {
    let end = line.end();
    // What stays behind what was written, as long as it takes less to write it again than to step over it.
    let (mut again, mut is_short) = (Vec::with_capacity(MOVE), false);
    let mut cells = cells(was, line);
    while let Some((x, (symbol, look), stays)) = cells.next() {
        if stays {
            is_short &= symbol.len() == 1 && again.len() + 1 < MOVE && pen.has_look_of(symbol, look);
            if is_short {
                again.extend_from_slice(symbol);
            }
        } else if x < end {
            if is_short {
                pen.write_on(&again);
            }
            pen.write((x, y), symbol, look, 1)?;
            again.clear();
            is_short = true;
        } else {
            let last = cells.filter(|(.., stays)| !stays).last().map_or(x, |(last, ..)| last);
            let blank = x..=last;
            if blank.len() < usize::from(ERASED_SOONER) {
                return blank.into_iter().try_for_each(|x| pen.write((x, y), BLANK.0, BLANK.1, 1));
            }
            return pen.erase(pen.column_in(y).filter(|at| (end..x).contains(at)).unwrap_or(x), y);
        }
    }
    Ok(())
}

/// Writes a line that has wide letters, or had some, from where it differs. Such a letter covers the cell after it, and
/// leaves two where it goes: the rest is written letter by letter from the one that covers the first difference, for
/// half a letter cannot be written.
fn rewrite_wide(was: Option<Line<'_>>, line: Line<'_>, y: u16, pen: &mut Pen) -> io::Result<()> {
    let Some((first, ..)) = cells(was, line).find(|(.., stays)| !stays) else { return Ok(()) };
    let mut next = 0_u16;
    for (x, (symbol, look)) in (0..).zip(line.cells()) {
        if x < next {
            continue;
        }
        let text = str::from_utf8(symbol).unwrap_or_default();
        let width = text.width();
        next = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX).max(1));
        if next > first {
            if text.contains(EMOJI) {
                // Some terminals take one column for it, and what stood in the other would stay.
                (x..next).try_for_each(|x| pen.write((x, y), BLANK.0, look, 1))?;
            }
            pen.write((x, y), symbol, look, width)?;
        }
    }
    Ok(())
}

/// The cells of a line with their columns, and whether what is seen there stays as it was; where nothing was, it was
/// empty.
fn cells<'s>(was: Option<Line<'s>>, line: Line<'s>) -> impl Iterator<Item = (u16, Cell<'s>, bool)> {
    let mut was = was.map(Line::cells);
    (0..).zip(line.cells()).map(move |(x, cell)| {
        let was = was.as_mut().and_then(Iterator::next).unwrap_or(BLANK);
        (x, cell, is_seen_as(cell, was))
    })
}

/// Whether two cells cannot be told from each other.
fn is_seen_as((symbol, look): Cell<'_>, (was, looked): Cell<'_>) -> bool {
    let is_same = match (symbol, was) {
        // Most are, and to compare two letters takes less than to have two texts compared.
        ([letter], [other]) => letter == other,
        _ => symbol == was,
    };
    is_same && (look == looked || (is_blank(symbol, look) && is_blank(was, looked)))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn bytes(before: Option<&Shown>, now: &Shown) -> Vec<u8> {
        let mut pen = Pen::new(Vec::new());
        let done = changes(before, now, &mut pen).and_then(|()| pen.lay_down());
        done.unwrap_or_else(|error| panic!("{error}"))
    }

    /// What is written to make a line another; the second letter of both is bold where `is_bold`.
    fn written(was: &str, is: &str, is_bold: bool) -> String {
        let line = |text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
            buffer.set_string(0, 0, text, Style::new());
            buffer.set_style(Rect::new(1, 0, u16::from(is_bold), 1), Style::new().bold());
            buffer
        };
        let [was, is] = [was, is].map(|text| Shown::pack(&line(text)));
        String::from_utf8_lossy(&bytes(Some(&was), &is)).replace('\x1b', "^")
    }

    #[test]
    fn few_letters_that_stay_are_written_again_and_many_are_stepped_over() {
        assert_eq!(written("one two", "six ten", false), "^[1;1Hsix ten");
        assert_eq!(written("a......b", "x......y", false), "^[1;1Hx......y");
        assert_eq!(written("a.......b", "x.......y", false), "^[1;1Hx^[1;9Hy");
        assert_eq!(written("a.b", "x.y", true), "^[1;1Hx^[1;3Hy", "what looks otherwise");
        assert_eq!(written("a b", "x y", true), "^[1;1Hx y", "a blank looks as any other");
    }

    #[test]
    fn the_end_of_a_line_is_erased_where_that_is_shorter() {
        assert_eq!(written("one two", "one", false), "^[1;5H   ");
        assert_eq!(written("one more", "one", false), "^[1;5H^[K");
        assert_eq!(written("one more", "two", false), "^[1;1Htwo^[K");
        assert_eq!(written("one more", "", false), "^[1;1H^[K");
        assert_eq!(written("one more", "", true), "^[1;1H^[K", "a bold blank is one");
    }

    fn screen(text: &str) -> Shown {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, text, Style::new());
        Shown::pack(&buffer)
    }

    /// What a terminal shows that was sent one screen, then another.
    fn shown(was: &Shown, is: &Shown) -> String {
        let bytes = [bytes(None, was), bytes(Some(was), is)].concat();
        let size = NonZeroU16::new(20).unwrap_or(NonZeroU16::MIN);
        let mut terminal = vt100::Parser::new(NonZeroU16::MIN, size, 0);
        terminal.process(&bytes);
        terminal.screen().contents().trim_end().to_owned()
    }

    #[test]
    fn letters_that_terminals_do_not_agree_about_leave_nothing_beside_them() {
        // The terminal of the tests takes one column for it.
        let keyboard = "\u{2328}\u{fe0f}";
        assert_eq!(shown(&screen("abc"), &screen(keyboard)), keyboard);
        // A letter with more accents than anybody writes shows with some of them.
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        if let Some(cell) = buffer.cell_mut((0, 0)) {
            cell.set_symbol(&format!("Q{}", "\u{301}".repeat(150)));
        }
        assert!(shown(&screen("abc"), &Shown::pack(&buffer)).starts_with("Q\u{301}"));
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
            "so much more of it",
            "so",
        ];
        for (was, is) in lines.iter().flat_map(|was| lines.iter().map(move |is| (was, is))) {
            assert_eq!(shown(&screen(was), &screen(is)), is.trim_end(), "after {was:?}");
        }
    }
}
