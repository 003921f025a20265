//! The real program, asked on the command line.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

#[expect(dead_code, reason = "a disk that cannot be written is for the tests in a terminal")]
#[path = "draft/disk.rs"]
mod disk;
#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "draft/pack.rs"]
mod pack;

use disk::Disk;
use pack::Draft;
use roledex::content::Library;

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");

/// The program in an environment of its own, with the fixed pack.
fn roledex(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    command
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("ROLEDEX_CONTENT", PACK)
        // Where nothing of anybody is kept.
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"))
        .args(arguments)
        .stdin(Stdio::null());
    command
}

#[must_use = "look at what was printed or at the exit code"]
fn answer(arguments: &[&str]) -> (i32, String, String) {
    of(roledex(arguments).output().expect("the program runs"))
}

fn of(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn printed(arguments: &[&str]) -> String {
    let (code, out, err) = answer(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    assert!(!out.contains('\u{1b}'), "{arguments:?} printed an escape sequence");
    out
}

fn json(arguments: &[&str]) -> Value {
    let value: Value = serde_json::from_str(&printed(arguments)).expect("JSON");
    assert_eq!(value["schema_version"], 1);
    value
}

#[test]
fn show_compare_and_list_print_pages() {
    assert_eq!(printed(&["show", "baker"]), printed(&["show", "role:baker@after"]));
    assert_eq!(
        printed(&["show", "Bread Maker"]),
        printed(&["show", "role:baker"]),
        "an alias is as good as an id"
    );
    assert_eq!(printed(&["show", "baker", "--era", "before"]), printed(&["show", "role:baker@by-hand"]));
    assert_eq!(printed(&["show", "roles"]), printed(&["list", "Roles"]));
    assert_eq!(printed(&["list", "projects"]), printed(&["list", "scenarios"]));
    assert_eq!(printed(&["show", "projects"]), printed(&["list", "scenarios"]));
    for (place, told) in [
        ("fit", "Keys are pressed in the guide: roledex open fit\n"),
        ("route:me,stoker", "Keys are pressed in the guide: roledex open route:me,stoker\n"),
        ("compare", "roledex compare ROLE ROLE prints two roles beside each other.\n"),
    ] {
        let page = printed(&["show", place]);
        assert!(page.ends_with(told), "{place}: {page}");
        let narrow = printed(&["show", place, "--width", "30"]);
        assert!(narrow.lines().all(|line| line.chars().count() <= 30), "{narrow}");
    }
    let gives = printed(&["show", "baker#gives"]);
    assert!(gives.contains("GIVES") && !gives.contains("GETS"), "a section alone: {gives}");
    assert_eq!(printed(&["compare", "baker", "stoker"]), printed(&["show", "compare:baker,stoker"]));
}

#[test]
fn without_a_terminal_the_first_page_is_printed() {
    assert_eq!(printed(&[]), printed(&["show", "home"]));
    let (code, _, err) = answer(&["open", "baker"]);
    assert_eq!(code, 2);
    assert!(err.contains("\"roledex show role:baker\" prints the page"), "{err}");
}

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
fn json_keeps_its_contract() {
    let roles = json(&["list", "roles", "--format", "json"]);
    let baker = &roles["roles"][0];
    assert_eq!(baker["id"], "baker");
    assert_eq!(baker["family"]["name"], "Making");
    assert_eq!(baker["aliases"][0], "bread maker");
    assert_eq!(baker["eras"][1]["id"], "with-oven");
    let comparison = json(&["compare", "baker", "stoker", "--format", "json"]);
    assert_eq!(comparison["columns"][1]["column"], "stoker@after");
    let skills = &comparison["sections"][1];
    assert_eq!(skills["section"], "skills");
    let fire = skills["rows"].as_array().expect("rows").iter().find(|row| row["item"]["id"] == "fire");
    let held = serde_json::json!([{ "column": "stoker@after", "level": 4, "required": true }]);
    assert_eq!(fire.expect("the stoker needs fire")["columns"], held);
    assert_snapshot!("comparison", printed(&["compare", "baker", "stoker", "--format", "json"]));
    let role = json(&["show", "baker", "--format", "json"]);
    let after = &role["role"]["eras"][1];
    assert_eq!(after["gone"][0]["to"][0], serde_json::json!({ "id": "stoker", "name": "Stoker" }));
    assert_snapshot!(printed(&["show", "baker", "--format", "json"]));
    for list in ["eras", "actors", "skills", "toolkits", "tools", "sources", "tours", "bookmarks"] {
        assert!(json(&["list", list, "--format", "json"])[list].is_array(), "{list}");
    }
}

#[test]
fn whoever_stops_reading_is_not_scolded() {
    for format in ["text", "markdown", "html", "json"] {
        let mut child = roledex(&["show", "source:almanac", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
        assert_eq!(said, "", "{format}");
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{format}");
    }
}

#[test]
fn export_writes_the_form_that_the_name_ends_in() {
    let folder = TempDir::new().expect("a folder");
    let file = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    for (name, begins) in [
        ("a.txt", "Baker · Stoker\n\nBaker\n"),
        ("a.md", "# Baker · Stoker\n"),
        ("a.html", "<!DOCTYPE html>"),
    ] {
        let name = file(name);
        let wrote = (0, String::new(), format!("wrote {name}\n"));
        assert_eq!(answer(&["export", "baker", "stoker", "baker", "-o", &name]), wrote);
        let text = fs::read_to_string(&name).expect("the file was written");
        assert!(text.starts_with(begins) && text.contains("Stoker"), "{name}: {text}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 3, "nothing else is left in the folder");
    assert_eq!(answer(&["export", "baker", "-o", &file("a.md")]).0, 0, "a file is written over");
    fs::set_permissions(file("a.md"), fs::Permissions::from_mode(0o600)).expect("its owner");
    assert_eq!(answer(&["export", "baker", "-o", &file("a.md")]).0, 0);
    let mode = fs::metadata(file("a.md")).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "whoever could not read it cannot now");
    let text = fs::read_to_string(file("a.md")).expect("the file was written");
    assert!(!text.contains("# Stoker") && text.contains("With thanks to"), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_pack_that_cannot_be_begun_is_not_begun() {
    let Some(disk) = Disk::of(16) else { return };
    let folder = disk.path().join("pack");
    let name = folder.to_str().expect("UTF-8");
    for is_there in [false, true] {
        if is_there {
            fs::create_dir(&folder).expect("a folder");
        }
        let (code, _, err) = answer(&["new", name]);
        assert!(code == 2 && err.contains("cannot be written: No space left"), "{err}");
        let left = fs::read_dir(&folder).map_or(0, Iterator::count);
        assert_eq!((folder.exists(), left), (is_there, 0), "it is as it was, for another try");
    }
}

#[test]
fn questions_are_taken_along_with_their_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("questions.md");
    let name = file.to_str().expect("UTF-8");
    assert_eq!(answer(&["export", "practice:baker", "-o", name]).0, 0);
    let text = fs::read_to_string(&file).expect("the file was written");
    let asked: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let library = Library::from_folder(Path::new(PACK)).expect("a good pack");
    let written: Vec<_> = library.questions().iter().filter(|one| one.group == "baker").collect();
    assert!(written.len() > 2, "{}", written.len());
    for question in &written {
        assert!(asked.contains(&question.ask.get_ref().as_str()), "{asked:?}");
        assert_eq!(
            text.lines().filter(|line| *line == question.ask.get_ref()).count(),
            0,
            "it is asked once"
        );
        for said in question.points.iter().chain([&question.answer]) {
            assert!(text.contains(said.get_ref()), "{said:?} is left out");
        }
    }
    assert_eq!(asked.last(), Some(&"Sources"));
}

#[test]
fn of_several_that_begin_one_pack_at_once_one_does_and_the_others_are_told() {
    let above = tempfile::tempdir().expect("a folder");
    let folder = above.path().join("pack");
    let name = folder.to_str().expect("UTF-8");
    let answers: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| answer(&["new", name]))).collect();
        all.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    let (done, told): (Vec<_>, Vec<_>) = answers.iter().partition(|(code, ..)| *code == 0);
    assert_eq!(done.len(), 1, "{answers:?}");
    assert!(told.iter().all(|(_, _, err)| err.contains("already")), "{told:?}");
    assert_eq!(answer(&["check", name]).0, 0, "what the one wrote is whole");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_file_whole() {
    let Some(disk) = Disk::of(64) else { return };
    let file = disk.path().join("role.md");
    fs::write(&file, "the old text").expect("a small file fits");
    fs::write(disk.path().join("filler"), vec![0; 60 * 1024]).expect("the disk can be filled");
    let (code, _, err) = answer(&["export", "baker", "-o", file.to_str().expect("UTF-8")]);
    let text = fs::read_to_string(&file);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("cannot be written") && err.contains("No space left"), "{err}");
    assert_eq!(text.expect("the old file"), "the old text");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_no_half_of_a_new_role_in_the_pack() {
    let Some(disk) = Disk::of(1024) else { return };
    let pack = disk.path().join("pack");
    let name = pack.to_str().expect("UTF-8");
    assert_eq!(answer(&["new", name]).0, 0);
    let filler = disk.path().join("filler");
    // As much as there is room for.
    fs::write(&filler, vec![0; 1 << 20]).expect_err("the disk is full then");
    let new = || answer(&["--content", name, "new", "role", "clerk"]);
    let (code, _, err) = new();
    assert!(code == 2 && err.contains("clerk.toml cannot be written: No space left"), "{err}");
    fs::remove_file(filler).expect("it can be emptied");
    let left = fs::read_dir(pack.join("roles")).expect("a folder").count();
    assert_eq!(left, 2, "nothing of it is left");
    let (code, _, err) = new();
    assert_eq!(code, 0, "{err}");
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
fn nothing_of_somebody_elses_making_reaches_a_terminal_as_an_escape() {
    let pack = TempDir::new().expect("a folder");
    let folder = pack.path().join("pack\u{1b}]0;owned\u{7}");
    fs::create_dir_all(folder.join("roles")).expect("a folder");
    fs::write(folder.join("roles/\u{1b}[31m.toml"), "name = 1").expect("a file");
    fs::write(folder.join("pack.toml"), "\u{9b}31m = \"\\u001b\"").expect("a file");
    let named = folder.to_str().expect("UTF-8");
    for arguments in
        [&["--content", named, "show", "home"][..], &["--content", "/nowhere/\u{1b}[31m", "list", "roles"]]
    {
        let (code, out, err) = answer(arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(!err.contains(|c: char| c.is_control() && c != '\n'), "{err:?}");
    }
}

#[test]
fn ascii_is_drawn_where_it_is_asked_for_or_the_locale_has_no_more() {
    let asked = printed(&["--ascii", "show", "home"]);
    assert!(asked.is_ascii(), "{asked}");
    let poor = roledex(&["show", "home"]).env("LANG", "C").output().expect("the program runs");
    assert_eq!(of(poor).1, asked);
    assert!(!printed(&["show", "home"]).is_ascii());
    // Whatever stands there in other letters.
    let draft = Draft::new().replace("roles/baker.toml", "Makes bread", "Makes brød, crème and 面包");
    let told = printed(&["--ascii", "--content", draft.name(), "show", "role:baker"]);
    assert!(told.is_ascii() && told.contains("Makes br?d, creme and ??"), "{told}");
}

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
fn search_prints_a_hit_a_line_and_says_when_there_is_none() {
    let hits = printed(&["search", "kned"]);
    assert_eq!(hits, "skill:kneading  Kneading: You work dough until it springs back.\n");
    let page = printed(&["show", "search:bread", "--format", "markdown"]);
    let links: Vec<_> = printed(&["search", "bread"]).lines().map(str::to_owned).collect();
    assert!(links.len() > 1, "{links:?}");
    assert_eq!(
        page.matches("\n- ").count() + page.matches("\n* ").count(),
        links.len(),
        "the same hits: {page}"
    );
    let value = json(&["search", "kned", "--format", "json"]);
    let hit = &value["hits"][0];
    assert_eq!(
        (&hit["place"], &hit["title"], &hit["kind"]),
        (&json_text("skill:kneading"), &json_text("Kneading"), &json_text("skill"))
    );
    assert!(hit["score"].is_u64());
    let (code, out, err) = answer(&["search", "zzzz"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("nothing fits"), "{err}");
    assert_eq!(
        answer(&["search", " "]),
        (1, String::new(), "nothing was asked for; type a word\n".to_owned())
    );
    for format in ["text", "markdown", "html", "json"] {
        let (_, out, err) = answer(&["search", "\u{1b}[31mkned", "--format", format]);
        assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{format}");
    }
    let (code, out, _) = answer(&["search", "zzzz", "--format", "json"]);
    assert_eq!(code, 1);
    assert_eq!(serde_json::from_str::<Value>(&out).expect("JSON")["hits"], Value::Array(Vec::new()));
}

fn json_text(text: &str) -> Value {
    Value::String(text.to_owned())
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

#[test]
fn an_unknown_theme_is_answered_with_those_there_are() {
    let (code, _, err) = answer(&["--theme", "drak", "show", "home"]);
    assert_eq!(code, 2);
    assert!(err.contains("dark") && err.contains("projector-light"), "{err}");
}

#[test]
fn ways_and_what_is_near_are_answered_as_text_and_with_their_numbers() {
    let (code, out, _) = answer(&["route", "seller", "stoker"]);
    assert!(
        code == 0 && out.starts_with("From Seller to Stoker\nwith the oven · 4 levels to learn in 1 skill\n"),
        "{out}"
    );
    assert!(out.contains("  1. Fire: to expert, 4 levels\n    because: "), "{out}");
    assert!(out.contains("Over the baker: 9 levels, 5 more than straight, in legs of 5 and 4"), "{out}");
    let (code, out, _) = answer(&["route", "seller", "stoker", "--format", "json"]);
    let route: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &route["schema_version"]), (0, &Value::from(1)));
    let route = &route["route"];
    assert_eq!((&route["length"], &route["steps"][0]["to"]), (&Value::from(4), &Value::from(4)));
    assert_eq!(
        (&route["ways"][1]["length"], &route["ways"][1]["stones"][0]["levels"]),
        (&Value::from(9), &Value::from(5))
    );
    let (code, out, _) = answer(&["fit", "--format", "json"]);
    let fit: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, fit["fit"]["roles"].as_array().map(Vec::len)), (0, Some(3)));
    let (code, out, err) = answer(&["route", "seller", "stoker", "--era", "before"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "error: Stoker is no role in the era \"before\", but in \"after\"\n");
    let (code, _, err) = answer(&["route", "seler", "stoker"]);
    assert!(code == 2 && err.contains("no role \"seler\"; did you mean \"seller\"?"), "{err}");
    let (code, _, err) = answer(&["route", "seller", "me"]);
    assert!(code == 2 && err.contains("\"me\" is where it may begin"), "{err}");
    let (code, _, err) = answer(&["show", "scenario:feats"]);
    assert!(code == 2 && err.contains("no project \"feats\"; did you mean \"feast\"?"), "{err}");
    // Nothing was told, so nobody is nearer than anybody.
    assert!(fit["fit"]["by"] == "nothing" && fit["fit"]["roles"][0]["place"].is_null(), "{fit}");
    // Whoever told nothing is asked first.
    let (code, out, _) = answer(&["next"]);
    assert!(
        code == 0 && out.starts_with("Read next\n") && out.ends_with("roledex open fit@after\n"),
        "{out}"
    );
}

#[test]
fn next_is_the_first_step_to_where_one_is_headed() {
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("me.sqlite");
    let profile = profile.to_str().expect("UTF-8");
    let json = folder.path().join("me.json");
    let next = |kept: &str| {
        fs::write(&json, format!("{{\"schema_version\": 1, \"profile\": {kept}}}")).expect("a file");
        let file = json.to_str().expect("UTF-8");
        assert_eq!(answer(&["--profile", profile, "profile", "import", file]).0, 0);
        let (code, out, _) = answer(&["--profile", profile, "next"]);
        let (_, json, _) = answer(&["--profile", profile, "next", "--format", "json"]);
        let json: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(code, 0);
        (out, json["next"].clone())
    };
    // What is liked, what is nearest, what was marked, what was looked at last: the later the stronger.
    let (out, json) = next(r#"{"leanings": {"fire": true}}"#);
    assert!(out.contains("For the stoker: of its tasks you like most."), "{out}");
    assert_eq!((&json["goal"]["id"], &json["learn"]["skill"]["id"]), (&"stoker".into(), &"fire".into()));
    let (out, json) = next(r#"{"skills": {"counting": 2}}"#);
    assert!(out.contains("For the seller: it is the nearest to what you know."), "{out}");
    assert_eq!((&json["learn"]["from"], &json["learn"]["to"]), (&Value::from(2), &Value::from(3)));
    let (out, _) = next(r#"{"bookmarks": ["role:baker@after"]}"#);
    assert!(
        out.contains("For the baker: you bookmarked it.") && out.contains("1. Kneading: to strong"),
        "{out}"
    );
    let (out, json) = next(r#"{"goal": "stoker"}"#);
    assert!(out.contains("For the stoker: it is where you last looked for a route."), "{out}");
    assert!(out.ends_with("roledex open route:me,stoker@after\n"), "{out}");
    assert_eq!(json["why"], "route");
    let (out, json) = next(r#"{"skills": {"counting": 4, "kneading": 4, "timing": 4, "fire": 4}}"#);
    assert!(out.contains("You know what every role of this era requires."), "{out}");
    assert!(json["goal"].is_null() && json["learn"].is_null(), "{json}");
}

#[test]
fn hand_overs_become_a_mermaid_chart() {
    let (code, out, _) = answer(&["show", "handovers", "--format", "mermaid"]);
    assert_eq!(code, 0);
    assert_snapshot!(out);
    let (code, _, err) = answer(&["show", "baker", "--format", "mermaid"]);
    assert!(code == 2 && err.contains("has no Mermaid chart"), "{err}");
}

#[test]
fn a_tour_is_presented_in_a_terminal_and_looked_at_anywhere() {
    let (code, _, err) = answer(&["present", "bread"]);
    assert_eq!(code, 2);
    assert!(err.contains("roledex export tour:bread -o handout.html"), "{err}");
    let (code, _, err) = answer(&["notes"]);
    assert_eq!((code, err.contains("roledex show tour:ID")), (2, true), "{err}");
    for (asked, said) in [
        (&["present", "bred"][..], "no tour \"bred\"; did you mean \"bread\"?"),
        (&["present", "bread/5"], "bread has no stop 5; its stops are 1 to 4"),
        (&["present", "bread/0"], "stops count from 1"),
        (&["notes", "--end", "half past"], "a time such as 10:30 is wanted"),
        (&["practice", "--limit", "0"], "a number from 1 to 65535 is wanted"),
        (&["practice", "--limit", "-3"], "a number from 1 to 65535 is wanted"),
        (&["mock", "baker", "--minutes", "soon"], "a number from 1 to 600 is wanted"),
        (&["export", "home", "-o", "a.svg", "--size", "0x5"], "a size such as 120x36 is wanted"),
        (&["export", "home", "baker", "-o", "a.svg"], "a picture shows one place"),
        (&["export", "home", "--notes", "-o", "a.svg"], "a picture shows the screen, and no notes"),
        (&["export", "home", "--size", "80x24", "-o", "a.md"], "--size is that of a picture"),
        (&["export", "tour:bread/1#nonsense", "-o", "a.md"], "tour:bread/1 has no part \"nonsense\""),
        (&["present", "role:baker"], "role:baker is no tour"),
        (&["present", "bread@before"], "a tour is begun at a stop"),
    ] {
        let (code, _, err) = answer(asked);
        assert_eq!((code, err.contains(said)), (2, true), "{asked:?}: {err}");
    }
    let (code, out, _) = answer(&["present", "--check"]);
    assert_eq!(code, 0, "{out}");
    for words in ["as on 100 by 28", "projector-light  11.4:1", "4  By weight", "all can be read"] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (code, out, _) = answer(&["present", "--check", "--theme", "light"]);
    assert_eq!((code, out.contains("! light             4.7:1  in use")), (1, true), "{out}");
}

#[test]
fn a_pack_without_tours_is_not_presented() {
    let pack = Draft::new();
    fs::remove_dir_all(pack.path("tours")).expect("the tours");
    let told = "this pack has no tours; write one as tours/ID.toml";
    let (code, out, err) = answer(&["--content", pack.name(), "present"]);
    assert_eq!((code, out.as_str(), err.contains(told)), (2, "", true), "{err}");
    let (code, out, _) = answer(&["--content", pack.name(), "present", "--check"]);
    assert!(
        code == 1 && out.contains(&format!("! {told}")) && out.contains("change what is marked"),
        "{out}"
    );
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

#[test]
fn a_rehearsal_tells_what_a_room_could_not_read() {
    let pack = Draft::new();
    let file = pack.path("tours/bread.toml");
    let tour = fs::read_to_string(&file).expect("the tour");
    let check = |from: &str, to: &str| {
        assert!(tour.contains(from), "{from}");
        fs::write(&file, tour.replacen(from, to, 1)).expect("a file");
        answer(&["--content", pack.name(), "present", "--check", "bread"])
    };
    for (from, to, said) in [
        ("minutes = 10", "minutes = 12", "! its stops take 10 minutes together, and it says 12"),
        (
            "role:baker@after#does\"",
            "role:baker@after\"",
            "rows fit on 100 by 28; name a part of the page, such as role:baker@after#",
        ),
        (
            "role:baker@after#does\"",
            "role:baker@after#dos\"",
            "role:baker@after#dos is not there; name a place or a part that is",
        ),
        ("[[stop.say]]\ntext = \"Now turn the era.\"\nsources = [\"editorial\"]\n", "", "it has no notes"),
    ] {
        let (code, out, err) = check(from, to);
        assert_eq!((code, out.contains(said)), (1, true), "{said}: {out}{err}");
    }
}
