//! Which characters may reach a terminal: what is printed arrives there as it is.

/// Whether a character is a control character, turns text round, or cannot be seen.
///
/// Covers the Unicode categories Cc and Zl/Zp, the bidirectional controls of UAX #9 (so that a line
/// reads as it is stored, CVE-2021-42574), the default-ignorable characters that draw nothing, and tags.
/// U+200D, the joiner inside emoji, is left in: without it they fall apart.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200C}'
            | '\u{200E}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// The first character of a text that must not be shown.
#[must_use]
pub fn first_invisible(text: &str) -> Option<char> {
    // Nearly all text is plain ASCII, and bytes are faster looked at than characters.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    text.chars().find(|c| is_invisible(*c))
}

/// A text of somebody else's making, with a mark for each character that must not be shown.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_found() {
        for bad in
            ["a\u{1b}[31m", "a\u{202e}b", "a\u{200b}b", "line\nbreak", "tab\t", "\u{feff}x", "a\u{e0041}"]
        {
            assert!(first_invisible(bad).is_some(), "{bad:?}");
            assert!(shown(bad).contains('\u{fffd}') && first_invisible(&shown(bad)).is_none(), "{bad:?}");
        }
        for good in ["plain", "Zürich", "模型", "e\u{301}", "👩\u{200d}💻", "naïve – “quoted”"]
        {
            assert_eq!(first_invisible(good), None, "{good}");
            assert_eq!(shown(good), good);
        }
    }
}
