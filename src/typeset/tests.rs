//! Words are set by the columns they take, and keep their tones.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::drawing::bar_lines;
use super::flow::{line_width, width};
use super::line::{HitWidths, hit};
use super::*;
use crate::page::block::{Bar, HitRow};

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

#[test]
fn hits_are_no_wider_than_asked_in_ascii() {
    let row = Row {
        label: "Where one looks … and finds".to_owned(),
        note: "page · list".to_owned(),
        text: "…a, b … c, d … e, f … and so on, further than there is room".to_owned(),
        ..Row::default()
    };
    let hits = [HitRow { row, in_label: Vec::new(), in_text: Vec::new() }];
    for columns in 20..90 {
        let setting = Setting { ascii: true, ..plain(columns) };
        let line = hit(&hits[0], HitWidths::new(&hits), &setting);
        assert!(line_width(&line) <= columns, "{} in {columns}", words(&line));
    }
}

#[test]
fn a_wide_screen_shows_more_of_long_names_and_a_name_takes_no_more_than_it_needs() {
    let row = |label: &str| Row {
        label: label.to_owned(),
        note: "question".to_owned(),
        text: "MLOps engineer, mid".to_owned(),
        ..Row::default()
    };
    let row = |label: &str| HitRow { row: row(label), in_label: Vec::new(), in_text: Vec::new() };
    let long = [row("A release changed the prompt, the model and the index at once")];
    let short = [row("Prompting")];
    for (hits, columns, set) in [
        (&long, 80, "  A release changed the promp…  question  MLOps engineer, mid"),
        (&long, 120, "  A release changed the prompt, the model a…  question  MLOps engineer, mid"),
        (&short, 120, "  Prompting  question  MLOps engineer, mid"),
    ] {
        assert_eq!(words(&hit(&hits[0], HitWidths::new(hits), &plain(columns))), set, "{columns}");
    }
}

#[test]
fn a_bar_never_comes_apart() {
    let knows = Some((2, "working".to_owned()));
    for (label, known) in [
        ("Analytical thinking", None),
        ("Machine learning modelling", None),
        ("Analytical thinking", knows.clone()),
        ("Communication", knows),
    ] {
        let row = Row { label: label.to_owned(), ..Row::default() };
        let bar = Bar { row, level: 3, word: "strong".to_owned(), known };
        for columns in 16..60 {
            let setting = Setting { aloud: false, ..plain(columns) };
            let set = bar_lines(&bar, width(label), true, &setting);
            let set: Vec<_> = set.iter().map(words).collect();
            let drawn = if bar.known.is_some() { "███░ ██░░" } else { "███░" };
            assert!(set.iter().any(|line| line.contains(drawn)), "{set:#?} in {columns}");
        }
    }
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
