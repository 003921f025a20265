//! What people type into the search box finds what they mean.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

#[expect(dead_code, reason = "its `main` writes a pack; here it is only asked to")]
#[path = "../examples/large_pack.rs"]
mod large_pack;

#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "draft/pack.rs"]
mod pack;

use pack::Draft;
use roledex::content::Library;
use roledex::page::{self, Reader};
use roledex::search::{MOST_HITS, Near, search};
use serde::Deserialize;

#[derive(Deserialize)]
struct Queries {
    query: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    text: String,
    expect: String,
}

fn library() -> Library {
    Library::built_in().expect("the shipped pack is good")
}

#[test]
fn what_is_meant_comes_first_or_among_the_first_three() {
    let library = library();
    let Queries { query: queries } = toml::from_str(include_str!("search_queries.toml")).expect("TOML");
    assert!(queries.len() >= 80);
    let (mut second, mut lost) = (Vec::new(), Vec::new());
    for Query { text, expect } in &queries {
        let found = search(&library, text, &|_| Near::Elsewhere);
        let first: Vec<_> = found.hits.iter().take(3).map(|hit| hit.link.to_string()).collect();
        let line = format!("{text:?} should find {expect}, found {first:?}");
        match first.iter().position(|link| link == expect) {
            Some(0) => {}
            Some(_) => second.push(line),
            None => lost.push(line),
        }
    }
    assert!(lost.is_empty(), "not among the first three:\n{}\n{}", lost.join("\n"), second.join("\n"));
    assert!(second.len() * 20 <= queries.len(), "not first:\n{}", second.join("\n"));
}

/// A role that was, and that somebody was asked for then.
const LAMPLIGHTER: &str = r#"
name = "Lamplighter"
family = "making"
mission = { text = "Lights the way to the bakery.", sources = ["editorial"] }
demand = [{ text = "Every street wanted one.", sources = ["editorial"] }]

[era.by-hand]
status = "established"
summary = { text = "Lit what bakers worked by.", sources = ["editorial"] }

[era.with-oven]
status = "absent"
summary = { text = "The oven gives light.", sources = ["editorial"] }
"#;

#[test]
fn everything_that_is_found_is_there() {
    let over = Draft::new().write("roles/lamplighter.toml", LAMPLIGHTER).load().expect("a good pack");
    for library in [library(), over] {
        for found in library.findables().all() {
            let place = library.canonical(found.link.place.clone()).expect("a place of the pack");
            let page = page::build(&library, Reader::NOBODY, &place);
            if let Some(key) = &found.link.key {
                assert!(page.part(key).is_some(), "{} has no part {key}", found.link);
            }
        }
    }
}

#[test]
fn many_scattered_names_leave_the_best_first() {
    let folder = tempfile::TempDir::new().expect("a folder");
    large_pack::write(folder.path(), 9_000).expect("a pack");
    let library = Library::from_folder(folder.path()).expect("a good pack");
    let found = search(&library, "aet", &|_| Near::Elsewhere);
    assert!(found.total > 1_000, "only {} names", found.total);
    // A name as near as its length says has more than 900 for it; strewn letters never come to that, and
    // names that were not scored come last.
    let closeness: Vec<_> = found.hits.iter().map(|hit| hit.score % 1_000).collect();
    assert!(closeness.iter().all(|closeness| (1..900).contains(closeness)), "{closeness:?}");
    let again = search(&library, "aet", &|_| Near::Elsewhere);
    let links =
        |found: &roledex::search::Found| found.hits.iter().map(|hit| hit.link.clone()).collect::<Vec<_>>();
    assert_eq!(links(&found), links(&again), "the order does not hang on chance");
}

#[test]
fn nothing_typed_is_too_much() {
    let library = library();
    let long = "x".repeat(100_000);
    for text in ["", " ", "\u{1b}[31m", "*", "模型", "\u{202e}", "a\u{301}\u{301}\u{301}", long.as_str()] {
        let found = search(&library, text, &|_| Near::Elsewhere);
        assert!(found.hits.len() <= MOST_HITS && found.hits.len() <= found.total, "{text:.20}");
    }
}
