//! The list of promises names tests that there are.

use std::fs;
use std::path::Path;

const PROMISES: &str = include_str!("PROMISES.md");

/// The cells of the list: what is promised, and what keeps it.
fn promises() -> Vec<(&'static str, &'static str)> {
    let cells = |line: &'static str| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ");
    PROMISES.lines().filter_map(cells).filter(|(promise, _)| *promise != "promise").collect()
}

/// Whether a file has a test of this name that is run every time.
fn has(text: &str, name: &str) -> bool {
    let Some(at) = text.find(&format!("fn {name}(")) else { return false };
    // What belongs to it stands between it and the end of what is before it.
    let before = text[..at].rsplit("\n\n").next().unwrap_or_default();
    let is_test = ["#[test]", "#[tokio::test"].iter().any(|mark| before.contains(mark));
    is_test && !before.contains("#[ignore")
}

#[test]
fn every_promise_names_tests_that_there_are() {
    let promises = promises();
    assert!(promises.len() > 20, "only {} are read", promises.len());
    for (promise, tests) in promises {
        let named: Vec<_> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{promise}: no test is named");
        for test in named {
            let (file, name) = test.split_once("::").unwrap_or_else(|| panic!("{test} names no file"));
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(has(&text, name), "{promise}: {file} has no test {name}");
        }
    }
}

#[test]
fn a_test_that_is_not_run_keeps_nothing() {
    let text = "use x;\n\n#[test]\nfn good() {}\n\n#[test]\n#[ignore = \"slow\"]\nfn left_out() {}\n\nfn helper() {}\n";
    assert!(has(text, "good") && !has(text, "left_out") && !has(text, "helper") && !has(text, "goo"));
    let inner = "    #[tokio::test(start_paused = true)]\n    async fn waits() {}\n";
    assert!(has(inner, "waits"));
}
