//! The JSON Schemas: as shipped, and true to the shipped packs.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use roledex::content::schema;
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn toml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            toml_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
}

/// The kind of a file by its folder: `roles` hold roles.
fn kind(path: &Path) -> &'static str {
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let begins = |kind: &&&str| stem == **kind || folder.strip_suffix('s') == Some(**kind);
    schema::KINDS.iter().find(begins).copied().unwrap_or_else(|| panic!("{} has no kind", path.display()))
}

fn validator(kind: &str) -> Validator {
    jsonschema::validator_for(&schema::of(kind).expect("a kind")).expect("a schema")
}

fn as_json(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).expect("TOML")).expect("JSON")
}

#[test]
fn the_shipped_schemas_are_those_of_the_program() {
    for kind in schema::KINDS {
        let path = Path::new(ROOT).join(format!("assets/schema/{kind}.json"));
        let current = serde_json::to_string_pretty(&schema::of(kind)).expect("JSON") + "\n";
        if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
            fs::write(&path, &current).expect("a file can be written");
        }
        let shipped = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            shipped == current,
            "{} is old: INSTA_UPDATE=always cargo test writes it anew",
            path.display()
        );
    }
}

#[test]
fn every_shipped_file_names_its_schema_and_fits_it() {
    for pack in ["content", "assets/starter", "tests/pack"] {
        let mut files = Vec::new();
        toml_files(&Path::new(ROOT).join(pack), &mut files);
        assert!(files.len() > 8, "{pack}");
        for path in files {
            let (text, kind) = (fs::read_to_string(&path).expect("a file"), kind(&path));
            let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
            match pack {
                "content" => {
                    let schema = path.parent().zip(named).map(|(folder, named)| folder.join(named));
                    assert!(schema.is_some_and(|schema| schema.is_file()), "{} names none", path.display());
                }
                "assets/starter" => {
                    let ends = format!(".schema/{kind}.json");
                    assert!(named.is_some_and(|named| named.ends_with(&ends)), "{}", path.display());
                }
                _ => {}
            }
            let (schema, file) = (validator(kind), as_json(&text));
            let errors: Vec<_> = schema.iter_errors(&file).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let role = fs::read_to_string(Path::new(ROOT).join("tests/pack/roles/stoker.toml")).expect("a file");
    let schema = validator("role");
    assert!(schema.is_valid(&as_json(&role)));
    let broken = [
        ("fire = 4", "fire = 5"),
        ("family", "famly"),
        ("\"new\"", "\"newish\""),
        ("text = \"keeps the fire\"\n", ""),
    ];
    for (from, to) in broken {
        assert!(role.contains(from), "{from}");
        assert!(!schema.is_valid(&as_json(&role.replace(from, to))), "{from} -> {to}");
    }
}
