//! From files to typed entries: everything that can be read is read, and all that is wrong is said.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::files::{FileKind, Files, PackFile};
use super::model::{
    Actor, Era, Leanings, Pack, Questions, Role, Scenario, Skill, SkillGroup, Source, SourceClaim, Text,
    Tool, Toolkit, Tour,
};
use super::problem::{Finding, Problem, Rule};
use super::shape;
use super::{Entry, FileId};
use crate::place::{is_claim_key, is_id};
use crate::visible::first_invisible;

/// The format of packs that this program reads.
pub const FORMAT: i64 = 1;

/// The entries of a pack before their links are checked.
#[derive(Debug, Default)]
pub struct Entries {
    /// The pack itself, where `pack.toml` could be read.
    pub pack: Option<(FileId, Pack)>,
    /// Eras by id.
    pub eras: BTreeMap<String, Entry<Era>>,
    /// Actors by id.
    pub actors: BTreeMap<String, Entry<Actor>>,
    /// Roles by id.
    pub roles: BTreeMap<String, Entry<Role>>,
    /// Groups of skills by id, their skills taken out.
    pub skill_groups: BTreeMap<String, Entry<SkillGroup>>,
    /// Skills by id, with the id of their group.
    pub skills: BTreeMap<String, Entry<Skill>>,
    /// Toolkits by id, their tools taken out.
    pub toolkits: BTreeMap<String, Entry<Toolkit>>,
    /// Tools by id, with the id of their toolkit.
    pub tools: BTreeMap<String, Entry<Tool>>,
    /// Projects by id.
    pub scenarios: BTreeMap<String, Entry<Scenario>>,
    /// Files of questions.
    pub questions: Vec<Entry<Questions>>,
    /// What people like to do.
    pub leanings: Option<Entry<Leanings>>,
    /// Tours by id.
    pub tours: BTreeMap<String, Entry<Tour>>,
    /// Sources by id.
    pub sources: BTreeMap<String, Entry<Source>>,
    /// Ids whose entry could not be read, and claims as `source.CLAIM`: naming them is no mistake.
    pub declared: BTreeSet<String>,
    /// Kinds of which a file cannot be read or is no TOML, so that nothing is known of the ids in it.
    pub incomplete: Vec<FileKind>,
}

/// The files of the pack in a folder, behind those of the pack that it extends.
///
/// # Errors
/// Where the folder itself cannot be read.
pub fn files_in(folder: &Path) -> io::Result<Files> {
    let own = Files::in_folder(folder)?;
    let pack = own.files.iter().find(|file| file.kind == FileKind::Pack);
    // Whatever it says there: what can be extended is told when the file is read.
    let extends =
        |file: &PackFile| DeTable::parse_recoverable(&file.text).0.get_ref().contains_key("extends");
    Ok(if pack.is_some_and(extends) { Files::built_in().extended_by(own) } else { own })
}

/// Reads all files of a pack; what is wrong is added to `problems`.
pub fn read(files: &Files, problems: &mut Vec<Problem>) -> Entries {
    let has_pack = files.files[files.inherited..].iter().any(|file| file.kind == FileKind::Pack);
    if !has_pack && !files.unread.contains(&FileKind::Pack) {
        let message = "this folder has no pack.toml, so it is no pack";
        let help = "name the folder that holds pack.toml, or write one";
        problems.push(Problem::of_file("pack.toml", Rule::MissingFile, message, help));
    }
    let mut entries = read_some(files, |_| true, problems);
    entries.incomplete.extend(&files.unread);
    entries
}

/// Reads some files of a pack.
pub fn read_some(files: &Files, is_wanted: impl Fn(FileId) -> bool, problems: &mut Vec<Problem>) -> Entries {
    let mut entries = Entries::default();
    for (index, file) in files.files.iter().enumerate().filter(|(index, _)| is_wanted(FileId(*index))) {
        let mut reading = Reading {
            file,
            id: FileId(index),
            inherited: files.inherited,
            findings: Vec::new(),
            declared: Vec::new(),
        };
        entries.add(&mut reading);
        if reading.findings.iter().any(|finding| finding.rule == Rule::Syntax) {
            entries.incomplete.push(file.kind);
        }
        entries.declared.extend(reading.declared);
        problems.extend(Problem::in_file(&file.path, &file.text, reading.findings));
    }
    entries
}

impl Entries {
    fn add(&mut self, reading: &mut Reading<'_>) {
        match reading.file.kind {
            FileKind::Pack => reading.pack().map(|pack| {
                let base = self.pack.take().map(|(_, base)| base);
                self.pack = Some((reading.id, base.map_or(pack.clone(), |base| pack.over(base))));
            }),
            FileKind::Era => reading.entry().map(|entry| insert(&mut self.eras, entry)),
            FileKind::Actor => reading.entry().map(|entry| insert(&mut self.actors, entry)),
            FileKind::Role => reading.entry().map(|entry| insert(&mut self.roles, entry)),
            FileKind::Source => reading.entry().map(|mut entry: Entry<Source>| {
                reading.claim_keys(&entry);
                if let Some(Entry { file, data: base, .. }) = self.sources.remove(&entry.id) {
                    for (key, claim) in base.claim {
                        let claim = SourceClaim { file: Some(file), ..claim };
                        entry.data.claim.entry(key).or_insert(claim);
                    }
                }
                insert(&mut self.sources, entry);
            }),
            FileKind::Scenario => reading.entry().map(|entry| insert(&mut self.scenarios, entry)),
            FileKind::Questions => reading.entry().map(|entry| self.questions.push(entry)),
            FileKind::Leanings => reading.entry().map(|entry| self.leanings = Some(entry)),
            FileKind::Tour => reading.entry().map(|entry| insert(&mut self.tours, entry)),
            FileKind::Skills => reading.entry().map(|mut group: Entry<SkillGroup>| {
                let skills = std::mem::take(&mut group.data.skill);
                reading.members(&mut self.skills, skills, &group.id);
                insert(&mut self.skill_groups, group);
            }),
            FileKind::Toolkit => reading.entry().map(|mut kit: Entry<Toolkit>| {
                let tools = std::mem::take(&mut kit.data.tool);
                reading.members(&mut self.tools, tools, &kit.id);
                insert(&mut self.toolkits, kit);
            }),
        };
    }
}

fn insert<T>(into: &mut BTreeMap<String, Entry<T>>, entry: Entry<T>) {
    into.insert(entry.id.clone(), entry);
}

/// One file while it is read.
struct Reading<'f> {
    file: &'f PackFile,
    id: FileId,
    /// How many files belong to the pack that is extended: their entries may be replaced.
    inherited: usize,
    findings: Vec<Finding>,
    declared: Vec<String>,
}

impl Reading<'_> {
    fn entry<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<Entry<T>> {
        let data = self.parse()?;
        Some(Entry { id: self.file.stem.clone(), group: String::new(), file: self.id, data })
    }

    fn pack(&mut self) -> Option<Pack> {
        let pack: Pack = self.parse()?;
        let format = *pack.format.get_ref();
        if format != FORMAT {
            self.findings.push(Finding {
                rule: Rule::UnknownFormat,
                span: Some(pack.format.span()),
                message: format!("this pack has format {format}, and this program reads format {FORMAT}"),
                help: if format > FORMAT { "get a newer roledex" } else { "write `format = 1`" }.to_owned(),
            });
        }
        if self.inherited == 0 {
            let missing = [
                ("default_era", pack.default_era.is_none(), "the id of the era a reader starts in"),
                ("levels", pack.levels.is_none(), "the names of the four levels of a skill"),
            ];
            for (field, _, about) in missing.into_iter().filter(|(_, is_missing, _)| *is_missing) {
                self.findings.push(Finding {
                    rule: Rule::MissingField,
                    span: Some(pack.format.span()),
                    message: format!("this file has no `{field}`"),
                    help: format!("add `{field}`: {about}"),
                });
            }
        }
        Some(pack)
    }

    fn claim_keys(&mut self, source: &Source) {
        for key in source.claim.keys().filter(|key| !is_claim_key(key.get_ref())) {
            self.findings.push(Finding {
                rule: Rule::BadId,
                span: Some(key.span()),
                message: format!("{:?} is no key of a claim", key.get_ref()),
                help: "keys are letters, digits and hyphens".to_owned(),
            });
        }
    }

    /// Adds the skills or tools of a group; an id that another file has already is a problem.
    fn members<T>(&mut self, into: &mut BTreeMap<String, Entry<T>>, members: BTreeMap<Text, T>, group: &str) {
        for (id, data) in members {
            let (span, id) = (id.span(), id.into_inner());
            let problem = if !is_id(&id) {
                Some((
                    Rule::BadId,
                    format!("{id:?} is no id"),
                    "ids are lower-case letters, digits and hyphens".to_owned(),
                ))
            } else if let Some(other) = into.get(&id).filter(|other| other.file.0 >= self.inherited) {
                let message = format!("the id {id:?} stands in two groups: {:?} has it too", other.group);
                Some((Rule::DuplicateId, message, "give one of them another id".to_owned()))
            } else {
                None
            };
            if let Some((rule, message, help)) = problem {
                self.findings.push(Finding { rule, span: Some(span), message, help });
            } else {
                into.insert(id.clone(), Entry { id, group: group.to_owned(), file: self.id, data });
            }
        }
    }

    /// Notes what the file has, whether or not it can be read.
    fn declare(&mut self, document: &DeTable<'_>) {
        self.declared.push(self.file.stem.clone());
        for members in ["skill", "tool", "claim"] {
            let table = document.get(members).and_then(|members| members.get_ref().as_table());
            for id in table.into_iter().flat_map(DeTable::keys) {
                let id = id.get_ref();
                self.declared.push(if members == "claim" {
                    format!("{}.{id}", self.file.stem)
                } else {
                    id.to_string()
                });
            }
        }
    }

    /// Reads the file as a type; where it does not fit, says all that is wrong and reads the rest.
    fn parse<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<T> {
        let (document, errors) = DeTable::parse_recoverable(&self.file.text);
        if !errors.is_empty() {
            // What the parser made up to recover would only give follow-on problems.
            self.findings.extend(errors.iter().map(|error| Finding {
                rule: Rule::Syntax,
                span: error.span().or(Some(0..0)),
                message: format!(
                    "this is no TOML: {}",
                    error.message().lines().collect::<Vec<_>>().join("; ")
                ),
                help: String::new(),
            }));
            return None;
        }
        walk(document.get_ref(), &mut self.findings);
        let before = self.findings.len();
        if let Ok(value) = T::deserialize(Deserializer::from(document)) {
            return Some(value);
        }
        let mut document = DeTable::parse(&self.file.text).ok()?;
        self.declare(document.get_ref());
        let whole = shape::prune::<T>(&mut document, &mut self.findings);
        match T::deserialize(Deserializer::from(document)) {
            Ok(value) => Some(value),
            Err(error) => {
                // A file that cannot be read never goes without at least one problem.
                if whole || self.findings.len() == before {
                    self.findings.push(Finding {
                        rule: Rule::WrongType,
                        span: error.span().or(Some(0..0)),
                        message: error.message().lines().collect::<Vec<_>>().join("; "),
                        help: String::new(),
                    });
                }
                None
            }
        }
    }
}

/// Finds texts and keys with characters that content may not hold, and what was begun and left empty.
fn walk(table: &DeTable<'_>, findings: &mut Vec<Finding>) {
    for (key, value) in table {
        visible(key.get_ref(), key.span(), findings);
        walk_value(value, findings);
        let is_empty = match value.get_ref() {
            DeValue::Array(items) => items.is_empty(),
            DeValue::Table(table) => table.is_empty(),
            _ => false,
        };
        // What nobody does says so by an empty list; what has no sources is told as that.
        if is_empty && !matches!(key.get_ref().as_ref(), "by" | "to" | "sources") {
            findings.push(Finding {
                rule: Rule::EmptyList,
                span: Some(key.span()),
                message: format!("there is nothing in `{}`", key.get_ref().escape_debug()),
                help: "fill it, or leave it out".to_owned(),
            });
        }
    }
}

fn walk_value(value: &Spanned<DeValue<'_>>, findings: &mut Vec<Finding>) {
    match value.get_ref() {
        DeValue::String(text) => visible(text, value.span(), findings),
        DeValue::Array(items) => items.iter().for_each(|item| walk_value(item, findings)),
        DeValue::Table(table) => walk(table, findings),
        _ => {}
    }
}

fn visible(text: &str, span: std::ops::Range<usize>, findings: &mut Vec<Finding>) {
    if let Some(c) = first_invisible(text) {
        let help = match c {
            '\n' | '\r' => "keep a text on one line, or end its lines with a backslash",
            '\t' => "write a space",
            _ => "take it out; write what can be seen",
        };
        findings.push(Finding {
            rule: Rule::InvisibleCharacter,
            span: Some(span),
            message: format!("this text holds U+{:04X}, which cannot be seen", u32::from(c)),
            help: help.to_owned(),
        });
    }
}

impl<T> Entry<T> {
    /// Where in its file a text of this entry stands.
    #[must_use]
    pub fn origin(&self, text: &Text) -> super::Origin {
        super::Origin { file: self.file, offset: text.span().start }
    }
}
