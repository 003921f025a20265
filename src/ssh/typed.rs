//! Lines that are typed in a terminal far away: nobody there shows letters and takes them back, so this does.

use tokio::time::Instant;

use unicode_width::UnicodeWidthChar;

use crate::app::key::{Input, Key};
use crate::visible::is_invisible;

use super::decoder::Decoder;

/// The longest line, in bytes.
const LONGEST: usize = 4096;

/// A line that is being typed.
#[derive(Default)]
pub struct Typed {
    decoder: Decoder,
    line: String,
}

impl Typed {
    /// Takes in what was typed; gives the lines that were finished, what the terminal has to show, and whether nothing
    /// more is wanted.
    pub fn take(&mut self, bytes: &[u8]) -> (Vec<u8>, Vec<u8>, bool) {
        let (mut lines, mut echo) = (Vec::new(), String::new());
        for input in self.decoder.feed(bytes) {
            match input {
                Input::Key(Key::Enter) => {
                    lines.extend(std::mem::take(&mut self.line).into_bytes());
                    lines.push(b'\n');
                    echo.push('\n');
                }
                Input::Key(Key::Char(letter)) => self.add(letter, &mut echo),
                Input::Paste(text) => text.chars().for_each(|letter| self.add(letter, &mut echo)),
                Input::Key(Key::Backspace | Key::Ctrl('h')) => self.erase(&mut echo),
                Input::Key(Key::Ctrl('u')) => {
                    while !self.line.is_empty() {
                        self.erase(&mut echo);
                    }
                }
                Input::Key(Key::Ctrl('c')) => return (lines, (echo + "\n").into_bytes(), true),
                Input::Key(Key::Ctrl('d')) if self.line.is_empty() => {
                    return (lines, echo.into_bytes(), true);
                }
                _ => {}
            }
        }
        (lines, echo.into_bytes(), false)
    }

    /// Until when to wait for the rest of what is unfinished, before [`Self::give_up`].
    pub fn waits_until(&self) -> Option<Instant> {
        self.decoder.waits_until()
    }

    /// No more came of it: that was nothing.
    pub fn give_up(&mut self) {
        // Esc alone means nothing here.
        self.decoder.give_up();
    }

    fn add(&mut self, letter: char, echo: &mut String) {
        if !is_invisible(letter) && self.line.len() < LONGEST {
            self.line.push(letter);
            echo.push(letter);
        }
    }

    fn erase(&mut self, echo: &mut String) {
        if let Some(letter) = self.line.pop() {
            let columns = letter.width().unwrap_or(0);
            for part in ["\u{8}", " ", "\u{8}"] {
                echo.push_str(&part.repeat(columns));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_shown_mended_and_given_once_it_is_finished() {
        let mut typed = Typed::default();
        for (bytes, lines, echo, is_over) in [
            (&b"ab"[..], "", "ab", false),
            (&"世".as_bytes()[..1], "", "", false),
            (&"世".as_bytes()[1..], "", "世", false),
            (b"\x7f\x7f", "", "\u{8}\u{8}  \u{8}\u{8}\u{8} \u{8}", false),
            (b"\x1b", "", "", false),
            (b"[Ac\r", "ac\n", "c\n", false),
            (b"x\x15y\n\n", "y\n\n", "x\u{8} \u{8}y\n\n", false),
            (b"\x1b[200~p\x1b[201~\x04", "", "p", false),
            (b"\x03", "", "\n", true),
        ] {
            let expected = (lines.as_bytes().to_vec(), echo.as_bytes().to_vec(), is_over);
            assert_eq!(typed.take(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        assert!(Typed::default().take(b"\x04").2, "nothing more is typed");
    }
}
