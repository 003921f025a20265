//! Each rule has a pack that breaks it, and exactly what is said of it.
//!
//! `fixtures/RULE` holds the files that differ from the fixed pack, `expected/` what `roledex check` says;
//! `INSTA_UPDATE=always cargo test --test authors` writes that anew.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use insta::{Settings, assert_snapshot};
use jiff::civil::date;
use roledex::content::check::check;
use roledex::content::files::{MAX_FILE_BYTES, MAX_FILES};
use roledex::content::problem::Rule;

use crate::pack::{Draft, PACK, copy};

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/authors");

/// Breaks a rule that no file in a repository can break.
fn breaks(rule: Rule, pack: &Path) {
    match rule {
        Rule::Unreadable => symlink("nowhere", pack.join("roles/lost.toml")).expect("a link"),
        Rule::OutsidePack => symlink(HERE, pack.join("outside")).expect("a link"),
        Rule::MissingFile => fs::remove_file(pack.join("pack.toml")).expect("a file"),
        Rule::FileTooLarge => {
            let length = usize::try_from(MAX_FILE_BYTES).expect("a megabyte") + 1;
            fs::write(pack.join("roles/large.toml"), vec![b'#'; length]).expect("a file");
        }
        Rule::TooManyFiles => {
            for number in 0..MAX_FILES {
                fs::write(pack.join(format!("skills/{number}.txt")), "").expect("a file");
            }
        }
        rule => {
            let files = Path::new(HERE).join("fixtures").join(rule.name());
            assert!(files.is_dir(), "{} has no fixture", rule.name());
            copy(&files, pack);
        }
    }
}

fn report(folder: &Path) -> String {
    let checked = check(Some(folder), date(2026, 11, 21)).expect("the folder can be read");
    checked.report.to_string().replace(&folder.display().to_string(), "PACK").replace(HERE, "ELSEWHERE")
}

#[test]
fn each_rule_has_a_pack_that_breaks_it_and_says_exactly_this() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("expected");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for rule in Rule::ALL {
        let draft = Draft::new();
        breaks(*rule, draft.folder());
        let report = report(draft.folder());
        assert!(report.contains(&format!("[{}]", rule.name())), "{} is not broken:\n{report}", rule.name());
        for problem in report.split("\n\n").filter(|part| part.contains(&format!("[{}]", rule.name()))) {
            assert!(problem.contains("--> ") && problem.contains("= help: "), "{problem}");
        }
        settings.bind(|| assert_snapshot!(rule.name(), report));
    }
}

#[test]
fn nothing_is_wrong_with_the_fixed_pack() {
    assert_eq!(report(Path::new(PACK)), format!("nothing is wrong with PACK"));
}
