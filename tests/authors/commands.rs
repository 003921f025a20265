//! `roledex check`, `new` and `schema`, asked on the command line.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::pack::{Draft, PACK};

/// What the program answers: its exit code, and what it prints for reading and as messages.
fn answer(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_roledex"))
        .env_clear()
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"))
        .env("LANG", "C.UTF-8")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn json(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(value["schema_version"], 1);
    value
}

#[test]
fn check_exits_with_0_1_or_2() {
    let clean = format!("nothing is wrong with {PACK}\n");
    assert_eq!(answer(&["check", PACK]), (0, clean, String::new()));
    assert_eq!(answer(&["--content", PACK, "check", "--strict"]).0, 0, "the pack in use is checked");
    let warned = Draft::new().replace(
        "roles/baker.toml",
        "what = \"loaves\"\nsources = [\"almanac.A1\"]",
        "what = \"loaves\"",
    );
    assert_eq!(answer(&["check", warned.name()]).0, 0);
    let (code, out, err) = answer(&["check", "--strict", warned.name()]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("error[no-evidence]") && out.contains("\n1 error in /"), "{out}");
    for bytes in [&b"name = "[..], &[0xff, 0xfe, b'a', 0]] {
        let broken = Draft::new().write("roles/baker.toml", bytes);
        assert_eq!(answer(&["check", broken.name()]).0, 1, "{bytes:?}");
    }
    let (code, out, err) = answer(&["check", "/nowhere/at/all"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("error: /nowhere/at/all cannot be read"), "{err}");
}

#[test]
fn a_stop_that_shows_a_part_that_is_not_there_is_an_error() {
    let text = std::fs::read_to_string(format!("{PACK}/tours/bread.toml")).expect("a tour");
    let place =
        text.lines().find_map(|line| line.strip_prefix("place = \"")?.strip_suffix('"')).expect("a place");
    let whole = place.split('#').next().unwrap_or_default();
    let broken = Draft::new().replace("tours/bread.toml", place, &format!("{whole}#nothing"));
    let (code, out, _) = answer(&["check", broken.name()]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("error[bad-place]") && out.contains("#nothing is not there"), "{out}");
    assert!(out.contains("tours/bread.toml:"), "{out}");
}

#[test]
fn a_stop_whose_place_cannot_be_is_an_error_and_one_that_shows_a_line_is_none() {
    let answered = |place: &str| {
        let draft = Draft::new().replace("tours/bread.toml", "era:after#bridge-stoker", place);
        answer(&["check", "--strict", draft.name()])
    };
    for (place, why) in [
        ("compare:baker@nonsense,seller@after", "no era \"nonsense\""),
        ("compare:baker,baker", "\"baker\" stands twice in this comparison"),
        ("source:almanac.NOPE", "no claim of almanac \"NOPE\""),
        ("toolkit:nope", "no toolkit \"nope\""),
        ("era:nope", "no era \"nope\""),
        ("route:baker,stoker@before", "route:baker,stoker@before is not there"),
    ] {
        let (code, out, _) = answered(place);
        assert!(code == 1 && out.contains("tours/bread.toml:") && out.contains(why), "{place}: {out}");
        assert!(out.contains("1 error in "), "{place}: {out}");
    }
    for place in ["compare", "route", "list:bookmarks", "progress", "route:baker,seller@before"] {
        let (code, out, _) = answered(place);
        assert_eq!(code, 0, "{place}: {out}");
    }
}

#[test]
fn check_looks_at_the_pack_that_one_is_in() {
    let broken = Draft::new().write("roles/baker.toml", "name = ");
    let output = Command::new(env!("CARGO_BIN_EXE_roledex"))
        .env_clear()
        .arg("check")
        .current_dir(broken.folder())
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.code() == Some(1) && text.contains("roles/baker.toml:1:"), "{text}");
}

#[test]
fn check_tells_programs_all_of_it() {
    let broken = Draft::new().write("roles/lines.toml", format!("aliases = [{}]", "1,\n".repeat(10_000)));
    let (code, out, _) = answer(&["check", "--format", "json", broken.name()]);
    assert_eq!(code, 1);
    let document = json(&out);
    let problems = document["problems"].as_array().expect("a list");
    assert!(problems.len() >= 10_000, "{}", problems.len());
    let fields: Vec<_> = problems[0].as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["rule", "severity", "file", "line", "column", "message", "help"]);
    assert_eq!(problems[0]["file"], format!("{}/roles/lines.toml", broken.name()));
    let (_, out, _) = answer(&["check", broken.name()]);
    assert!(
        out.lines().count() < 1_000 && out.contains("--format json has all"),
        "the screen is not flooded"
    );
}

#[test]
fn check_annotates_pull_requests() {
    let broken = Draft::new().replace("roles/stoker.toml", "thermometer", "thermo%metre");
    let (code, out, _) = answer(&["check", "--format", "github", broken.name()]);
    assert_eq!(code, 1);
    let file = format!("{}/roles/stoker.toml", broken.name()).replace(':', "%3A");
    let lines: Vec<_> = out.lines().collect();
    let places =
        lines.iter().all(|line| line.starts_with(&format!("::error file={file},line=15,col=10,title=")));
    assert!(places && lines.iter().any(|line| line.contains("no tool \"thermo%25metre\"")), "{out}");
}

#[test]
fn check_explains_counts_and_draws_a_sample() {
    let (code, out, _) = answer(&["check", "--explain", "cycle"]);
    assert!(code == 0 && out.starts_with("cycle (error)\n\nA skill that needs another"), "{out}");
    let (code, _, err) = answer(&["check", "--explain", "cicle"]);
    assert!(code == 2 && err.contains("'cycle'"), "{err}");

    let (_, out, _) = answer(&["check", "--stats", PACK]);
    assert!(out.contains("       3  roles\n") && out.contains(" % of statements cite a source\n"), "{out}");
    let (_, out, _) = answer(&["check", "--stats", "--format", "json", PACK]);
    let stats = &json(&out)["stats"];
    let count = |of: &str| stats[of].as_u64().expect("a number");
    assert!(
        count("editorial") > 0 && count("sourced") + count("editorial") == count("statements"),
        "{stats}"
    );

    let sample = |seed: &str| answer(&["check", "--sample", "5", "--seed", seed, PACK]).1;
    assert_eq!(sample("7"), sample("7"));
    assert_ne!(sample("7"), sample("8"));
    assert_eq!(sample("7").matches("     says    ").count(), 5, "{}", sample("7"));
}

#[test]
fn new_begins_a_pack_that_passes_and_leaves_what_is_there() {
    let folder = Draft::empty();
    let pack = folder.path("mine");
    let name = pack.to_str().expect("UTF-8");
    assert_eq!(answer(&["new", name]).0, 0);
    let (code, out, _) = answer(&["check", "--strict", name]);
    assert_eq!((code, out), (0, format!("nothing is wrong with {name}\n")));
    assert!(fs::read_to_string(pack.join("roles/mechanic.toml")).is_ok_and(|text| text.contains("# ")));
    let (code, _, err) = answer(&["new", name]);
    assert!(code == 2 && err.contains("has something in it already"), "{err}");

    assert_eq!(answer(&["new", "role", "frame-builder", "--content", name]).0, 0);
    let (code, out, _) = answer(&["check", name]);
    assert!(
        code == 0 && out.contains("warning[unwritten]") && out.ends_with(&format!("5 warnings in {name}\n")),
        "{out}"
    );
    let (_, out, _) = answer(&["show", "Frame builder", "--content", name]);
    assert!(out.starts_with("Frame builder\n"), "{out}");
    for (id, why) in [
        ("frame-builder", "is there already"),
        ("Frame Builder", "is no id"),
        ("me", "means the reader in a route"),
    ] {
        let (code, _, err) = answer(&["new", "role", id, "--content", name]);
        assert!(code == 2 && err.contains(why), "{err}");
    }
    let actor =
        fs::read_dir(pack.join("actors")).expect("a folder").next().expect("an actor").expect("an entry");
    let actor = actor.path().file_stem().expect("a name").to_string_lossy().into_owned();
    let (code, _, err) = answer(&["new", "role", &actor, "--content", name]);
    assert!(code == 2 && err.contains("is an actor, who is no role"), "{err}");
    // What is printed to be typed can be.
    let odd = folder.path("it's mine");
    let (code, out, _) = answer(&["new", odd.to_str().expect("UTF-8")]);
    assert!(code == 0 && out.contains("it's mine\"\n"), "{out}");
    let (code, _, err) = answer(&["new", "role", "clerk"]);
    assert!(code == 2 && err.contains("no pack here"), "{err}");
}

#[test]
fn schema_prints_a_schema_of_each_kind() {
    let (code, out, _) = answer(&["schema", "role"]);
    let schema: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(code, 0);
    assert_eq!(schema["properties"]["mission"]["description"], "what the role is for");
    let (_, out, _) = answer(&["schema"]);
    let any: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(any["anyOf"].as_array().map(Vec::len), Some(11));
    assert_eq!(answer(&["schema", "rolle"]).0, 2);
}

#[test]
fn a_role_is_added_as_contributing_says() {
    let guide = include_str!("../../CONTRIBUTING.md");
    let commands = guide.lines().filter_map(|line| line.trim().strip_prefix("$ roledex "));
    let folder = Draft::empty();
    for command in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_roledex"))
            .env_clear()
            .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"))
            .current_dir(folder.folder())
            .args(command.split_whitespace())
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let pack = folder.path("my-pack");
    let name = pack.to_str().expect("UTF-8");
    // What was begun can be used as it is, and what CONTRIBUTING shows as well.
    assert_eq!(answer(&["check", name]).0, 0);
    let (_, role) = guide.split_once("```toml\n").expect("CONTRIBUTING shows a role");
    let (role, _) = role.split_once("```").expect("the role ends");
    fs::write(pack.join("roles/data-steward.toml"), role).expect("a file");
    let (code, out, _) = answer(&["check", name]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("warning[thin-role]") && out.contains("\n1 warning in "), "{out}");
    // A role of the guide is begun from what it says.
    assert_eq!(answer(&["new", "role", "ml-engineer", "--content", name]).0, 0);
    let copy = fs::read_to_string(pack.join("roles/ml-engineer.toml")).expect("a copy");
    assert!(copy.starts_with("#:schema ../.schema/role.json\n\nname = \"ML engineer\"\n"), "{}", &copy[..80]);
    let (_, shown, _) = answer(&["show", "Data steward", "--content", name]);
    assert!(shown.contains("to the data analyst: definitions of what the data means"), "{shown}");
    let (_, shown, _) = answer(&["show", "data-analyst", "--content", name]);
    assert!(shown.contains("from the data steward: definitions of what the data means"), "{shown}");
}
