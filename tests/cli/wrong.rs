//! What is asked wrongly is told, with what was meant.

use std::fs;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::{answer, of, printed, roledex};

#[test]
fn wrong_words_say_what_was_meant_and_exit_with_2() {
    let cases: &[&[&str]] = &[
        &["show", "role:bakr"],
        &["show", "role:baker#zzz"],
        &["compare", "baker", "baker"],
        &["show", "\u{1b}[31mred\u{202e}"],
        &["show", "bakr"],
        &["show", "rolle:baker"],
        &["show", "role:"],
        &["show", "mock"],
        &["show", "home@"],
        &["show", "source:almanac.A33"],
        &["show", "baker", "--era", "befor"],
        &["show", "tour:x"],
        &["show", "tour:bread/99"],
        &["show", "role:xyzzy"],
        &["compare", "baker", "stokr"],
        &["compare", "baker@before", "stoker"],
        &["list", "rols"],
        &["list", "hand-overs"],
        &["export", "baker", "-o", "baker.pdf"],
        &["export", "baker", "-o", "/nowhere/baker.md"],
        &["export", "baker", "-o", "/tmp"],
        &["--content", "/nowhere", "show", "home"],
        &["--content", "", "show", "home"],
        &["show", "role:baker#zzz", "--format", "json"],
        &["show", "handovers#zzz", "--format", "mermaid"],
        &["show", "search:dough", "--format", "json"],
        &["show", "--", "-x"],
        &["route", "baker@before", "seller@after"],
    ];
    let mut said = String::new();
    for arguments in cases {
        let (code, out, err) = answer(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        said += &["$ roledex ", &arguments.join(" "), "\n", &err].concat();
    }
    assert_snapshot!(said);
    for arguments in [&["compare", "baker"][..], &["nonsense"], &["show"], &["show", "baker", "--width", "0"]]
    {
        assert_eq!(answer(arguments).0, 2, "{arguments:?}");
    }
    // Also where no page is asked for.
    for command in
        [&["search", "dough"][..], &["present", "--check"], &["list", "roles"], &["route", "me", "baker"]]
    {
        let (code, out, err) = answer(&[&["--era", "nope"], command].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{command:?}: {err}");
        assert!(err.contains("no era \"nope\""), "{command:?}: {err}");
    }
    let (code, out, err) = answer(&["route", "baker", "seller@before"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("by hand"), "{out}");
}

#[test]
fn a_broken_pack_is_reported_and_exits_with_2() {
    let pack = TempDir::new().expect("a folder");
    fs::write(pack.path().join("pack.toml"), "format = 1\nname = 3\n").expect("a file");
    let folder = pack.path().to_str().expect("UTF-8");
    let (code, out, err) = answer(&["--content", folder, "show", "home"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("pack.toml:2:8") && err.contains("errors in /"), "{err}");
}

#[test]
fn nothing_is_done_on_the_machine_for_whoever_is_served() {
    for command in [&["new", "x"][..], &["check"], &["schema", "role"], &["list", "roles"]] {
        let (code, out, err) = answer(&[&["--served"], command].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{command:?}");
        assert!(err.contains("leave it or the command out"), "{err}");
    }
}

#[test]
fn a_role_is_named_everywhere_alike() {
    let practised = |role: &str| answer(&["--no-profile", "practice", role, "--lines", "--limit", "1"]);
    let (code, out, err) = practised("role:baker@after");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, practised("baker").1);
    let (code, out, _) = answer(&["--no-profile", "progress", "baker@before"]);
    assert!(code == 0 && out.contains("Baker"), "{out}");
    let way = printed(&["--no-profile", "route", "baker", "seller@before"]);
    for (from, to) in [
        ("role:baker", "role:seller@before"),
        ("baker@before", "seller"),
        ("bread maker@before", "seller@before"),
    ] {
        assert_eq!(printed(&["--no-profile", "route", from, to]), way, "{from} {to}");
    }
    let (code, _, err) = answer(&["--no-profile", "practice", "baker@never"]);
    assert!(code == 2 && err.contains("never"), "{err}");
}

#[test]
fn what_stands_in_no_pack_is_told_also_where_the_pack_cannot_be_read() {
    for what in [&["paths"][..], &["man"], &["profile", "export"], &["completions", "fish"]] {
        let (code, out, err) = answer(&[&["--content", "/nowhere", "--no-profile"], what].concat());
        assert_eq!(code, 0, "{what:?}: {err}");
        assert!(out.len() > 20, "{what:?}: {out}");
        assert!(err.contains("/nowhere") && err.contains("the built-in pack stands in for it"), "{err}");
    }
}

#[test]
fn an_unknown_theme_is_answered_with_those_there_are() {
    let (code, _, err) = answer(&["--theme", "drak", "show", "home"]);
    assert_eq!(code, 2);
    assert!(err.contains("dark") && err.contains("projector-light"), "{err}");
}

#[test]
fn no_kind_of_place_is_answered_with_those_there_are() {
    let (code, _, err) = answer(&["show", "nonsense:x"]);
    assert!(code == 2 && err.contains("; the kinds are home, list, era, "), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").expect("it is there");
    let output = roledex(&["show", "home"]).stdout(full).output().expect("the program runs");
    let (code, _, err) = of(output);
    assert!(code == 2 && err.starts_with("error: standard output cannot be written: "), "{err}");
}
