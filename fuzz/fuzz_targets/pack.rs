//! A pack from bytes: whatever an author writes, all that is wrong is said where it stands, and what is not wrong
//! can be read.
//!
//! The bytes are edits to the small pack of the tests, with `0xff` between them. The first byte of an edit says which
//! file and what is done to it: replaced, added to, or mended at one place.

#![no_main]

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use roledex::content::Library;
use roledex::content::check::check;
use roledex::content::files::BUILT_IN_PREFIX;
use roledex::content::problem::{Problem, Severity};
use roledex::page::{self, Reader};
use roledex::place::{Kind, Listed, Place};
use roledex::print::text;
use roledex::typeset::Setting;
use roledex::visible::first_invisible;

/// Files that the small pack has not got: of every kind that it has more of, and some that do not belong there.
const OTHERS: &[&str] = &[
    "actors/Big Name.toml",
    "leaning.toml",
    "questions/seller.toml",
    "roles/porter.toml",
    "rolls/baker.toml",
    "scenarios/market.toml",
    "sources/letter.toml",
    "tours/second.toml",
];
/// The most edits at once.
const EDITS: usize = 6;
/// The most pages that are read of a pack.
const PAGES: usize = 150;

type Files = BTreeMap<String, Vec<u8>>;

/// The small pack, and a folder in memory where it is changed and put right again.
struct Desk {
    files: Files,
    paths: Vec<String>,
    folder: PathBuf,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pack");
    let mut files = Files::new();
    collect(&pack, "", &mut files);
    let memory = Path::new("/dev/shm");
    let temporary = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let folder = temporary.join(format!("roledex-fuzz-{}", std::process::id()));
    let paths: Vec<_> = files.keys().cloned().chain(OTHERS.iter().map(|path| (*path).to_owned())).collect();
    for path in &paths {
        let folder = folder.join(path).parent().expect("a folder").to_owned();
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    for (path, bytes) in &files {
        fs::write(folder.join(path), bytes).expect("a file can be written");
    }
    Desk { files, paths, folder }
});

fn collect(folder: &Path, before: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("the small pack is there") {
        let entry = entry.expect("an entry").path();
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        if entry.is_dir() {
            collect(&entry, &format!("{name}/"), files);
        } else {
            files.insert(format!("{before}{name}"), fs::read(&entry).expect("a file"));
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let desk = &*DESK;
    let mut files = desk.files.clone();
    let mut edited = HashSet::new();
    for edit in bytes.split(|byte| *byte == 0xff).take(EDITS) {
        let Some((which, what)) = edit.split_first() else { continue };
        let path = &desk.paths[usize::from(which & 0x3f) % desk.paths.len()];
        change(files.entry(path.clone()).or_default(), which >> 6, what);
        edited.insert(path);
    }
    for path in &edited {
        fs::write(desk.folder.join(path), &files[*path]).expect("a file can be written");
    }
    hold(&desk.folder, &files);
    for path in edited {
        let file = desk.folder.join(path);
        match desk.files.get(path) {
            Some(bytes) => fs::write(file, bytes).expect("a file can be written"),
            None => fs::remove_file(file).expect("a file can be removed"),
        }
    }
});

fn change(file: &mut Vec<u8>, how: u8, what: &[u8]) {
    match (how, what) {
        (0, _) => *file = what.to_vec(),
        (1, _) => file.extend(what),
        (_, [low, high, length, text @ ..]) => {
            let from = usize::from(u16::from_le_bytes([*low, *high])) % (file.len() + 1);
            let to = file.len().min(from + usize::from(*length));
            file.splice(from..to, text.iter().copied());
        }
        _ => {}
    }
}

fn hold(folder: &Path, files: &Files) {
    let checked = check(Some(folder), date(2026, 11, 21)).expect("the folder can be read");
    let report = &checked.report;
    for problem in &report.problems {
        stands_in_its_file(problem, files);
    }
    let said = report.text(false);
    assert_eq!(said.lines().find_map(first_invisible), None, "{said}");
    let _ = (report.text(true), report.first_line(), checked.stats(), checked.sample(10, 1));

    let errors: Vec<_> =
        report.problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
    match Library::from_folder(folder) {
        Ok(library) => {
            assert_eq!(errors, [], "what can be used has no errors");
            read(&library);
        }
        Err(error) => {
            assert!(!errors.is_empty(), "what cannot be used has errors");
            assert_eq!(error.report().problems, errors);
        }
    }
}

fn stands_in_its_file(problem: &Problem, files: &Files) {
    let Problem { line, column, .. } = problem;
    assert_eq!(*line == 0, *column == 0, "{problem:?}");
    if *line > 0 {
        let built_in = problem.file.strip_prefix(BUILT_IN_PREFIX).map(|path| {
            fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../content").join(path)).expect("a file")
        });
        let bytes = built_in.as_ref().unwrap_or_else(|| &files[&problem.file]);
        let text = String::from_utf8_lossy(bytes);
        let there = text.split('\n').nth(line - 1).unwrap_or_else(|| panic!("no such line: {problem:?}"));
        assert!(*column <= there.chars().count() + 1, "{problem:?} in {there:?}");
    }
}

/// Reads every page that there is a way to; every row leads somewhere.
fn read(library: &Library) {
    let lists = Listed::ALL.iter().map(|list| Kind::List(*list));
    let first = [Kind::Home, Kind::Handovers, Kind::Fit, Kind::Practice(None), Kind::Progress(None)];
    let eras = library.eras().iter().map(|era| era.short.to_string());
    let mut waiting: VecDeque<Place> = first.into_iter().chain(lists).map(Place::from).collect();
    waiting.extend(eras.map(|era| Place::from(Kind::Handovers).at(&era)));
    let mut seen: HashSet<Place> = waiting.iter().cloned().collect();
    for _ in 0..PAGES {
        let Some(place) = waiting.pop_front() else { return };
        let page = page::build(library, Reader::NOBODY, &place);
        let mut out = Vec::new();
        text::write(&page, &Setting::new(80), &mut out).expect("memory can be written");
        let text = String::from_utf8(out).expect("text is UTF-8");
        assert_eq!(text.lines().find_map(first_invisible), None, "{text}");
        let rows = page.blocks.iter().flat_map(|block| block.rows());
        for target in rows.flat_map(|row| &row.links) {
            let there = library.canonical(target.link.place.clone());
            assert!(there.is_ok(), "{place} leads to {}: {there:?}", target.link);
            if seen.insert(target.link.place.clone()) {
                waiting.push_back(target.link.place.clone());
            }
        }
    }
}
