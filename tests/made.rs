//! Questions made from the guide: each is checked against the files of the shipped pack, read as plain TOML and
//! not by the library that the questions were made from.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use roledex::content::Library;
use roledex::page::{self, Reader};
use roledex::question::{self, Question, made};
use toml::Table;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::built_in().expect("the shipped pack is good"));

/// The eras in order: id, short name, name in a sentence.
const ERAS: [(&str, &str, &str); 2] = [
    ("pre-foundation-model", "before", "before foundation models"),
    ("post-foundation-model", "after", "after foundation models"),
];

/// The files of a folder of the shipped pack, by their stems.
fn files(folder: &str) -> BTreeMap<String, Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(folder);
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file of the pack");
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (stem, text.parse().expect("TOML"))
    };
    fs::read_dir(folder).expect("a folder of the pack").map(read).collect()
}

static ROLES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| files("roles"));
static SCENARIOS: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| files("scenarios"));
static ACTORS: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| files("actors"));

fn list<'t>(table: &'t Table, key: &str) -> Vec<&'t Table> {
    table
        .get(key)
        .and_then(|list| list.as_array())
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_table())
        .collect()
}

fn words(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(|list| list.as_array()).into_iter().flatten();
    list.map(|one| one.as_str().expect("a text").to_owned()).collect()
}

fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(|text| text.as_str()).unwrap_or_else(|| panic!("{key} in {table:?}")).to_owned()
}

fn at<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Table> {
    path.iter().try_fold(table, |table, key| table.get(*key)?.as_table())
}

fn era_of<'t>(role: &str, era: &str) -> Option<&'t Table> {
    let table = at(&ROLES[role], &["era", era])?;
    (text(table, "status") != "absent").then_some(table)
}

/// The name of a party as a sentence has it.
fn party(id: &str) -> String {
    let Some(role) = ROLES.get(id) else { return text(&ACTORS[id], "name") };
    let name = text(role, "name");
    let first = name.split(' ').next().expect("a word");
    let plain =
        first.chars().skip(1).all(|c| c.is_lowercase() || !c.is_alphabetic()) && first.chars().count() > 1;
    if plain { format!("the {}{}", name[..1].to_lowercase(), &name[1..]) } else { format!("the {name}") }
}

fn parties(ids: &[String]) -> String {
    match ids {
        [] => "nobody".to_owned(),
        ids => ids.iter().map(|id| party(id)).collect::<Vec<_>>().join(" and "),
    }
}

/// The tasks of a role in an era with their words: its own, and those it keeps.
fn tasks(role: &str, era: usize) -> BTreeMap<String, String> {
    let Some(now) = era_of(role, ERAS[era].0) else { return BTreeMap::new() };
    let mut all: BTreeMap<_, _> =
        list(now, "does").into_iter().map(|task| (text(task, "id"), text(task, "text"))).collect();
    let kept = words(now, "keeps");
    if era > 0 {
        all.extend(tasks(role, era - 1).into_iter().filter(|(id, _)| kept.contains(id)));
    }
    all
}

fn points(question: &Question<'_>) -> BTreeSet<String> {
    question.points.iter().map(|point| point.text.clone()).collect()
}

fn set(points: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    points.into_iter().collect()
}

/// What a question should say, by its id; and where it should lead.
fn expected(id: &str) -> (BTreeSet<String>, String) {
    let rest = id.strip_prefix("guide-").expect("a made question");
    let (what, rest) = rest.split_once('-').expect("a kind");
    let era = ERAS.iter().position(|(_, short, _)| rest.ends_with(&format!("-{short}"))).expect("an era");
    let (key, short, name) = ERAS[era];
    let of = rest.strip_suffix(&format!("-{short}")).expect("an era");
    match what {
        "step" => {
            let scenario =
                SCENARIOS.keys().find(|one| of.starts_with(&format!("{one}--"))).expect("a project");
            let step = &of[scenario.len() + 2..];
            let step = list(&SCENARIOS[scenario], "step").into_iter().find(|one| text(one, "id") == step);
            let step = step.expect("a step");
            let before = at(step, &["era", ERAS[era - 1].0]).expect("the era before");
            let now = at(step, &["era", key]).expect("the era");
            let (was, is) = (words(before, "by"), words(now, "by"));
            assert_ne!(set(was.clone()), set(is.clone()), "{id}: nothing changed hands");
            let how = |one: &Table| text(at(one, &["how"]).expect("a how"), "text");
            let (old, new) = (set(was.clone()), set(is.clone()));
            let in_part = if old.is_disjoint(&new) { "" } else { ", in part" };
            let told = set([
                format!("{}: {}: {}", ERAS[era - 1].2, parties(&was), how(before)),
                format!("{name}{in_part}: {}: {}", parties(&is), how(now)),
            ]);
            (told, format!("scenario:{scenario}#steps/{}", text(step, "id")))
        }
        "shared" => {
            let (one, other) = of.split_once("--").expect("two roles");
            let theirs = tasks(other, era);
            let shared = tasks(one, era).into_iter().flat_map(|(id, own)| match theirs.get(&id) {
                None => Vec::new(),
                Some(their) if own == *their => vec![own],
                Some(their) => vec![format!("{}: {own}", party(one)), format!("{}: {their}", party(other))],
            });
            let said = |one: &str, other: &str| {
                list(&ROLES[one], "versus").iter().any(|versus| text(versus, "role") == other)
            };
            assert!(said(one, other) || said(other, one), "{id}: nothing is said of the two");
            (set(shared), format!("compare:{one},{other}@{short}#tasks"))
        }
        "gets" | "gives" => {
            let holds = |one: &Table| one.get("era").is_none_or(|era| era.as_str() == Some(key));
            let there = |id: &str| ACTORS.contains_key(id) || era_of(id, key).is_some();
            let mut told = BTreeSet::new();
            for (role, table) in ROLES.iter().filter(|(role, _)| there(role)) {
                for one in list(table, "gives").into_iter().filter(|one| holds(one)) {
                    let to = text(one, "to");
                    if what == "gets" && to == of {
                        told.insert(format!("{}, from {}", text(one, "what"), party(role)));
                    }
                    if what == "gives" && role == of && there(&to) {
                        told.insert(format!("{}, to {}", text(one, "what"), party(&to)));
                    }
                }
                for one in list(table, "gets").into_iter().filter(|one| holds(one)) {
                    if what == "gets" && role == of {
                        told.insert(format!("{}, from {}", text(one, "what"), party(&text(one, "from"))));
                    }
                }
            }
            (told, format!("role:{of}@{short}#{what}"))
        }
        "added" => {
            let before = tasks(of, era - 1);
            let new = tasks(of, era).into_iter().filter(|(id, _)| !before.contains_key(id));
            let told = new.map(|(task, words)| {
                let from = ROLES.keys().filter(|other| {
                    let gone = era_of(other, key).map(|now| list(now, "gone")).unwrap_or_default();
                    let was_there = era_of(other, ERAS[era - 1].0).is_some();
                    let hands = |one: &&Table| {
                        text(one, "id") == task && self::words(one, "to").iter().any(|to| to == of)
                    };
                    was_there && gone.iter().any(hands)
                });
                let from: Vec<_> = from.map(|role| party(role)).collect();
                if from.is_empty() { words } else { format!("{words} (from {})", from.join(" and ")) }
            });
            (set(told), format!("role:{of}@{short}#does"))
        }
        "left" => {
            let before = tasks(of, era - 1);
            let gone = list(era_of(of, key).expect("the role is there"), "gone");
            let told = gone.into_iter().flat_map(|one| {
                let task = &before[&text(one, "id")];
                let to = words(one, "to");
                let to = if to.is_empty() {
                    "done no more".to_owned()
                } else {
                    format!("taken over by {}", parties(&to))
                };
                [format!("{}: {task}", ERAS[era - 1].2), format!("{name}: {to}: {}", text(one, "text"))]
            });
            (set(told), format!("role:{of}@{short}#gone"))
        }
        other => panic!("{other} is no kind of question"),
    }
}

fn all() -> Vec<Question<'static>> {
    ERAS.iter().flat_map(|(era, ..)| made::all(&LIBRARY, None, era)).collect()
}

#[test]
fn every_question_made_from_the_guide_is_answered_by_its_files() {
    let all = all();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for question in &all {
        let (told, page) = expected(&question.id);
        // Names in a list stand in another order where two roles hand on the same task.
        assert_eq!(points(question), told, "{}", question.id);
        assert_eq!(question.page.to_string(), page, "{}", question.id);
        assert!(question.points.iter().all(|point| !point.sources.is_empty()), "{}", question.id);
        *kinds.entry(question.id.split('-').nth(1).expect("a kind")).or_default() += 1;
    }
    for (kind, fewest) in
        [("step", 30), ("shared", 10), ("gets", 20), ("gives", 20), ("added", 8), ("left", 3)]
    {
        assert!(kinds.get(kind).is_some_and(|number| *number >= fewest), "{kind}: {kinds:?}");
    }
}

#[test]
fn each_is_found_by_its_id_and_answered_on_the_page_it_names() {
    let mut seen = BTreeSet::new();
    for question in all() {
        assert!(seen.insert(question.id.clone()), "{} stands twice", question.id);
        let found = question::find(&LIBRARY, &question.id).expect("it is found");
        assert_eq!((&found.ask, points(&found)), (&question.ask, points(&question)));
        let place = LIBRARY.canonical(question.page.place.clone()).expect("a place");
        let page = page::build(&LIBRARY, Reader::NOBODY, &place);
        let part = page.part(question.page.key.as_deref().expect("a part"));
        assert!(part.is_some(), "{} leads to {}, which has no such part", question.id, question.page);
        for role in &question.roles {
            let of_role = made::all(&LIBRARY, Some(role), question.era.expect("an era"));
            assert!(
                of_role.iter().any(|one| one.id == question.id),
                "{} is not asked of {role}",
                question.id
            );
        }
    }
    assert!(question::find(&LIBRARY, "guide-step-support-chatbot--nothing-after").is_none());
    assert!(question::find(&LIBRARY, "guide-").is_none());
}
