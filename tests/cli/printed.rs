//! What is printed: pages, searches, JSON and charts.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

use crate::pack::Draft;
use crate::{answer, json, of, printed, roledex};

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
    let (_, page, _) = of(roledex(&["show", "fit"]).env("TERM", "dumb").output().expect("the program runs"));
    assert!(page.ends_with("needs a terminal with a screen; TERM says\nthat this one has none.\n"), "{page}");
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

fn json_text(text: &str) -> Value {
    Value::String(text.to_owned())
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

#[test]
fn hand_overs_become_a_mermaid_chart() {
    let (code, out, _) = answer(&["show", "handovers", "--format", "mermaid"]);
    assert_eq!(code, 0);
    assert_snapshot!(out);
    let (code, _, err) = answer(&["show", "baker", "--format", "mermaid"]);
    assert!(code == 2 && err.contains("has no Mermaid chart"), "{err}");
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
