//! Words are set by the columns they take, and keep their tones.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::flow::{line_width, width};
use super::*;

fn plain(width: usize) -> Setting {
    Setting { aloud: true, ..Setting::new(width) }
}

#[test]
fn words_break_by_columns_and_keep_their_tones() {
    let spans =
        [Span::new(Tone::Strong, "模型 serving: "), Span::new(Tone::Plain, "puts models to work, naïvely")];
    let lines = plain(16).flow(&spans, 0, 2);
    let set: Vec<_> = lines.iter().map(words).collect();
    assert_eq!(set, ["模型 serving:", "  puts models to", "  work, naïvely"]);
    assert_eq!(lines[0][1].tone, Tone::Strong);
    assert_eq!(lines[1][1].tone, Tone::Plain);
}

#[test]
fn ascii_leaves_no_typographic_marks() {
    let lines = Setting { ascii: true, aloud: true, ..Setting::new(40) }.flow(
        &[Span::new(Tone::Plain, "“a” · b – c … d’s")],
        0,
        0,
    );
    assert_eq!(words(&lines[0]), "\"a\" - b - c ... d's");
}

proptest! {
    #[test]
    fn no_line_is_wider_than_asked(text in "(\\PC{0,12} ){0,8}", columns in 4usize..90, indent in 0usize..8) {
        for line in plain(columns).flow(&[Span::new(Tone::Plain, text.as_str())], indent, indent) {
            // A single letter may be wider than there is room for; it cannot be broken.
            let is_letter = words(&line).trim().graphemes(true).count() == 1;
            prop_assert!(line_width(&line) <= columns || is_letter, "{:?} in {columns}", line);
        }
    }

    #[test]
    fn no_letter_is_lost(parts in prop::collection::vec("[a-z模é]{1,9}", 1..20), columns in 1usize..60) {
        let text = parts.join(" ");
        let lines = plain(columns).flow(&[Span::new(Tone::Plain, text.as_str())], 0, 2);
        let letters = |text: &str| text.replace(char::is_whitespace, "");
        let set: String = lines.iter().map(words).collect();
        prop_assert_eq!(letters(&set), letters(&text));
        prop_assert!(width(&text) > 0);
    }
}
