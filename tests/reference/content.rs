//! `docs/content.md`: the files of a pack, told by the schemas that read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use roledex::content::schema::{self, KINDS};
use serde_json::{Map, Value};

use crate::is_current;

const BEGINNING: &str = "\
# The files of a pack

A pack is a folder of TOML files in format 1. An id is the name of a file without `.toml`, or the key of a table: lower-case
letters, digits and hyphens; keys of a source's claims may have capitals (`S9`). `roledex new DIR` writes a small pack to begin
from, `roledex schema KIND` prints the JSON Schema of a file for an editor, and `roledex check DIR` tells what is wrong with a
pack, also where each field by itself is right (`roledex check --explain RULE` says what a rule is for).

A field that is not told here is an error. Within format 1 fields and words may be added, and none is taken away, renamed or made
required.

This page is made from the schemas that the program reads files by. A test fails where it is old; `INSTA_UPDATE=always cargo test
--test reference` writes it anew.
";

/// A definition that schemas share, and the kinds of file that have it.
type Shared = BTreeMap<String, (Value, Vec<&'static str>)>;

/// The whole page.
fn page() -> String {
    let schemas: Vec<_> = KINDS.iter().map(|kind| (*kind, schema::of(kind).expect("a kind"))).collect();
    let mut shared = Shared::new();
    for (kind, schema) in &schemas {
        for (name, shape) in schema["$defs"].as_object().into_iter().flatten() {
            shared.entry(name.clone()).or_insert_with(|| (shape.clone(), Vec::new())).1.push(*kind);
        }
    }
    let mut page = BEGINNING.to_owned();
    for (kind, schema) in &schemas {
        let (path, is) = told(schema).split_once(": ").expect("a path, and what the file is");
        let _ = write!(page, "\n## {path}\n\n{}\n\n", sentence(is));
        page += &table(schema, &shared);
        for name in schema["$defs"].as_object().into_iter().flat_map(Map::keys) {
            let (shape, kinds) = &shared[name];
            if kinds == &[*kind] {
                page += &section(3, name, shape, &shared);
            }
        }
    }
    page += "\n## Shapes of several files\n";
    for (name, (shape, _)) in shared.iter().filter(|(_, (_, kinds))| kinds.len() > 1) {
        page += &section(3, name, shape, &shared);
    }
    page
}

fn section(depth: usize, name: &str, shape: &Value, shared: &Shared) -> String {
    let table = if shape["properties"].is_object() { table(shape, shared) } else { words(shape) };
    format!("\n{} {name}\n\n{}\n\n{table}", "#".repeat(depth), sentence(told(shape)))
}

/// The fields of a table; what it has of a claim is not told again.
fn table(shape: &Value, shared: &Shared) -> String {
    let fields = shape["properties"].as_object().expect("fields");
    let claim = shared["Claim"].0["properties"].as_object().expect("fields");
    let of_claim = |name: &str| fields.len() > claim.len() && claim.get(name) == fields.get(name);
    let is_claim = claim.keys().all(|name| of_claim(name));
    let required = shape["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut table = "| field | takes | what it is |\n|---|---|---|\n".to_owned();
    for (name, field) in fields.iter().filter(|(name, _)| !(is_claim && of_claim(name))) {
        let needed = if required.iter().any(|one| one == name) { ", required" } else { "" };
        let about = told(field).replace('\n', " ");
        let _ = writeln!(table, "| `{name}` | {}{needed} | {about} |", takes(field));
    }
    if is_claim {
        table += "| … | | all fields of a [Claim](#claim) |\n";
    }
    table
}

/// The words that may be written, and what each means.
fn words(shape: &Value) -> String {
    let Some(words) = shape["oneOf"].as_array() else { return format!("It takes {}.\n", takes(shape)) };
    let row = |word: &Value| format!("| `\"{}\"` | {} |\n", text(&word["const"]), told(word));
    "| word | meaning |\n|---|---|\n".to_owned() + &words.iter().map(row).collect::<String>()
}

/// What may be written in a field.
fn takes(field: &Value) -> String {
    if let Some(name) = field["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    // Null is what is left out; TOML has none.
    if let Some(some) = field["anyOf"].as_array().and_then(|any| any.iter().find(|one| one["type"] != "null"))
    {
        return takes(some);
    }
    let kind = field["type"].as_array().map_or(&field["type"], |kinds| &kinds[0]);
    match (text(kind), field["minItems"].as_u64(), field["minimum"].as_i64().zip(field["maximum"].as_i64())) {
        ("string", ..) => "text".to_owned(),
        ("integer", _, Some((low, high))) => format!("a whole number, {low} to {high}"),
        ("integer", ..) => "a whole number".to_owned(),
        ("array", Some(count), _) => format!("list of {count}: {}", takes(&field["items"])),
        ("array", ..) => format!("list: {}", takes(&field["items"])),
        ("object", ..) => format!("table by id: {}", takes(&field["additionalProperties"])),
        (other, ..) => panic!("the reference has no word for {other:?} in {field}"),
    }
}

fn told(schema: &Value) -> &str {
    text(&schema["description"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn sentence(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

#[test]
fn the_reference_of_content_is_current() {
    is_current("content.md", &page());
}
