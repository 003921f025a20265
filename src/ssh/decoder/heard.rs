//! What sequences mean: keys, the mouse, and the beginning of a paste.

use vte::{Params, Perform};

use crate::app::key::{Input, Key};

/// What the parser found.
#[derive(Default)]
pub struct Heard {
    /// The keys, and what else was done.
    pub inputs: Vec<Input>,
    /// Whether something ended with the last byte.
    pub is_done: bool,
    /// Whether an Esc stood before the sequence that is read.
    pub alt: bool,
    /// Whether the next character is the end of a key's sequence (SS3).
    pub shifted: bool,
    /// What comes after it.
    pub follows: Follows,
}

/// What the bytes after a sequence are.
#[derive(Clone, Copy, Default)]
pub enum Follows {
    #[default]
    /// Others of the kind.
    Nothing,
    /// The text of a paste.
    Paste,
    /// Three bytes on the mouse.
    Report,
}

impl Heard {
    /// A key that was pressed.
    pub fn key(&mut self, key: Key) {
        self.inputs.push(Input::Key(key));
    }

    /// A key that a letter stands for, at the end of a sequence.
    fn lettered(&mut self, letter: char, alt: bool) {
        let key = match letter {
            'A' => Key::Up,
            'B' => Key::Down,
            'C' if alt => Key::AltRight,
            'C' => Key::Right,
            'D' if alt => Key::AltLeft,
            'D' => Key::Left,
            'F' => Key::End,
            'H' => Key::Home,
            'M' => Key::Enter,
            'P' => Key::F(1),
            'Q' => Key::F(2),
            'S' => Key::F(4),
            'Z' => Key::BackTab,
            _ => return,
        };
        self.key(key);
    }

    /// A key by the code that kitty's protocol has for it.
    fn coded(&mut self, code: u16, modifiers: u16) {
        let (alt, ctrl) = (modifiers & 2 != 0, modifiers & 4 != 0);
        match (code, char::from_u32(code.into())) {
            (9 | 13 | 27 | 127, _) => self.control(u8::try_from(code).unwrap_or_default()),
            (_, Some(letter)) if ctrl => self.key(Key::Ctrl(letter.to_ascii_lowercase())),
            (_, Some(letter)) if !alt => self.letter(letter),
            _ => {}
        }
    }

    fn letter(&mut self, letter: char) {
        // What is no UTF-8 comes as U+FFFD, and was no key.
        if !letter.is_control() && letter != char::REPLACEMENT_CHARACTER {
            self.key(Key::Char(letter));
        }
    }

    fn control(&mut self, byte: u8) {
        let key = match byte {
            b'\r' | b'\n' => Key::Enter,
            b'\t' => Key::Tab,
            0x7f => Key::Backspace,
            0x1b => Key::Esc,
            1..=26 => Key::Ctrl(char::from(byte - 1 + b'a')),
            _ => return,
        };
        self.key(key);
    }

    /// A report of the mouse (SGR): which button, where, and whether it was pressed.
    fn mouse(&mut self, button: u16, (column, row): (u16, u16), is_pressed: bool) {
        let (x, y) = (column.saturating_sub(1), row.saturating_sub(1));
        let input = match button {
            0 if is_pressed => Input::Press(x, y),
            64 => Input::WheelUp(x, y),
            65 => Input::WheelDown(x, y),
            _ => return,
        };
        self.inputs.push(input);
    }
}

impl Perform for Heard {
    fn print(&mut self, letter: char) {
        self.is_done = true;
        if std::mem::take(&mut self.shifted) {
            let alt = self.alt;
            self.lettered(letter, alt);
        } else if letter == '\u{7f}' {
            self.control(0x7f);
        } else {
            self.letter(letter);
        }
    }

    fn execute(&mut self, byte: u8) {
        self.is_done = true;
        self.shifted = false;
        self.control(byte);
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        self.is_done = true;
        let parameter = |at: usize| params.iter().nth(at).and_then(|one| one.first().copied()).unwrap_or(0);
        let (first, modifiers) = (parameter(0), parameter(1).saturating_sub(1));
        let alt = self.alt || modifiers & 2 != 0;
        match (intermediates, action) {
            _ if ignore => {}
            ([b'<'], 'M' | 'm') => self.mouse(first, (parameter(1), parameter(2)), action == 'M'),
            ([], 'M') => self.follows = Follows::Report,
            ([], '~') => match first {
                3 => self.key(Key::Delete),
                1 | 7 => self.key(Key::Home),
                4 | 8 => self.key(Key::End),
                5 => self.key(Key::PageUp),
                6 => self.key(Key::PageDown),
                11..=15 => self.key(Key::F(u8::try_from(first - 10).unwrap_or_default())),
                200 => self.follows = Follows::Paste,
                _ => {}
            },
            ([], 'u') => {
                // A key that is let go says nothing.
                let event = params.iter().nth(1).and_then(|one| one.get(1).copied()).unwrap_or(1);
                if event != 3 {
                    self.coded(first, modifiers);
                }
            }
            // With two numbers it tells where the cursor is, and no key.
            ([], 'P' | 'Q' | 'S') if params.len() > 1 && first != 1 => {}
            ([], 'A' | 'B' | 'C' | 'D' | 'F' | 'H' | 'P' | 'Q' | 'S' | 'Z') => self.lettered(action, alt),
            _ => {}
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _: bool, byte: u8) {
        if intermediates.is_empty() && byte == b'O' {
            self.shifted = true;
            return;
        }
        // Alt with a letter is no key here.
        self.is_done = true;
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.is_done = true;
    }

    fn unhook(&mut self) {
        self.is_done = true;
    }
}
