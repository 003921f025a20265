//! Texts made comparable: without case, accents and punctuation, so that `zurich` finds `Zürich`.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A text that can be searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Its letters, digits, `+` and `#`, one character for each, in lower case and without accents.
    pub letters: String,
    /// Where in `letters` words begin, in bytes: `PyTorch` has two words, `fine-tuning` too.
    pub starts: Vec<u16>,
    /// Which letters occur, a bit for each.
    pub mask: u64,
}

/// The most characters of a text that are searched: what comes later is rarely what somebody remembers.
pub const LONGEST_TEXT: usize = 200;

/// One letter as it is compared: the base of a letter with accents, in lower case; `None` for what is
/// neither letter nor digit, save for the `+` and `#` of `C++` and `C#`.
#[must_use]
pub fn fold(grapheme: &str) -> Option<char> {
    let base = match grapheme.nfd().next()? {
        // A syllable of Korean comes apart into letters; only all of them are the syllable.
        '\u{1100}'..='\u{11FF}' => grapheme.nfc().next()?,
        base => base,
    };
    let plain = matches!(base, '+' | '#') || base.is_alphanumeric();
    plain.then(|| base.to_lowercase().next().unwrap_or(base))
}

/// The bit of a letter: one for each letter and digit of ASCII, one for all others.
fn bit(letter: char) -> u64 {
    let index = match letter {
        'a'..='z' => letter as u32 - 'a' as u32,
        '0'..='9' => 26 + letter as u32 - '0' as u32,
        _ => 36,
    };
    1 << index
}

/// The letters that occur in a folded text, a bit for each.
#[must_use]
pub fn mask(letters: &str) -> u64 {
    letters.chars().fold(0, |mask, letter| mask | bit(letter))
}

impl Folded {
    /// Folds the first [`LONGEST_TEXT`] letters of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Nearly all text is ASCII, where each byte is a letter that a reader sees.
        if text.is_ascii() {
            let letters = text.bytes().take(LONGEST_TEXT).map(|byte| {
                let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#');
                (Class::of(char::from(byte)), plain.then(|| char::from(byte.to_ascii_lowercase())))
            });
            Self::of(letters, text.len())
        } else {
            let letters = text.graphemes(true).take(LONGEST_TEXT);
            let letters =
                letters.map(|letter| (letter.chars().next().map_or(Class::Other, Class::of), fold(letter)));
            Self::of(letters, text.len())
        }
    }

    fn of(letters: impl Iterator<Item = (Class, Option<char>)>, length: usize) -> Self {
        let mut folded =
            Self { letters: String::with_capacity(length.min(2 * LONGEST_TEXT)), ..Self::default() };
        let mut before = Class::Other;
        let mut letters = letters.peekable();
        while let Some((class, letter)) = letters.next() {
            let Some(letter) = letter else {
                before = Class::Other;
                continue;
            };
            // `PyTorch` has a word at its T, `LLMOps` at its O.
            let begins = match (before, class) {
                (Class::Other, _) | (Class::Lower, Class::Upper) => true,
                (Class::Upper, Class::Upper) => letters.peek().is_some_and(|(next, _)| *next == Class::Lower),
                _ => false,
            };
            if begins && let Ok(at) = u16::try_from(folded.letters.len()) {
                folded.starts.push(at);
            }
            folded.letters.push(letter);
            before = class;
        }
        folded.mask = mask(&folded.letters);
        folded
    }

    /// Its words, each from where it begins to the end of the text: what is typed may go on into the next.
    pub fn tails(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().map(|start| &self.letters[usize::from(*start)..])
    }

    /// Its words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let ends = self.starts.iter().skip(1).map(|end| usize::from(*end)).chain([self.letters.len()]);
        self.starts.iter().zip(ends).map(|(start, end)| &self.letters[usize::from(*start)..end])
    }
}

/// What kind of character a letter is, as far as words go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    Other,
}

impl Class {
    fn of(letter: char) -> Self {
        match letter {
            c if c.is_uppercase() => Self::Upper,
            c if c.is_alphanumeric() || matches!(c, '+' | '#') => Self::Lower,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_make_no_difference() {
        for (text, letters, words) in [
            ("Zürich", "zurich", vec!["zurich"]),
            ("Zu\u{308}rich", "zurich", vec!["zurich"]),
            ("PyTorch", "pytorch", vec!["py", "torch"]),
            ("LLMOps", "llmops", vec!["llm", "ops"]),
            ("CI/CD", "cicd", vec!["ci", "cd"]),
            ("C++", "c++", vec!["c++"]),
            ("Weights & Biases", "weightsbiases", vec!["weights", "biases"]),
            ("机器学习", "机器学习", vec!["机器学习"]),
            ("한국", "한국", vec!["한국"]),
            ("", "", vec![]),
            ("*&^", "", vec![]),
        ] {
            let folded = Folded::new(text);
            assert_eq!(folded.letters, letters, "{text}");
            assert_eq!(folded.words().collect::<Vec<_>>(), words, "{text}");
        }
    }

    #[test]
    fn only_the_beginning_of_a_long_text_is_folded() {
        assert_eq!(Folded::new(&"a".repeat(100_000)).letters.len(), LONGEST_TEXT);
    }
}
