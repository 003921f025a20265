//! Nothing lower names anything higher: reads `src/` and keeps it so.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, the lowest first; those in one group do not name each other.
const LAYERS: &[&[&str]] = &[
    &["environment", "folded", "moment", "near", "visible"],
    &["clipboard", "place", "streams"],
    &["content"],
    &["follow", "handover", "profile", "shift", "talk"],
    &["compare", "project", "route", "search"],
    &["fit"],
    &["goal", "question"],
    &["practice"],
    &["record"],
    &["page"],
    &["typeset"],
    &["print"],
    &["app"],
    &["view"],
    &["session"],
    &["picture", "sitting", "terminal"],
    &["call"],
    &["ssh", "tui"],
    &["cli"],
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module a file belongs to: the first part of its path.
fn module(file: &Path) -> String {
    let first = file.components().next().expect("a path").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// What stands between a brace that was opened and the one that closes it, part by part.
fn parts(rest: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, letter) in rest.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                parts.push(&rest[from..at]);
                from = at + 1;
                if letter == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    parts
}

/// What a file names of this crate: what follows each `crate::`, also inside braces.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let inside = match rest.strip_prefix('{') {
            Some(rest) => parts(rest),
            None => vec![rest],
        };
        for name in inside {
            let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
            names.push(name.trim().split(word).next().unwrap_or_default().to_owned());
        }
    }
    names
}

#[test]
fn nothing_lower_names_anything_higher() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let layer = |name: &str| LAYERS.iter().position(|layer| layer.contains(&name));
    let mut seen = 0;
    for file in files {
        let inside = file.strip_prefix(&src).expect("a file of src");
        let own = module(inside);
        if own == "lib" || own == "main" {
            continue;
        }
        let Some(height) = layer(&own) else {
            panic!("{} belongs to no layer: add it to LAYERS", inside.display())
        };
        let text = fs::read_to_string(&file).expect("a text");
        // A comment may point upwards.
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for name in named(&code) {
            let Some(other) = layer(&name) else {
                panic!("{}: crate::{name} is no module", inside.display())
            };
            seen += 1;
            assert!(
                name == own || other < height,
                "{} is of {own} and names {name}, which is not below it",
                inside.display()
            );
        }
    }
    assert!(seen > 50, "only {seen} names were found: the test looks past them");
}

#[test]
fn names_are_found_however_they_are_written() {
    let text = "use crate::page::Page; use crate::{view, tui::{run, Guard}, cli}; crate::near::nearest()";
    assert_eq!(named(text), ["page", "view", "tui", "cli", "near"]);
}

/// What is between back ticks, in order.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).map(|name| name.trim_start_matches("mod@"))
}

#[test]
fn what_is_told_of_the_layers_is_so() {
    let told = include_str!("../src/lib.rs").split_once("From low to high:").expect("the layers").1;
    let told = told.split_once("CONTRIBUTING").expect("an end").0.trim_end_matches('`');
    let told: Vec<Vec<_>> = told.split(';').map(|layer| quoted(layer).collect()).collect();
    let sorted = |mut names: Vec<&'static str>| {
        names.sort_unstable();
        names
    };
    let told: Vec<_> = told.into_iter().map(sorted).collect();
    assert_eq!(told, LAYERS.iter().map(|layer| sorted(layer.to_vec())).collect::<Vec<_>>());
    // Who carries it on finds each of them in the picture.
    let (_, picture) = include_str!("../CONTRIBUTING.md").split_once("```text\nsrc/\n").expect("the picture");
    let (picture, _) = picture.split_once("```").expect("its end");
    let words: Vec<_> = picture.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    for name in LAYERS.iter().copied().flatten() {
        assert!(words.contains(name), "{name} is not in the picture");
    }
}
