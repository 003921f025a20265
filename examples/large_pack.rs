//! Writes a pack with so many entries to search: `cargo run --release --example large_pack -- 10000 DIR`.
//!
//! The entries are made up and say so; they serve to measure, not to be read.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

const LEVELS: &[&str] = &["Junior", "Senior", "Staff", "Principal", "Lead", "Associate", "Chief", "Deputy"];
const TRADES: &[&str] = &[
    "Backend",
    "Platform",
    "Reliability",
    "Data",
    "Security",
    "Network",
    "Release",
    "Research",
    "Compiler",
    "Rendering",
    "Payments",
    "Zürich",
];
const JOBS: &[&str] = &["engineer", "scientist", "analyst", "architect", "designer", "tester", "writer"];
const THINGS: &[&str] =
    &["Rust", "Python", "Kafka", "Terraform", "PostgreSQL", "PyTorch", "Spark", "GraphQL", "eBPF"];

/// How many entries stand in a file: a pack's files have at most a megabyte.
const PER_FILE: usize = 4_000;

/// Writes the pack; every entry has a name of its own and a line about it.
///
/// # Errors
/// What the system says.
pub fn write(folder: &Path, entries: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("eras"))?;
    fs::create_dir_all(folder.join("toolkits"))?;
    let pack = "format = 1\nname = \"Made up\"\nversion = \"1\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n\
                default_era = \"now\"\n[levels]\n1 = \"a\"\n2 = \"b\"\n3 = \"c\"\n4 = \"d\"\n";
    fs::write(folder.join("pack.toml"), pack)?;
    let era = "order = 1\nname = \"Now\"\nshort = \"now\"\nyears = \"always\"\n\
               summary = { text = \"It is now.\", sources = [\"editorial\"] }\n";
    fs::write(folder.join("eras/now.toml"), era)?;
    for (file, from) in (0..entries).step_by(PER_FILE).enumerate() {
        let mut text = format!("name = \"Kit {file}\"\nabout = \"Made up.\"\n");
        for entry in from..entries.min(from + PER_FILE) {
            let one_of = |words: &[&'static str], step: usize| words[entry / step % words.len()];
            let (level, trade, job) = (one_of(LEVELS, 1), one_of(TRADES, 8), one_of(JOBS, 96));
            let (one, other) = (one_of(THINGS, 7), one_of(THINGS, 11));
            let _ = write!(
                text,
                "[tool.t{entry}]\nname = \"{level} {trade} {job} {entry}\"\nabout = \"Works with {one} and {other}, made up.\"\n"
            );
        }
        fs::write(folder.join(format!("toolkits/kit-{file}.toml")), text)?;
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let entries = arguments.next().and_then(|number| number.parse().ok());
    match (entries, arguments.next()) {
        (Some(entries), Some(folder)) => write(Path::new(&folder), entries),
        _ => Err(io::Error::other("say how many entries, and a folder: large_pack 10000 DIR")),
    }
}
