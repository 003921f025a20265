//! From the bytes that a terminal sends to what a reader did.
//!
//! Bytes go one by one through vte's state machine (after Paul Williams' parser of DEC terminals), so that where a
//! line cuts them in pieces makes no difference. Three things are told by time alone, and time is brought by
//! whoever feeds this: a lone Esc, a sequence that was never finished, and a paste without an end.

mod heard;

use std::time::Duration;

use tokio::time::Instant;
use vte::Parser;

use crate::app::key::{Input, Key};

use heard::{Follows, Heard};

/// How long after an Esc the rest of a sequence comes, where it is one.
const ESC: Duration = Duration::from_millis(40);
/// How long the rest of a sequence may take.
const SEQUENCE: Duration = Duration::from_millis(400);
/// How long the rest of a terminal's answer may take; Alt with some letters begins one, and nobody wants to wait long.
const STRING: Duration = Duration::from_secs(2);
/// How long the rest of a paste may take.
const PASTE: Duration = Duration::from_secs(10);

/// The most of a paste that is taken over, in bytes: a note or a search has room for no more.
const LONGEST_PASTE: usize = 64 * 1024;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What was read so far of what is not finished.
#[derive(Default)]
pub struct Decoder {
    parser: Parser,
    heard: Heard,
    unfinished: Unfinished,
    paste: Option<Paste>,
    /// How many bytes of an old mouse report follow, which says nothing.
    skip: u8,
    /// When what is unfinished began; of a paste, which may be long, when more of it came.
    since: Option<Instant>,
}

/// What waits for more.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Unfinished {
    #[default]
    Nothing,
    /// So many Esc after each other, one or two.
    Esc(u8),
    /// A sequence of a key, or a character; and whether an Esc stood before it.
    Sequence { alt: bool },
    /// What a terminal answers, which nobody asked.
    String,
}

/// A text that is being pasted.
#[derive(Default)]
struct Paste {
    text: Vec<u8>,
    /// How much of what ends it was seen.
    end: usize,
}

impl Decoder {
    /// Takes bytes in, and gives what the reader did.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut begins = self.paste.is_some();
        for byte in bytes {
            let was_whole = self.patience().is_none();
            let was = self.unfinished;
            self.take(*byte);
            // Also where what was unfinished ends, or is broken off, and the next begins in the same packet.
            begins |= was_whole || (was != self.unfinished && self.unfinished == Unfinished::Esc(1));
        }
        if begins || self.paste.is_some() {
            self.since = Some(Instant::now());
        }
        std::mem::take(&mut self.heard.inputs)
    }

    /// Until when to wait for more, before [`Self::give_up`]; nothing where nothing is unfinished.
    #[must_use]
    pub fn waits_until(&self) -> Option<Instant> {
        Some(self.since? + self.patience()?)
    }

    /// How long to wait for more; nothing where nothing is unfinished.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        match self.unfinished {
            _ if self.paste.is_some() => Some(PASTE),
            Unfinished::Nothing => (self.skip > 0).then_some(SEQUENCE),
            Unfinished::Esc(_) => Some(ESC),
            Unfinished::Sequence { .. } => Some(SEQUENCE),
            Unfinished::String => Some(STRING),
        }
    }

    /// No more came: an Esc was just that, and what else is unfinished is nothing.
    pub fn give_up(&mut self) -> Vec<Input> {
        if let Unfinished::Esc(times) = self.unfinished {
            (0..times).for_each(|_| self.heard.key(Key::Esc));
        }
        *self = Self { heard: std::mem::take(&mut self.heard), ..Self::default() };
        self.heard.shifted = false;
        std::mem::take(&mut self.heard.inputs)
    }

    fn take(&mut self, byte: u8) {
        if let Some(paste) = &mut self.paste {
            if let Some(text) = paste.take(byte) {
                self.heard.inputs.push(Input::Paste(text));
                self.paste = None;
            }
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match (self.unfinished, byte) {
            // Esc twice is Esc, or Alt with what comes; more often, it is Esc.
            (Unfinished::Esc(2), 0x1b) => return self.heard.key(Key::Esc),
            (Unfinished::Esc(1), 0x1b) => {
                self.unfinished = Unfinished::Esc(2);
                return;
            }
            // Alt with Enter, Tab or Backspace is these: the parser would wait for more after them.
            (Unfinished::Esc(_), 0..=0x1a | 0x1c..=0x1f | 0x7f) => {
                self.parser = Parser::new();
                self.unfinished = Unfinished::Nothing;
            }
            (Unfinished::Esc(times), b']' | b'P' | b'X' | b'^' | b'_') => {
                self.release(times);
                self.unfinished = Unfinished::String;
            }
            (Unfinished::Esc(times), b'[' | b'O') => {
                self.unfinished = Unfinished::Sequence { alt: times > 1 };
            }
            (Unfinished::Esc(times), _) => {
                self.release(times);
                self.unfinished = Unfinished::Sequence { alt: false };
            }
            (Unfinished::Nothing, 0x1b) => self.unfinished = Unfinished::Esc(1),
            (Unfinished::Nothing, _) => self.unfinished = Unfinished::Sequence { alt: false },
            // What is broken off by another sequence was nothing; a string may end so (ESC \).
            (Unfinished::Sequence { .. } | Unfinished::String, 0x1b) => {
                self.heard.shifted = false;
                self.unfinished = Unfinished::Esc(1);
            }
            (Unfinished::Sequence { .. } | Unfinished::String, _) => {}
        }
        self.heard.alt = matches!(self.unfinished, Unfinished::Sequence { alt: true });
        self.heard.is_done = false;
        self.parser.advance(&mut self.heard, &[byte]);
        if self.heard.is_done && !matches!(self.unfinished, Unfinished::Esc(_)) {
            self.unfinished = Unfinished::Nothing;
        }
        match std::mem::take(&mut self.heard.follows) {
            Follows::Nothing => {}
            Follows::Paste => self.paste = Some(Paste::default()),
            Follows::Report => self.skip = 3,
        }
    }

    /// All but the last Esc before something else stand for themselves.
    fn release(&mut self, times: u8) {
        (1..times).for_each(|_| self.heard.key(Key::Esc));
    }
}

impl Paste {
    /// Takes a byte; gives the text where it ends there.
    fn take(&mut self, byte: u8) -> Option<String> {
        // No end of a paste begins within one, but with its first byte.
        self.end = if byte == PASTE_END[self.end] { self.end + 1 } else { usize::from(byte == PASTE_END[0]) };
        if self.text.len() < LONGEST_PASTE {
            self.text.push(byte);
        }
        if self.end < PASTE_END.len() {
            return None;
        }
        let text = self.text.strip_suffix(PASTE_END).unwrap_or(&self.text);
        Some(String::from_utf8_lossy(text).into_owned())
    }
}

#[cfg(test)]
mod tests;
