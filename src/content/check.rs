//! A pack looked at as its author does: all that is wrong, what there is, and a sample to read.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::files::Files;
use super::load::{self, Entries};
use super::model::{ClaimKind, EDITORIAL, citation_parts};
use super::problem::{Finding, Report};
use super::said::{self, Said};
use super::{Entry, FileId, link, lint};

/// A pack that was checked.
#[derive(Debug)]
pub struct Checked {
    /// All that is wrong with it.
    pub report: Report,
    entries: Entries,
    files: Files,
}

/// Checks the pack in a folder, or the built-in one.
///
/// # Errors
/// Where the folder itself cannot be read; all else is in the report.
pub fn check(folder: Option<&Path>, today: Date) -> io::Result<Checked> {
    let mut files = folder.map_or_else(|| Ok(Files::built_in()), load::files_in)?;
    let mut problems = std::mem::take(&mut files.problems);
    let entries = load::read(&files, &mut problems);
    link::check(&entries, &files, &mut problems);
    lint::lint(&entries, &said::all(&entries), &files, today, &mut problems);
    let folder = folder.map(|folder| folder.display().to_string()).unwrap_or_default();
    Ok(Checked { report: Report::new(&folder, problems), entries, files })
}

/// What there is in a pack, without what it extends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// How many entries of each kind there are.
    pub entries: BTreeMap<&'static str, usize>,
    /// How many statements.
    pub statements: usize,
    /// How many of them cite a source.
    pub sourced: usize,
    /// How many of them are the guide's own judgement.
    pub editorial: usize,
    /// How many statements rest on evidence of a kind, by the strongest they cite; `whole` are sources that
    /// list no claims.
    pub evidence: BTreeMap<&'static str, usize>,
    /// How many statements cite each source, by its id.
    pub sources: BTreeMap<String, usize>,
}

/// A statement and what its sources say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sampled {
    /// Where it stands: `roles/ai-engineer.toml:12`.
    pub place: String,
    /// What is said.
    pub text: String,
    /// Each citation, and what it says where the source lists its claims.
    pub evidence: Vec<(String, Option<String>)>,
}

impl Checked {
    /// Adds what whoever made pages of the pack found in its own files.
    pub fn add(&mut self, findings: impl IntoIterator<Item = (FileId, Finding)>) {
        let mut by_file: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (file, finding) in findings.into_iter().filter(|(file, _)| self.files.is_own(*file)) {
            by_file.entry(file).or_default().push(finding);
        }
        let mut problems = std::mem::take(&mut self.report.problems);
        problems.extend(link::placed(by_file, &self.files));
        self.report = Report::new(&self.report.folder, problems);
    }

    /// Counts what there is.
    #[must_use]
    pub fn stats(&self) -> Stats {
        fn own<T>(entries: &BTreeMap<String, Entry<T>>, files: &Files) -> usize {
            entries.values().filter(|entry| files.is_own(entry.file)).count()
        }
        let (entries, files) = (&self.entries, &self.files);
        let questions = entries.questions.iter().filter(|file| files.is_own(file.file));
        let sources = entries.sources.values().filter(|source| files.is_own(source.file));
        let claims = sources.flat_map(|source| source.claim.values()).filter(|claim| claim.file.is_none());
        let counts = [
            ("eras", own(&entries.eras, files)),
            ("actors", own(&entries.actors, files)),
            ("roles", own(&entries.roles, files)),
            ("skill groups", own(&entries.skill_groups, files)),
            ("skills", own(&entries.skills, files)),
            ("toolkits", own(&entries.toolkits, files)),
            ("tools", own(&entries.tools, files)),
            ("scenarios", own(&entries.scenarios, files)),
            ("questions", questions.map(|file| file.question.len()).sum()),
            ("tours", own(&entries.tours, files)),
            ("sources", own(&entries.sources, files)),
            ("claims", claims.count()),
        ];
        let said = self.statements();
        let mut evidence = BTreeMap::new();
        let mut sources = BTreeMap::new();
        for said in &said {
            let kinds = said.sources.iter().filter_map(|citation| self.kind(citation.as_str()));
            let word = match kinds.min() {
                Some(kind) => kind.word(),
                None if said.is_sourced() => "whole",
                None if said.sources.is_empty() => "none",
                None => EDITORIAL,
            };
            *evidence.entry(word).or_default() += 1;
            let mut cited: Vec<_> = said.sources.iter().map(|one| citation_parts(one.as_str()).0).collect();
            cited.sort_unstable();
            cited.dedup();
            for source in cited.into_iter().filter(|source| *source != EDITORIAL) {
                *sources.entry(source.to_owned()).or_default() += 1;
            }
        }
        let count = |is: &dyn Fn(&&Said<'_>) -> bool| said.iter().filter(is).count();
        Stats {
            entries: counts.into_iter().filter(|(_, count)| *count > 0).collect(),
            statements: said.len(),
            sourced: count(&|said| said.is_sourced()),
            editorial: count(&|said| !said.is_sourced() && !said.sources.is_empty()),
            evidence,
            sources,
        }
    }

    /// Draws so many statements that cite a source; the same seed draws the same.
    #[must_use]
    pub fn sample(&self, count: usize, seed: u64) -> Vec<Sampled> {
        let said: Vec<_> = self.statements().into_iter().filter(Said::is_sourced).collect();
        let drawn = fastrand::Rng::with_seed(seed).choose_multiple(said, count);
        drawn.into_iter().map(|said| self.sampled(&said)).collect()
    }

    fn statements(&self) -> Vec<Said<'_>> {
        let is_own = |said: &Said<'_>| said.is_statement && self.files.is_own(said.file);
        said::all(&self.entries).into_iter().filter(is_own).collect()
    }

    /// What kind of claim a citation names, where it names one.
    fn kind(&self, citation: &str) -> Option<ClaimKind> {
        let (source, key) = citation_parts(citation);
        Some(self.entries.sources.get(source)?.claim.get(key?)?.kind)
    }

    fn sampled(&self, said: &Said<'_>) -> Sampled {
        let FileId(file) = said.file;
        let file = &self.files.files[file];
        let text = file.text();
        let line = text[..said.text.span().start.min(text.len())].matches('\n').count() + 1;
        let evidence = said.sources.iter().map(|citation| {
            let (source, key) = citation_parts(citation.as_str());
            let claim = key.and_then(|key| self.entries.sources.get(source)?.claim.get(key));
            let says = claim.map(|claim| {
                let caveat = claim.caveat.as_ref().map(|caveat| format!(" [{caveat}]")).unwrap_or_default();
                format!("{}: {}{caveat}", claim.kind.word(), claim.says.as_str())
            });
            (citation.to_string(), says)
        });
        Sampled {
            place: format!("{}:{line}", self.report.path_of(&file.path)),
            text: said.text.to_string(),
            evidence: evidence.collect(),
        }
    }
}
