//! `docs/json.md`: what the program prints as JSON, told by what it printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use roledex::content::schema;
use roledex::content::{EntryKind, FoundKind, Library};
use roledex::fit::By;
use roledex::place::Head;
use roledex::profile::{Stage, export};
use roledex::record::SCHEMA_VERSION;
use serde::Serialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::is_current;
use crate::pack::PACK;
use crate::printed::{Printed, everything, lines, program, reader, said};
use crate::shape::{Known, Shape, Shared};

const BEGINNING: &str = "\
# JSON

What `--format json` prints is one object: `schema_version` (1; that of an exported profile is counted for itself, and is 3), and
the fields told here. Within a `schema_version` fields may be added, and none is taken away or renamed, takes another type, or is
absent or null where it never was. So read what you need, and pass over fields and words that you do not know.

This page is made from what the program prints of its own pack and of a small one, from which the examples are. A test fails where
it is old; `INSTA_UPDATE=always cargo test --test reference` writes it anew.

- `[]` in a path stands for the values of a list, and `*` for the fields of an object whose keys are ids. A list may be empty.
- A field is always there and never null, unless its line says so. What has only some values names them.
- A moment is a time in UTC, as in `\"2026-11-21T09:30:00.5Z\"`. Levels of skills and grades of answers are numbers from 1 to 4.
- A name with a capital is a [shape that stands at several paths](#shapes): the object has its fields, and those that follow.
- Who reads counts: what they know, like, bookmarked and practised (`--profile FILE`; `--no-profile` for nobody).
- `practice`, `mock`, `show search:TEXT` and places where one still chooses (`route`, `compare`, `tour` alone) have no JSON.
- Of a part (`ROLE#does`, a claim of a source, a stop of a tour) all that it is a part of is printed.
";

/// A part of the page: what it tells, the command that prints it, and the first fields of what that prints.
struct Section {
    title: &'static str,
    command: &'static str,
    about: &'static str,
    heads: &'static [&'static str],
}

const fn section(
    title: &'static str,
    command: &'static str,
    about: &'static str,
    heads: &'static [&'static str],
) -> Section {
    Section { title, command, about, heads }
}

/// All of them, in the order of the page.
const SECTIONS: &[Section] = &[
    section(
        "Lists",
        "list KIND",
        "One field, which is named as the kind is.",
        &[
            "roles",
            "eras",
            "actors",
            "skills",
            "toolkits",
            "tools",
            "scenarios",
            "questions",
            "tours",
            "sources",
            "bookmarks",
        ],
    ),
    section("The pack", "show home", "What the pack is, and what there is in it.", &["pack"]),
    section(
        "A role",
        "show role:ID",
        "In all eras of the pack; where it is absent in one, `tasks`, `skills` and `tools` are empty there.",
        &["role"],
    ),
    section("An era", "show era:ID", "With the roles it has, and those that are absent in it.", &["era"]),
    section(
        "Other entries",
        "show KIND:ID",
        "An actor is a party that is no job here; a tool `replaces` those that it took over from.",
        &["actor", "skill", "toolkit", "tool", "source", "tour"],
    ),
    section(
        "A project",
        "show scenario:ID",
        "Who does which step in each era; `counts` says what became of the steps of the era before.",
        &["scenario"],
    ),
    section(
        "A question",
        "show question:ID",
        "One that is made from the guide itself has no `answer` beside its points; `page` is where it comes from.",
        &["question"],
    ),
    section("Hand-overs", "show handovers", "Who hands what to whom in an era.", &["handovers"]),
    section(
        "A comparison",
        "compare ROLE ROLE …",
        "`sections` has those of tasks, skills, tools and hand-overs that have rows. `text` is of tasks and hand-overs, `level` and \
         `required` are of skills, `difference` is of skills that all columns have.",
        &["columns"],
    ),
    section(
        "A route",
        "route FROM TO",
        "`length` counts levels that are missing, `brings` is what carries over, `ways` go over other roles, and `opens` are \
         roles that come nearer on the way.",
        &["route"],
    ),
    section(
        "Roles near to what one knows",
        "fit",
        "`place` is the rank, from 1. `half_levels` is the share of what is required, `tasks` how many tasks the role has, and \
         `levers` are skills that would move the order most, were they known one level better.",
        &["fit"],
    ),
    section("What to learn next", "next", "`why` says where the goal comes from.", &["next"]),
    section("Progress", "progress [ROLE]", "`now` is the moment that `due` counts from.", &["progress"]),
    section(
        "Search",
        "search TEXT",
        "The best first, at most 100; exits with 1 where there are none.",
        &["hits"],
    ),
    section(
        "A pack that is checked",
        "check [DIR]",
        "`line` and `column` count from 1, and are 0 for a file as a whole. `stats` comes with `--stats` and counts the kinds that \
         there are; `sample` comes with `--sample N`, its `place` is a file and a line, and each of its `evidence` a citation and \
         what is said there.",
        &["problems"],
    ),
    section(
        "A profile",
        "profile export",
        "What `roledex profile import` takes; it also takes version 1, which had nothing of practice, and leaves out what is absent.",
        &["profile"],
    ),
];

/// A shape of which something may be null, among other fields.
const fn shared(name: &'static str, about: &'static str, fields: &'static [&'static str]) -> Shared {
    Shared { name, about, fields, further: &[], is_whole: false, has_null: true }
}

/// A shape that has no other fields, and no null.
const fn whole(name: &'static str, about: &'static str, fields: &'static [&'static str]) -> Shared {
    Shared { is_whole: true, has_null: false, ..shared(name, about, fields) }
}

/// The shapes that stand at several paths: what is part of others before what is whole.
const SHARED: &[Shared] = &[
    shared("Question", "A question without its answer.", &["id", "name", "role", "level", "era", "skills"]),
    shared("Statement", "What is said, and who says so.", &["text", "sources", "see", "as_of", "but"]),
    shared("Step", "A skill to be learnt, and why.", &["skill", "from", "to", "because", "learn"]),
    shared("Handover", "What is handed over.", &["what", "sources", "trouble"]),
    shared(
        "Tally",
        "How practice went; `of` counts the questions there are.",
        &["practised", "of", "due", "grades"],
    ),
    shared("Interview", "An interview that was held.", &["at", "role", "era", "minutes", "answers"]),
    shared(
        "Card",
        "A question of a run; `ticked` and `grades` are of points, by their keys.",
        &["question", "revealed", "asked", "answered", "ticked", "grades", "note", "review"],
    ),
    Shared {
        further: &["from", "to"],
        ..shared(
            "Sign",
            "What an era did against the one before; the first has none. `moved` says from or to whom.",
            &["sign"],
        )
    },
    shared(
        "Citation",
        "A source, or one claim of it; `editorial` where it is the guide's own judgement.",
        &["id", "name", "claim", "kind", "caveat"],
    ),
    whole(
        "Review",
        "An answer that was graded, with what was written to it.",
        &["question", "at", "grade", "had", "of", "note"],
    ),
    whole("Need", "A skill, and how well it is known and needed.", &["skill", "have", "need", "missing"]),
    whole("Point", "What a good answer has, and who says so.", &["text", "sources"]),
    whole("Resource", "Something to learn from.", &["title", "url"]),
    Shared {
        has_null: false,
        ..shared(
            "Entry",
            "Something that has an id: an entry of the pack, or a part of one.",
            &["id", "name"],
        )
    },
];

fn known() -> Known {
    let definitions = schema::any()["$defs"].take();
    let defined = |name: &str| {
        let words = definitions[name]["oneOf"].as_array().expect("words").iter();
        words.map(|word| word["const"].as_str().expect("a word").to_owned()).collect::<Vec<_>>()
    };
    let found = EntryKind::IN_ORDER.map(FoundKind::Entry).into_iter();
    let found = found.chain([FoundKind::Page, FoundKind::Statement, FoundKind::Claim]);
    let plain = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Known {
        by_id: &[
            "stats.entries",
            "stats.evidence",
            "stats.sources",
            "profile.skills",
            "profile.leanings",
            "cards[].grades",
            "aside[].grades",
            "answers[].grades",
        ],
        words: vec![
            (".status", defined("Status")),
            ("sources[].kind", defined("ClaimKind")),
            ("claims[].kind", defined("ClaimKind")),
            (".level", defined("Seniority")),
            ("scenario.kind", defined("ScenarioKind")),
            ("scenarios[].kind", defined("ScenarioKind")),
            ("hits[].kind", found.map(|kind| kind.noun().to_owned()).collect()),
            ("fit.by", written(&[By::Skills, By::Leanings, By::Nothing])),
            (".stage", written(&[Stage::Asking, Stage::Judging, Stage::Done])),
            (".section", plain(&["tasks", "skills", "tools", "handovers"])),
            (".severity", plain(&["error", "warning"])),
            (".sign", plain(&["same", "new", "changed", "gone", "moved"])),
            (".why", plain(&["route", "bookmark", "skills", "leanings"])),
        ],
    }
}

/// Words as they are written.
fn written(words: &[impl Serialize]) -> Vec<String> {
    words.iter().map(|word| json!(word).as_str().expect("a word").to_owned()).collect()
}

/// What all commands print: by the first field of it, and what stands at several paths.
struct Reference {
    documents: BTreeMap<String, Shape>,
    shared: BTreeMap<&'static str, Shape>,
}

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let (known, mut documents, mut shared) = (known(), BTreeMap::<_, Shape>::new(), BTreeMap::new());
    for Printed { value, is_fixed } in everything() {
        let (head, value) = document(value);
        documents.entry(head).or_default().see("", &value, &known, is_fixed);
    }
    for shape in documents.values_mut() {
        shape.share(SHARED, &mut shared);
    }
    Reference { documents, shared }
});

/// What was printed without its version, and its first field.
fn document(mut value: Value) -> (String, Value) {
    let fields = value.as_object_mut().expect("an object");
    let version = fields.shift_remove("schema_version").expect("a version");
    let head = fields.keys().next().expect("a field").clone();
    assert_eq!(version, if head == "profile" { 3 } else { SCHEMA_VERSION }, "{head}");
    (head, value)
}

/// The whole page.
fn page() -> String {
    let Reference { documents, shared } = &*REFERENCE;
    let told: BTreeSet<_> = SECTIONS.iter().flat_map(|section| section.heads).copied().collect();
    let printed: BTreeSet<_> = documents.keys().map(String::as_str).collect();
    assert_eq!(told, printed, "what is told, and what is printed");
    let mut page = BEGINNING.to_owned();
    for Section { title, command, about, heads } in SECTIONS {
        let _ = write!(page, "\n## {title}\n\n`roledex {command}`: {about}\n\n");
        page += "| path | what it is | example |\n|---|---|---|\n";
        heads.iter().for_each(|head| fields("", &documents[*head], &mut page));
    }
    page += "\n## Shapes\n\n| field | what it is | example |\n|---|---|---|\n";
    for Shared { name, about, .. } in SHARED {
        let anchor = name.to_lowercase();
        let _ = writeln!(page, "| <a id=\"{anchor}\"></a>**{name}** | {about} | |");
        fields("", &shared[name], &mut page);
    }
    page
}

/// The lines of the fields of an object.
fn fields(path: &str, shape: &Shape, page: &mut String) {
    let dot = if path.is_empty() { "" } else { "." };
    for (name, field) in &shape.fields {
        rows(&format!("{path}{dot}{name}"), field, shape.may_lack(field), page);
    }
}

/// The line of what stands at a path, and those of what is in it.
fn rows(path: &str, shape: &Shape, may_lack: bool, page: &mut String) {
    assert!(!shape.types.is_empty(), "nothing was ever printed at {path}");
    let is_odd = may_lack || shape.types.contains("null");
    // That something is a list or has fields is seen where those are told.
    let is_told = |kind: &&&str| **kind != "null" && (is_odd || !matches!(**kind, "list" | "object"));
    let mut is: Vec<String> = shape.types.iter().filter(is_told).map(|kind| (*kind).to_owned()).collect();
    if let Some(words) = &shape.words {
        let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        is.retain(|kind| kind != "string");
        is.insert(0, words.join(" "));
    }
    if !shape.parts.is_empty() {
        let parts = shape.parts.iter().map(|name| format!("[{name}](#{})", name.to_lowercase()));
        is.retain(|kind| kind != "object");
        is.insert(0, parts.collect::<Vec<_>>().join(" and "));
    }
    if !is.is_empty() {
        let null = if shape.types.contains("null") { ", or null" } else { "" };
        let absent = if may_lack { ", may be absent" } else { "" };
        let example = shape.example.as_ref().filter(|_| !MOVING.contains(&path));
        let example = example.map(example_of).unwrap_or_default();
        let _ = writeln!(page, "| `{path}` | {}{null}{absent} | {example} |", is.join(" or "));
    }
    if let Some(items) = &shape.items {
        let step = if shape.types.contains("list") { "[]" } else { ".*" };
        rows(&format!("{path}{step}"), items, false, page);
    }
    fields(path, shape, page);
}

/// The longest example, in characters.
const LONGEST: usize = 40;

/// What the clock, the scheduler of practice and the weights of search make anew.
const MOVING: [&str; 3] = ["progress.now", "progress.questions[].due", "hits[].score"];

fn example_of(value: &Value) -> String {
    let text = value.to_string();
    let cut: String = text.chars().take(LONGEST).collect();
    if cut == text { format!("`{text}`") } else { format!("`{cut}…`") }
}

#[test]
fn the_reference_of_json_is_current() {
    is_current("json.md", &page());
}

/// Asks the real program, of packs that the reference was not made from as well.
#[test]
fn what_the_program_prints_fits_the_reference() {
    let folder = TempDir::new().expect("a folder");
    let kept = folder.path().join("me.json");
    fs::write(&kept, export(&reader())).expect("a file");
    let profile = ["--profile", "me.sqlite"];
    let imported = said(folder.path(), &[&profile[..], &["profile", "import", "me.json"]].concat());
    assert!(imported.status.success(), "{imported:?}");
    let begun = said(folder.path(), &["new", "workshop"]);
    assert!(begun.status.success(), "{begun:?}");
    let mut misfits = Vec::new();
    let mut look = |arguments: &[&str]| {
        let (head, value) = document(program(folder.path(), arguments));
        let shape = &REFERENCE.documents[&head];
        misfits.extend(shape.misfits("", &value, &REFERENCE.shared));
    };
    look(&[&profile[..], &["profile", "export"]].concat());
    for pack in [Path::new(PACK), &folder.path().join("workshop")] {
        let library = Library::from_folder(pack).expect("a good pack");
        let pack = pack.to_str().expect("UTF-8");
        look(&["check", pack, "--format", "json", "--stats", "--sample", "3"]);
        for line in lines(&library) {
            let words: Vec<_> = line.split(' ').collect();
            look(&[&profile[..], &["--content", pack], &words, &["--format", "json"]].concat());
        }
    }
    assert!(misfits.is_empty(), "{misfits:#?}");
}

/// The kinds of place that the reference says have no JSON.
const WITHOUT: [Head; 3] = [Head::Practice, Head::Mock, Head::Search];

#[test]
fn every_kind_of_place_is_told_of() {
    for head in Head::ALL {
        let word = head.word();
        let told = match head {
            Head::List => "list",
            Head::Home => "pack",
            Head::Compare => "columns",
            _ => word,
        };
        let is_told = told == "list" || REFERENCE.documents.contains_key(told);
        assert_ne!(is_told, WITHOUT.contains(head), "{word}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for place in ["practice:baker", "mock:baker", "search:bread", "route", "compare", "tour"] {
        let asked = ["--content", "tests/pack", "--no-profile", "show", place, "--format", "json"];
        let output = said(folder, &asked);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.stdout.is_empty() && told.contains("has no JSON"), "{place}: {told}");
    }
}
