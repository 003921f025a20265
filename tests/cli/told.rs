//! What the program tells of itself: help, paths, completions, the shipped pack.

use std::process::Command;
use std::process::Stdio;

use crate::{PACK, of, printed, roledex};

#[test]
fn paths_and_help_say_what_they_should() {
    let paths = printed(&["paths"]);
    assert!(paths.contains(PACK) && paths.contains("A small bakery"), "{paths}");
    let built_in = roledex(&["paths"]).env_remove("ROLEDEX_CONTENT").output().expect("the program runs");
    let empty = roledex(&["paths"]).env("ROLEDEX_CONTENT", "").output().expect("the program runs");
    assert!(
        of(built_in).1.starts_with("content  built in\n") && of(empty).1.starts_with("content  built in\n")
    );
    for command in ["open", "show", "list", "compare", "export", "paths"] {
        let help = printed(&[command, "--help"]);
        assert!(help.contains("Example"), "{command} has no example: {help}");
    }
}

#[test]
fn the_shipped_pack_is_checked_and_shows_what_the_readme_says() {
    let shown = |arguments: &[&str]| {
        let output = roledex(arguments).env_remove("ROLEDEX_CONTENT").output().expect("the program runs");
        let (code, out, err) = of(output);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        out
    };
    let compared = shown(&["compare", "ai-engineer", "data-scientist"]);
    assert!(compared.contains("WHAT IS SAID OF HOW THEY DIFFER") && compared.contains("SKILLS"));
    assert!(shown(&["show", "home"]).contains("ML engineer"));
    assert!(shown(&["show", "role:ai-engineer@before"]).contains("WHO DID THIS WORK"));
    assert!(shown(&["show", "role:ml-engineer@before"]).contains("BEFORE FOUNDATION MODELS"));
    let eras = shown(&["show", "compare:data-scientist@before,data-scientist@after", "--format", "markdown"]);
    assert!(eras.starts_with("# Data scientist, before and after\n"), "{eras}");
}

#[test]
fn completions_know_commands_and_ids() {
    for (shell, knows_ids) in
        [("bash", true), ("zsh", true), ("fish", true), ("elvish", false), ("powershell", false)]
    {
        let script = printed(&["completions", shell]);
        assert!(script.contains("compare") && script.contains("completions"), "{shell}");
        if knows_ids {
            assert!(script.contains("stoker") && script.contains("thermometer"), "{shell} knows no ids");
        }
    }
    // What stands without a name is completed too.
    let fish = printed(&["completions", "fish"]);
    let of = |name: &str| {
        let known = format!("__fish_roledex_using_subcommand {name}\" -f -a \"");
        fish.lines().filter_map(|line| line.split_once(&known)).map(|(_, known)| known).collect::<String>()
    };
    for (name, known) in [
        ("export", "thermometer"),
        ("list", "bookmarks"),
        ("route", "me "),
        ("completions", "zsh"),
        ("schema", "role"),
    ] {
        assert!(of(name).contains(known), "{name}: {}", of(name));
    }
    // A shell that is here has to accept what it is given.
    let script = printed(&["completions", "bash"]);
    let checked = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().and_then(|mut bash| {
        std::io::Write::write_all(bash.stdin.as_mut().expect("a pipe"), script.as_bytes())?;
        bash.wait()
    });
    match checked {
        Ok(status) => assert!(status.success(), "bash does not read it"),
        Err(_) if std::env::var_os("ROLEDEX_MUST_RUN").is_none() => eprintln!("skipped: no bash"),
        Err(error) => panic!("no bash: {error}"),
    }
}
