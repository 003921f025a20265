//! Writes a pack with so many entries to search: `cargo run --release --example large_pack -- 10000 DIR`;
//! or a whole field of 1,000 roles in two eras, 9,000 tools and 2,000 skills: `… -- field DIR`.
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

/// How many roles, tools and skills a whole field has.
const FIELD: (usize, usize, usize) = (1_000, 9_000, 2_000);

/// Writes a pack of a whole field: roles in two eras with tasks, skills, tools, hand-overs and evidence.
///
/// # Errors
/// What the system says.
pub fn write_field(folder: &Path) -> io::Result<()> {
    let (roles, tools, skills) = FIELD;
    for kind in ["eras", "roles", "skills", "toolkits", "sources"] {
        fs::create_dir_all(folder.join(kind))?;
    }
    let pack = "format = 1\nname = \"Made up\"\nversion = \"1\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n\
                default_era = \"now\"\n[[family]]\nid = \"all\"\nname = \"All\"\n\
                [levels]\n1 = \"a\"\n2 = \"b\"\n3 = \"c\"\n4 = \"d\"\n";
    fs::write(folder.join("pack.toml"), pack)?;
    for (order, era) in [(1, "then"), (2, "now")] {
        let text = format!(
            "order = {order}\nname = \"{era}\"\nshort = \"{era}\"\nyears = \"{era}\"\n\
             summary = {{ text = \"It is {era}.\", sources = [\"editorial\"] }}\n"
        );
        fs::write(folder.join(format!("eras/{era}.toml")), text)?;
    }
    let mut source = "title = \"Made up\"\nshort = \"Made up\"\nread = \"2026-11-21\"\n".to_owned();
    for claim in 0..roles {
        let _ = write!(source, "[claim.c{claim}]\nsays = \"Role {claim} is made up.\"\nkind = \"opinion\"\n");
    }
    fs::write(folder.join("sources/made-up.toml"), source)?;
    for (kind, letter, count) in [("skills", 's', skills), ("toolkits", 't', tools)] {
        let member = if kind == "skills" { "skill" } else { "tool" };
        for (file, from) in (0..count).step_by(PER_FILE).enumerate() {
            let about = if kind == "skills" { "" } else { "about = \"Made up.\"\n" };
            let mut text = format!("name = \"Group {file}\"\n{about}");
            for entry in from..count.min(from + PER_FILE) {
                let thing = THINGS[entry % THINGS.len()];
                let _ = write!(
                    text,
                    "[{member}.{letter}{entry}]\nname = \"{thing} {entry}\"\nabout = \"Is {thing}, made up.\"\n"
                );
            }
            fs::write(folder.join(format!("{kind}/group-{file}.toml")), text)?;
        }
    }
    (0..roles).try_for_each(|role| fs::write(folder.join(format!("roles/r{role}.toml")), role_text(role)))
}

fn role_text(role: usize) -> String {
    let (roles, tools, skills) = FIELD;
    let (level, trade) = (LEVELS[role % LEVELS.len()], TRADES[role / 8 % TRADES.len()]);
    let job = JOBS[role / 96 % JOBS.len()];
    let cite = format!("sources = [\"made-up.c{role}\"]");
    let other = (role + 1) % roles;
    let mut text = format!(
        "name = \"{level} {trade} {job} {role}\"\nfamily = \"all\"\n\
         mission = {{ text = \"Is there to be measured.\", {cite} }}\n\
         [[versus]]\nrole = \"r{other}\"\ntext = \"Has another number.\"\n{cite}\n\
         [[gives]]\nto = \"r{other}\"\nwhat = \"what was made\"\n{cite}\n\
         [[next]]\nrole = \"r{other}\"\nbecause = {{ text = \"It is the next.\", {cite} }}\n"
    );
    for (era, name) in ["then", "now"].into_iter().enumerate() {
        let ids = |letter: char, step: usize, all: usize| {
            (0..12)
                .map(move |at| format!("{letter}{}", (role * step + at * 7 + era) % all))
                .collect::<Vec<_>>()
        };
        let tools: Vec<_> = ids('t', 9, tools).iter().map(|id| format!("\"{id}\"")).collect();
        let _ = write!(
            text,
            "[era.{name}]\nstatus = \"established\"\nsummary = {{ text = \"It was {name}.\", {cite} }}\n\
             tools = [{}]\n",
            tools.join(", ")
        );
        if era == 1 {
            text.push_str("keeps = [\"task-0\", \"task-1\", \"task-2\", \"task-3\"]\n");
        }
        let _ = writeln!(text, "[era.{name}.skills]");
        for id in ids('s', 2, skills) {
            let _ = writeln!(text, "{id} = {}", role % 4 + 1);
        }
        for task in era * 4..era * 4 + 8 {
            let _ = write!(
                text,
                "[[era.{name}.does]]\nid = \"task-{task}\"\ntext = \"does the task {task}, made up\"\n{cite}\n"
            );
        }
    }
    text
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("field"), Some(folder)) => write_field(Path::new(&folder)),
        (Some(entries), Some(folder)) => {
            write(Path::new(&folder), entries.parse().map_err(io::Error::other)?)
        }
        _ => Err(io::Error::other("say how many entries, or \"field\", and a folder: large_pack 10000 DIR")),
    }
}
