//! From files to entries: everything that can be read is read, and all that is wrong is said.

mod reading;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, btree_map as map};
use std::io;
use std::ops::Range;
use std::path::Path;

use toml::de::DeTable;

use super::files::{FileKind, Files, PackFile};
use super::model::{
    Actor, Era, Leanings, Pack, Questions, Role, Scenario, Skill, SkillGroup, Source, SourceClaim, Text,
    Tool, Toolkit, Tour,
};
use super::problem::{Finding, Problem, Rule};
use super::shares::{FILES_WORTH_A_THREAD, in_shares};
use super::{Entry, FileId};
use crate::place::is_id;

use reading::{Data, Reading};

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
    /// Files in which something does not fit and was left out.
    pub unsound: BTreeSet<FileId>,
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
        |file: &PackFile| DeTable::parse_recoverable(&file.text()).0.get_ref().contains_key("extends");
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
    let mut entries = read_those(files, |_| true, Care::New, problems);
    entries.incomplete.extend(&files.unread);
    let mut own_pack = files.files[files.inherited..].iter().filter(|file| file.kind == FileKind::Pack);
    if own_pack.all(|file| file.text().trim().is_empty()) {
        entries.incomplete.push(FileKind::Pack);
    }
    entries
}

/// How closely a file is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// Nobody has looked at it before.
    New,
    /// All that could be wrong with it was looked for before.
    Known,
}

/// Reads some files of a pack that was seen to be good, as the one in the program; nothing where it is not.
pub fn read_again(files: &Files, is_wanted: impl Fn(FileId) -> bool) -> Entries {
    let mut problems = Vec::new();
    let entries = read_those(files, is_wanted, Care::Known, &mut problems);
    if problems.is_empty() { entries } else { Entries::default() }
}

fn read_those(
    files: &Files,
    is_wanted: impl Fn(FileId) -> bool,
    care: Care,
    problems: &mut Vec<Problem>,
) -> Entries {
    let mut wanted: Vec<_> = (0..files.files.len()).map(FileId).filter(|id| is_wanted(*id)).collect();
    // The largest first, so that no processor is left with one of them at the end.
    wanted.sort_by_key(|FileId(file)| Reverse(files.files[*file].bytes.len()));
    let mut readings = in_shares(&wanted, FILES_WORTH_A_THREAD, |id| Reading::of(files, *id, care));
    readings.sort_by_key(|reading| reading.id);
    let mut entries = Entries::default();
    for Reading { id, data, mut findings, declared } in readings {
        let FileId(index) = id;
        let file = &files.files[index];
        if findings.iter().any(|finding| finding.rule == Rule::Syntax) {
            entries.incomplete.push(file.kind);
        }
        if !declared.is_empty() {
            entries.unsound.insert(id);
        }
        entries.declared.extend(declared);
        if let Some(data) = data {
            let mut adding = Adding { file, id, files, findings: &mut findings };
            entries.add(data, &mut adding);
        }
        if !findings.is_empty() {
            problems.extend(Problem::in_file(&file.path, &file.text(), findings));
        }
    }
    entries
}

impl Entries {
    fn add(&mut self, data: Data, adding: &mut Adding<'_>) {
        match data {
            Data::Pack(pack) => {
                let base = self.pack.take().map(|(_, base)| base);
                self.pack = Some((
                    adding.id,
                    match base {
                        Some(base) => pack.over(base),
                        None => pack,
                    },
                ));
            }
            Data::Era(era) => insert(&mut self.eras, adding.entry(era)),
            Data::Actor(actor) => insert(&mut self.actors, adding.entry(actor)),
            Data::Role(role) => insert(&mut self.roles, adding.entry(*role)),
            Data::Source(mut source) => {
                if let Some(Entry { file, data: base, .. }) = self.sources.remove(adding.file.stem()) {
                    // Whoever adds a claim need not say again who wrote it, and where it is.
                    source.author = source.author.or(base.author);
                    source.publisher = source.publisher.or(base.publisher);
                    source.date = source.date.or(base.date);
                    source.url = source.url.or(base.url);
                    for (key, claim) in base.claim {
                        let claim = SourceClaim { file: Some(file), ..claim };
                        source.claim.entry(key).or_insert(claim);
                    }
                }
                insert(&mut self.sources, adding.entry(source));
            }
            Data::Scenario(scenario) => insert(&mut self.scenarios, adding.entry(scenario)),
            Data::Questions(questions) => self.questions.push(adding.entry(questions)),
            Data::Leanings(mut own) => {
                if let Some(Entry { file, data: Leanings { leaning: mut all }, .. }) = self.leanings.take() {
                    all.retain(|one| own.leaning.iter().all(|new| new.id != one.id));
                    for one in &mut all {
                        one.file = Some(file);
                    }
                    all.append(&mut own.leaning);
                    own.leaning = all;
                }
                self.leanings = Some(adding.entry(own));
            }
            Data::Tour(tour) => insert(&mut self.tours, adding.entry(tour)),
            Data::Skills(mut group) => {
                adding.members(&mut self.skills, std::mem::take(&mut group.skill));
                insert(&mut self.skill_groups, adding.entry(group));
            }
            Data::Toolkit(mut kit) => {
                adding.members(&mut self.tools, std::mem::take(&mut kit.tool));
                insert(&mut self.toolkits, adding.entry(kit));
            }
        }
    }
}

fn insert<T>(into: &mut BTreeMap<String, Entry<T>>, entry: Entry<T>) {
    into.insert(entry.id.clone(), entry);
}

/// A file whose entries are added to those of the others.
struct Adding<'f> {
    file: &'f PackFile,
    id: FileId,
    /// All files: entries of those that are not the pack's own may be replaced.
    files: &'f Files,
    findings: &'f mut Vec<Finding>,
}

impl Adding<'_> {
    fn entry<T>(&self, data: T) -> Entry<T> {
        Entry { id: self.file.stem().to_owned(), group: String::new(), file: self.id, data }
    }

    /// Adds the skills or tools of a group; an id that another file has already is a problem.
    fn members<T>(&mut self, into: &mut BTreeMap<String, Entry<T>>, members: BTreeMap<Text, T>) {
        for (id, data) in members {
            let (span, id) = (id.span(), id.to_string());
            if !is_id(&id) {
                let message = format!("{id:?} is no id");
                self.add(Rule::BadId, span, message, "ids are lower-case letters, digits and hyphens");
                continue;
            }
            let entry = Entry { id: id.clone(), group: self.file.stem().to_owned(), file: self.id, data };
            match into.entry(id) {
                map::Entry::Occupied(other) if self.files.is_own(other.get().file) => {
                    let (id, group) = (other.key(), &other.get().group);
                    let message = format!("the id {id:?} stands in two groups: {group:?} has it too");
                    self.add(Rule::DuplicateId, span, message, "give one of them another id");
                }
                map::Entry::Occupied(mut inherited) => {
                    inherited.insert(entry);
                }
                map::Entry::Vacant(free) => {
                    free.insert(entry);
                }
            }
        }
    }

    fn add(&mut self, rule: Rule, span: Range<usize>, message: String, help: &str) {
        self.findings.push(Finding { rule, span: Some(span), message, help: help.to_owned() });
    }
}

impl<T> Entry<T> {
    /// Where in its file a text of this entry stands.
    #[must_use]
    pub fn origin(&self, text: &Text) -> super::Origin {
        super::Origin { file: self.file, offset: text.span().start }
    }
}
