//! The reference of what others rely on: the files of a pack, and JSON. Both are made from the program itself.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod content;
mod json;
#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "../draft/pack.rs"]
mod pack;
mod printed;
mod shape;

use std::fs;
use std::path::Path;

/// Fails where a file of `docs/` is not what was made; where new ones are wanted, writes it.
fn is_current(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        fs::write(&path, made).expect("a file can be written");
    }
    let shipped = fs::read_to_string(&path).unwrap_or_default();
    let old = shipped.lines().zip(made.lines()).find(|(shipped, made)| shipped != made);
    assert!(shipped == made, "docs/{name} is old, INSTA_UPDATE=always cargo test writes it anew: {old:?}");
}
