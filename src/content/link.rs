//! Checks that every id in a pack names an entry that is there, and makes the library.

mod tasks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::files::{FileKind, Files, PackFile};
use super::load::Entries;
use super::model::{Claim, EDITORIAL, Gets, Gives, Role, RoleEra, Statement, Text, citation_parts};
use super::problem::{Finding, Problem, Rule};
use super::shelf::{Grouped, Shelf};
use super::{Citer, Entry, EntryKind, FileId, Library};
use crate::near::{did_you_mean, nearest};
use crate::place::is_id;

/// Links the entries of a pack; `None` where there is no pack or no era to begin with.
pub fn link(entries: Entries, files: &Files, problems: &mut Vec<Problem>) -> Option<Library> {
    let mut linker = Linker {
        entries: &entries,
        files,
        findings: BTreeMap::new(),
        cited: BTreeMap::new(),
        file: FileId(0),
        citer: None,
    };
    linker.all();
    let Linker { cited, findings, .. } = linker;
    for (FileId(file), findings) in findings {
        let file = &files.files[file];
        problems.extend(Problem::in_file(&file.path, &file.text, findings));
    }
    let mut eras: Vec<_> = entries.eras.into_values().collect();
    eras.sort_by_key(|era| *era.order.get_ref());
    if eras.is_empty() {
        if !entries.incomplete.contains(&FileKind::Era) {
            let help = "add one as eras/ID.toml";
            problems.push(Problem::of_file("eras", Rule::MissingFile, "this pack has no era", help));
        }
        return None;
    }
    let (_, pack) = entries.pack?;
    let skills = Grouped { groups: entries.skill_groups, members: entries.skills };
    let tools = Grouped { groups: entries.toolkits, members: entries.tools };
    Some(Library {
        pack,
        eras,
        actors: entries.actors,
        roles: Shelf::read(entries.roles),
        role_order: OnceLock::new(),
        skills: OnceLock::from(skills),
        tools: OnceLock::from(tools),
        sources: Shelf::read(entries.sources),
        cited: OnceLock::from(cited),
        files: Arc::new(Files {
            files: files.files.iter().map(PackFile::without_text).collect(),
            ..Files::default()
        }),
        findables: OnceLock::new(),
    })
}

struct Linker<'a> {
    entries: &'a Entries,
    files: &'a Files,
    findings: BTreeMap<FileId, Vec<Finding>>,
    cited: BTreeMap<String, BTreeSet<Citer>>,
    /// The file that is looked at now.
    file: FileId,
    /// The entry that is looked at now, where it is one that pages can be made of.
    citer: Option<Citer>,
}

/// A kind of id: what it is called, and where the ids are.
#[derive(Clone, Copy)]
enum IdKind {
    Era,
    Actor,
    Role,
    Party,
    Skill,
    Tool,
    SkillOrTool,
    Anything,
}

impl IdKind {
    fn noun(self) -> &'static str {
        match self {
            Self::Era => "era",
            Self::Actor => "actor",
            Self::Role => "role",
            Self::Party => "role or actor",
            Self::Skill => "skill",
            Self::Tool => "tool",
            Self::SkillOrTool => "skill or tool",
            Self::Anything => "entry",
        }
    }

    fn files(self) -> &'static [FileKind] {
        use FileKind::{Actor, Era, Role, Skills, Source, Toolkit};
        match self {
            Self::Era => &[Era],
            Self::Actor => &[Actor],
            Self::Role => &[Role],
            Self::Party => &[Role, Actor],
            Self::Skill => &[Skills],
            Self::Tool => &[Toolkit],
            Self::SkillOrTool => &[Skills, Toolkit],
            Self::Anything => &[Role, Skills, Toolkit, Era, Source, Actor],
        }
    }
}

impl<'a> Linker<'a> {
    fn all(&mut self) {
        let entries = self.entries;
        if let Some((file, pack)) = &entries.pack {
            self.file = *file;
            self.id(IdKind::Era, &pack.default_era);
            self.distinct("family", pack.family.iter().map(|family| &family.id));
        }
        self.eras();
        for actor in entries.actors.values() {
            self.enter(EntryKind::Actor, actor);
            self.claim(&actor.about);
            if entries.roles.contains_key(&actor.id) {
                let message = format!("{:?} is an actor and a role", actor.id);
                self.add(Rule::DuplicateId, &actor.about.text, message, "rename one of the two files");
            }
        }
        for role in entries.roles.values() {
            self.enter(EntryKind::Role, role);
            self.role(role);
        }
        for skill in entries.skills.values() {
            self.enter(EntryKind::Skill, skill);
            self.once(IdKind::Skill, &skill.needs);
        }
        for tool in entries.tools.values() {
            self.enter(EntryKind::Tool, tool);
            self.once(IdKind::Skill, &tool.skills);
            self.once(IdKind::Era, &tool.eras);
            self.once(IdKind::Tool, &tool.replaces);
            self.sources(&tool.sources);
        }
    }

    fn enter<T>(&mut self, kind: EntryKind, entry: &Entry<T>) {
        self.file = entry.file;
        self.citer = Some((kind, entry.id.clone()));
    }

    fn eras(&mut self) {
        let entries = self.entries;
        let mut orders = BTreeMap::new();
        let mut shorts = BTreeSet::new();
        for era in entries.eras.values() {
            self.enter(EntryKind::Era, era);
            if let Some(other) = orders.insert(*era.order.get_ref(), &era.id) {
                let message = format!("this era has the same order as {other:?}");
                self.find(
                    Rule::DuplicateId,
                    era.order.span(),
                    message,
                    "number the eras in the order of time",
                );
            }
            if !is_id(era.short.get_ref()) {
                let message = format!("{:?} is no id", era.short.get_ref());
                self.add(Rule::BadId, &era.short, message, "ids are lower-case letters, digits and hyphens");
            }
            if !shorts.insert(era.short.get_ref()) {
                let message = format!("another era is called {:?} too", era.short.get_ref());
                self.add(Rule::DuplicateId, &era.short, message, "give each era a short id of its own");
            }
            self.claim(&era.summary);
            for bridge in &era.bridge {
                self.ids(IdKind::Party, &bridge.between);
                self.id(IdKind::Role, &bridge.by);
                self.claims(&bridge.gap);
                self.claims(&bridge.effect);
            }
            self.claims(&era.shift);
            self.claims(&era.about);
        }
    }

    fn role(&mut self, role: &'a Entry<Role>) {
        let entries = self.entries;
        if let Some((_, pack)) = &entries.pack {
            let families: Vec<_> = pack.family.iter().map(|family| family.id.get_ref().as_str()).collect();
            if !families.contains(&role.family.get_ref().as_str()) {
                self.unknown("family", &role.family, &families);
            }
        }
        self.claim(&role.mission);
        for claims in [&role.definition, &role.varies, &role.entry, &role.demand] {
            self.claims(claims);
        }
        for versus in &role.versus {
            self.id(IdKind::Role, &versus.role);
            self.claim(versus);
        }
        for myth in &role.myth {
            self.claim(&myth.truth);
        }
        for next in &role.next {
            self.id(IdKind::Role, &next.role);
            self.ids(IdKind::Era, &next.era);
            self.claim(&next.because);
        }
        for Gives { to: party, trouble, era, sources, .. } in &role.gives {
            self.id(IdKind::Party, party);
            self.hand_over(trouble.as_ref(), era.as_ref(), sources);
        }
        for Gets { from: party, trouble, era, sources, .. } in &role.gets {
            self.id(IdKind::Actor, party);
            self.hand_over(trouble.as_ref(), era.as_ref(), sources);
        }
        for (era, role_era) in &role.era {
            self.id(IdKind::Era, era);
            self.role_era(role_era);
        }
        self.tasks(role);
    }

    fn hand_over(&mut self, trouble: Option<&Claim>, era: Option<&Text>, sources: &[Text]) {
        self.sources(sources);
        self.ids(IdKind::Era, era);
        if let Some(trouble) = trouble {
            self.claim(trouble);
        }
    }

    fn role_era(&mut self, era: &'a RoleEra) {
        self.claim(&era.summary);
        self.once(IdKind::Skill, era.skills.keys().chain(era.helpful.keys()));
        self.once(IdKind::Tool, &era.tools);
        self.distinct("task", era.does.iter().map(|task| &task.id));
        era.does.iter().for_each(|task| self.claim(task));
        for gone in &era.gone {
            self.once(IdKind::Party, &gone.to);
            self.claim(gone);
        }
        for remark in &era.evidence {
            self.once(IdKind::SkillOrTool, &remark.of);
            self.claim(remark);
        }
    }

    fn claims(&mut self, claims: &[Claim]) {
        for claim in claims {
            self.claim(claim);
        }
    }

    fn claim(&mut self, claim: &dyn Statement) {
        self.sources(claim.sources());
        self.ids(IdKind::Anything, claim.see());
        if let Some(but) = claim.but() {
            self.claim(but);
        }
    }

    fn sources(&mut self, citations: &[Text]) {
        for citation in citations {
            let text = citation.get_ref().as_str();
            if text == EDITORIAL {
                if citations.len() > 1 {
                    let message = "a statement is editorial or has sources, not both".to_owned();
                    self.add(Rule::UnknownId, citation, message, "take one of them out");
                }
                continue;
            }
            self.citation(citation);
            if let Some(citer) = self.citer.clone() {
                let (source, _) = citation_parts(text);
                self.cited.entry(source.to_owned()).or_default().insert(citer);
            }
        }
    }

    fn citation(&mut self, citation: &Text) {
        let entries = self.entries;
        let text = citation.get_ref().as_str();
        let (id, key) = citation_parts(text);
        match (entries.sources.get(id), key) {
            _ if entries.declared.contains(id) || entries.declared.contains(text) => {}
            (Some(source), Some(key)) if !source.claim.contains_key(key) => {
                let message = format!("{:?} has no claim {key:?}", source.short);
                self.add(
                    Rule::UnknownId,
                    citation,
                    message,
                    &format!("add [claim.{key}] to {}", self.files.files[source.file.0].path),
                );
            }
            (None, _) if !entries.incomplete.contains(&FileKind::Source) => {
                let known: Vec<_> = entries.sources.keys().map(String::as_str).chain([EDITORIAL]).collect();
                self.unknown("source", citation, &known);
            }
            _ => {}
        }
    }

    fn ids<'t>(&mut self, kind: IdKind, ids: impl IntoIterator<Item = &'t Text>) {
        ids.into_iter().for_each(|id| self.id(kind, id));
    }

    /// Ids of a list in which none may stand twice.
    fn once<'t>(&mut self, kind: IdKind, ids: impl IntoIterator<Item = &'t Text> + Clone) {
        self.distinct(kind.noun(), ids.clone().into_iter());
        self.ids(kind, ids);
    }

    fn id(&mut self, kind: IdKind, id: &Text) {
        let known = self.known(kind);
        let missing = !known.iter().any(|known| known.contains(id.get_ref()));
        // Nothing is known of the ids in a file that could not be read.
        let unread = kind.files().iter().any(|file| self.entries.incomplete.contains(file));
        if missing && !unread && !self.entries.declared.contains(id.get_ref()) {
            let all: Vec<_> = known.iter().flat_map(|known| known.ids()).collect();
            self.unknown(kind.noun(), id, &all);
        }
    }

    fn known(&self, kind: IdKind) -> Vec<&'a dyn Ids> {
        let Entries { eras, actors, roles, skills, toolkits, tools, sources, .. } = self.entries;
        match kind {
            IdKind::Era => vec![eras],
            IdKind::Actor => vec![actors],
            IdKind::Role => vec![roles],
            IdKind::Party => vec![roles, actors],
            IdKind::Skill => vec![skills],
            IdKind::Tool => vec![tools],
            IdKind::SkillOrTool => vec![skills, tools],
            IdKind::Anything => vec![roles, skills, tools, toolkits, eras, sources, actors],
        }
    }

    fn distinct<'t>(&mut self, noun: &str, ids: impl Iterator<Item = &'t Text>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !is_id(id.get_ref()) {
                let message = format!("{:?} is no id", id.get_ref());
                self.add(Rule::BadId, id, message, "ids are lower-case letters, digits and hyphens");
            }
            if !seen.insert(id.get_ref()) {
                let message = format!("the {noun} {:?} stands here twice", id.get_ref());
                self.add(Rule::DuplicateId, id, message, "take one of them out");
            }
        }
    }

    fn unknown(&mut self, noun: &str, id: &Text, known: &[&str]) {
        let near = did_you_mean(nearest(id.get_ref(), known.iter().copied()));
        let help = match known.len() {
            0 => format!("this pack has no {noun} yet"),
            1..=12 => format!("known are {}", known.join(", ")),
            _ => format!("add the {noun}, or name one that is there"),
        };
        self.add(Rule::UnknownId, id, format!("no {noun} {:?}{near}", id.get_ref()), &help);
    }

    fn add(&mut self, rule: Rule, at: &Text, message: String, help: &str) {
        self.find(rule, at.span(), message, help);
    }

    fn find(&mut self, rule: Rule, span: std::ops::Range<usize>, message: String, help: &str) {
        let finding = Finding { rule, span: Some(span), message, help: help.to_owned() };
        self.findings.entry(self.file).or_default().push(finding);
    }
}

/// Ids of entries of one kind, whatever the entries are.
trait Ids {
    fn contains(&self, id: &str) -> bool;
    fn ids(&self) -> Vec<&str>;
}

impl<T> Ids for BTreeMap<String, Entry<T>> {
    fn contains(&self, id: &str) -> bool {
        self.contains_key(id)
    }

    fn ids(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }
}
