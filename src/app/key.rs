//! A key as a reader presses it, whatever terminal it came from.

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character; capitals are characters of their own.
    Char(char),
    /// A letter with Ctrl.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Tab.
    Tab,
    /// Tab with Shift.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow left with Alt.
    AltLeft,
    /// Arrow right with Alt.
    AltRight,
    /// Delete.
    Delete,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// What a reader does at a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The mouse was pressed there, from the left and the top.
    Press(u16, u16),
    /// The wheel of the mouse was turned up there.
    WheelUp(u16, u16),
    /// The wheel of the mouse was turned down there.
    WheelDown(u16, u16),
}

/// The names of keys that are no characters.
const NAMES: &[(&str, Key)] = &[
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("backspace", Key::Backspace),
    ("tab", Key::Tab),
    ("backtab", Key::BackTab),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("alt-left", Key::AltLeft),
    ("alt-right", Key::AltRight),
    ("delete", Key::Delete),
    ("home", Key::Home),
    ("end", Key::End),
    ("pgup", Key::PageUp),
    ("pgdn", Key::PageDown),
    ("space", Key::Char(' ')),
    ("f1", Key::F(1)),
];

impl Key {
    /// The keys of a story, as `"/ mlops enter"`: a word is the name of a key (`enter`, `ctrl-p`), else it
    /// is typed letter by letter.
    ///
    /// # Panics
    /// In a build for tests, on a word that is meant for a key and names none, as `S-tab`.
    #[must_use]
    pub fn story(words: &str) -> Vec<Self> {
        let keys = words.split_whitespace().map(|word| {
            let named = NAMES.iter().find(|(name, _)| *name == word).map(|(_, key)| *key);
            let ctrl = || word.strip_prefix("ctrl-").and_then(|letter| letter.parse().ok()).map(Self::Ctrl);
            if let Some(key) = named.or_else(ctrl) {
                return vec![key];
            }
            let is_held = word.split_once('-').is_some_and(|(held, key)| {
                ["S", "shift", "C", "ctrl", "M", "alt"].contains(&held) && !key.is_empty()
            });
            debug_assert!(!is_held, "{word} is no key");
            word.chars().map(Self::Char).collect()
        });
        keys.flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_read_word_by_word() {
        let keys = Key::story("/ ml space ctrl-p enter alt-left");
        let expected = [
            Key::Char('/'),
            Key::Char('m'),
            Key::Char('l'),
            Key::Char(' '),
            Key::Ctrl('p'),
            Key::Enter,
            Key::AltLeft,
        ];
        assert_eq!(keys, expected);
    }
}
