//! Checks that every id in a pack names an entry that is there and that what is said of it can be, and
//! makes the library.

mod entries;
mod evidence;
mod id_kind;
mod names;
mod needs;
mod parties;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::asked::Asked;
use super::files::{FileKind, Files};
use super::load::Entries;
use super::model::Text;
use super::problem::{Finding, Problem, Rule};
use super::shares::in_shares;
use super::shelf::{Grouped, Shelf};
use super::{Citer, Entry, EntryKind, FileId, Library};
use crate::near::{did_you_mean, nearest};
use crate::place::is_id;

use id_kind::{IdKind, Ids};

pub use names::date;

/// Which entries cite a source, by the source's id.
pub type Citers = BTreeMap<String, BTreeSet<Citer>>;

/// Finds everything that keeps a pack from being used, and who cites what.
pub fn check(entries: &Entries, files: &Files, problems: &mut Vec<Problem>) -> Citers {
    if entries.incomplete.contains(&FileKind::Pack) {
        // As long as nobody knows what the pack adds to, nobody knows what it lacks.
        return Citers::new();
    }
    let known = Ids::of(entries);
    // Those that take longest are begun first.
    let checks = [Linker::evidence, Linker::entries, Linker::parties, Linker::names, Linker::needs];
    let mut findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut cited = Citers::new();
    for linker in in_shares(&checks, 2, |check| Linker::of(entries, &known, files, *check)) {
        for (file, found) in linker.findings {
            findings.entry(file).or_default().extend(found);
        }
        for (source, citers) in linker.cited {
            let citers = citers.into_iter().map(|(kind, id)| (kind, id.to_owned())).collect();
            cited.insert(source.to_owned(), citers);
        }
    }
    let is_of_era = |(file, found): (&FileId, &Vec<Finding>)| {
        files.files[file.0].kind == FileKind::Era && found.iter().any(|one| one.rule == Rule::MissingEra)
    };
    if findings.iter().any(is_of_era) {
        // What a pack that is extended does not tell of an era that was added follows from that.
        findings.retain(|file, _| files.is_own(*file));
    }
    problems.extend(placed(findings, files));
    if entries.eras.is_empty() && entries.pack.is_some() && !entries.incomplete.contains(&FileKind::Era) {
        let help = "add one as eras/ID.toml; a pack that adds to the guide's own has `extends = \"builtin\"` in pack.toml";
        problems.push(Problem::of_file("eras", Rule::MissingFile, "this pack has no era", help));
    }
    cited
}

/// Findings with the lines they stand on.
pub fn placed(findings: BTreeMap<FileId, Vec<Finding>>, files: &Files) -> impl Iterator<Item = Problem> {
    findings.into_iter().flat_map(|(FileId(file), findings)| {
        let file = &files.files[file];
        Problem::in_file(&file.path, &file.text(), findings)
    })
}

/// The library of a pack in which nothing was found; `None` where there is no pack or no era to begin with.
pub fn library(entries: Entries, cited: Citers, files: Files, folder: Option<&Path>) -> Option<Library> {
    let mut eras: Vec<_> = entries.eras.into_values().collect();
    eras.sort_by_key(|era| *era.order.get_ref());
    if eras.is_empty() {
        return None;
    }
    let (_, pack) = entries.pack?;
    let skills = Grouped { groups: entries.skill_groups, members: entries.skills };
    let tools = Grouped { groups: entries.toolkits, members: entries.tools };
    Some(Library {
        folder: folder.map(Path::to_owned),
        pack,
        eras,
        actors: entries.actors,
        roles: Shelf::read(entries.roles),
        role_order: OnceLock::new(),
        scenarios: Shelf::read(entries.scenarios),
        leanings: OnceLock::from(entries.leanings),
        questions: OnceLock::from(Asked::new(entries.questions)),
        tours: Shelf::read(entries.tours),
        skills: OnceLock::from(skills),
        tools: OnceLock::from(tools),
        sources: Shelf::read(entries.sources),
        cited: OnceLock::from(cited),
        partners: OnceLock::new(),
        files: Arc::new(files),
        findables: OnceLock::new(),
    })
}

/// A noun with its article.
fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

struct Linker<'a> {
    entries: &'a Entries,
    /// Which ids there are.
    known: &'a Ids<'a>,
    files: &'a Files,
    findings: BTreeMap<FileId, Vec<Finding>>,
    cited: BTreeMap<&'a str, BTreeSet<(EntryKind, &'a str)>>,
    /// The file that is looked at now.
    file: FileId,
    /// How often was looked for what was meant.
    guesses: usize,
}

/// How often a check looks for what was meant: each time takes a walk through all there is, and nobody mends more
/// before they look again.
const MOST_GUESSES: usize = 200;

impl<'a> Linker<'a> {
    /// What one of the checks finds.
    fn of(entries: &'a Entries, known: &'a Ids<'a>, files: &'a Files, check: fn(&mut Self)) -> Self {
        let file = FileId(0);
        let mut linker = Self {
            entries,
            known,
            files,
            findings: BTreeMap::new(),
            cited: BTreeMap::new(),
            file,
            guesses: 0,
        };
        check(&mut linker);
        linker
    }

    fn ids<'t>(&mut self, kind: IdKind, ids: impl IntoIterator<Item = &'t Text>) {
        ids.into_iter().for_each(|id| self.id(kind, id));
    }

    /// Ids of a list in which none may stand twice.
    fn once<'t>(&mut self, kind: IdKind, ids: impl IntoIterator<Item = &'t Text> + Clone) {
        self.twice(kind.noun(), ids.clone());
        self.ids(kind, ids);
    }

    fn id(&mut self, kind: IdKind, id: &Text) {
        let missing = !self.known.has(kind, id.as_str());
        // Nothing is known of the ids in a file that could not be read.
        let unread = kind.files().iter().any(|file| self.entries.incomplete.contains(file));
        if missing && !unread && !self.entries.declared.contains(id.as_str()) {
            let other = IdKind::PLAIN.into_iter().find(|other| self.known.has(*other, id.as_str()));
            if let Some(other) = other {
                let message =
                    format!("{:?} is {}, and here goes {}", id.as_str(), a(other.noun()), a(kind.noun()));
                let help = match (kind, other) {
                    (IdKind::Actor, IdKind::Role) => {
                        "what a role gives is written at that role, under `gives`"
                    }
                    _ => "name an entry of the kind that belongs here",
                };
                return self.add(Rule::UnknownId, id, message, help);
            }
            let known = self.known;
            self.unknown(kind.noun(), id, || known.of_kind(kind));
        }
    }

    /// Whether all is known that the files of a kind hold.
    fn is_whole(&self, kind: FileKind) -> bool {
        let Entries { incomplete, unsound, .. } = self.entries;
        !incomplete.contains(&kind) && unsound.iter().all(|FileId(file)| self.files.files[*file].kind != kind)
    }

    /// Ids that are given here, each of them once.
    fn distinct<'t>(&mut self, noun: &str, ids: impl Iterator<Item = &'t Text> + Clone) {
        for id in ids.clone().filter(|id| !is_id(id.as_str())) {
            let message = format!("{:?} is no id", id.as_str());
            self.add(Rule::BadId, id, message, "ids are lower-case letters, digits and hyphens");
        }
        self.twice(noun, ids);
    }

    fn twice<'t>(&mut self, noun: &str, ids: impl IntoIterator<Item = &'t Text> + Clone) {
        if ids.clone().into_iter().nth(1).is_none() {
            return;
        }
        // Nearly all lists are short, and each stands in them once.
        let mut sorted: Vec<_> = ids.clone().into_iter().map(Text::as_str).collect();
        sorted.sort_unstable();
        if sorted.is_sorted_by(|one, next| one < next) {
            return;
        }
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.as_str()) {
                let message = format!("the {noun} {:?} stands here twice", id.as_str());
                self.add(Rule::DuplicateId, id, message, "take one of them out");
            }
        }
    }

    /// The id of what goes by a name: somebody may have written that.
    fn called(&self, name: &str) -> Option<&'a str> {
        fn find<T>(entries: &BTreeMap<String, Entry<T>>, is_called: impl Fn(&T) -> bool) -> Option<&str> {
            entries.values().find(|entry| is_called(&entry.data)).map(|entry| entry.id.as_str())
        }
        let is = |text: &Text| text.as_str().eq_ignore_ascii_case(name);
        let Entries { eras, roles, skills, tools, .. } = self.entries;
        find(eras, |era| is(&era.short))
            .or_else(|| find(roles, |role| is(&role.name) || role.aliases.iter().any(is)))
            .or_else(|| find(skills, |skill| is(&skill.name) || skill.aliases.iter().any(is)))
            .or_else(|| find(tools, |tool| is(&tool.name) || tool.aliases.iter().any(is)))
    }

    fn unknown<'k>(&mut self, noun: &str, id: &Text, known: impl FnOnce() -> Vec<&'k str>) {
        self.guesses += 1;
        if self.guesses > MOST_GUESSES {
            let help = format!("add the {noun}, or name one that is there");
            return self.add(Rule::UnknownId, id, format!("no {noun} {:?}", id.as_str()), &help);
        }
        let known = known();
        let called = self.called(id.as_str()).filter(|called| known.contains(called));
        let near = did_you_mean(called.or_else(|| nearest(id.as_str(), known.iter().copied())));
        let help = match known.len() {
            0 => format!("this pack has no {noun} yet"),
            1..=12 => format!("known are {}", known.join(", ")),
            _ => format!("add the {noun}, or name one that is there"),
        };
        self.add(Rule::UnknownId, id, format!("no {noun} {:?}{near}", id.as_str()), &help);
    }

    fn add(&mut self, rule: Rule, at: &Text, message: String, help: &str) {
        self.find(rule, at.span(), message, help);
    }

    fn find(&mut self, rule: Rule, span: std::ops::Range<usize>, message: String, help: &str) {
        // What a pack that is extended does not tell of an era is told once, of the era.
        if rule == Rule::MissingEra && !self.files.is_own(self.file) {
            return;
        }
        let finding = Finding { rule, span: Some(span), message, help: help.to_owned() };
        self.findings.entry(self.file).or_default().push(finding);
    }
}
