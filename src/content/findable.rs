//! Everything in a pack that can be searched for: entries by their names, and what is said.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::model::{Claim, Era, Role, Statement, Text};
use super::{Entry, EntryKind, Library};
use crate::folded::Folded;
use crate::place::{Kind, Link, Listed, Place};

/// What kind of thing is found, the likeliest to be meant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundKind {
    /// An entry that a bare id may name.
    Entry(EntryKind),
    /// A page that is no entry: the first page, a list.
    Page,
    /// Something the guide says.
    Statement,
    /// Something a source says.
    Claim,
}

impl FoundKind {
    /// What it is called.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.noun(),
            Self::Page => "page",
            Self::Statement => "statement",
            Self::Claim => "claim",
        }
    }
}

/// Something that can be searched for.
#[derive(Clone, Debug)]
pub struct Findable {
    /// What it is.
    pub kind: FoundKind,
    /// Where it stands.
    pub link: Link,
    /// What it is called.
    pub title: String,
    /// What is said there.
    pub text: String,
    /// Its names as they are compared: the title, then aliases and the id; empty for what is only said. A claim has
    /// its source with its key, and is found by all of that alone.
    pub names: Vec<Folded>,
    /// What is said, as it is compared; of a claim, behind its key.
    pub said: Folded,
}

impl Findable {
    fn entry(kind: EntryKind, id: &str, title: &str, text: &str) -> Self {
        let mut found = Self::new(FoundKind::Entry(kind), kind.place(id), title, text);
        found.named(title).named(id);
        found
    }

    fn new(kind: FoundKind, link: impl Into<Link>, title: &str, text: &str) -> Self {
        Self {
            kind,
            link: link.into(),
            title: title.to_owned(),
            text: text.to_owned(),
            names: Vec::new(),
            said: Folded::new(text),
        }
    }

    /// The same, by other names too.
    fn also(mut self, aliases: &[Text]) -> Self {
        for alias in aliases {
            self.named(alias.as_str());
        }
        self
    }

    /// Adds a name, where it has not got it already.
    fn named(&mut self, name: &str) -> &mut Self {
        let name = Folded::new(name);
        if !name.letters.is_empty() && !self.names.iter().any(|other| other.letters == name.letters) {
            self.names.push(name);
        }
        self
    }
}

/// Everything that can be searched for in a pack, and the words of its names.
#[derive(Debug)]
pub struct Findables {
    all: Vec<Findable>,
    /// Each word of a name, and each name as one word, with what has it; made when a slip is looked for.
    words: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Findables {
    pub(super) fn new(library: &Library) -> Self {
        Self { all: all(library), words: OnceLock::new() }
    }

    /// Everything, roles first.
    #[must_use]
    pub fn all(&self) -> &[Findable] {
        &self.all
    }

    /// Each word of a name, and each name as one word, with what has it by its place in [`Self::all`].
    pub fn words(&self) -> &HashMap<String, Vec<usize>> {
        self.words.get_or_init(|| {
            let mut words: HashMap<String, Vec<usize>> = HashMap::new();
            let named = self.all.iter().enumerate().filter(|(_, found)| found.kind != FoundKind::Claim);
            for (at, found) in named {
                for name in &found.names {
                    for word in name.words().chain([name.letters.as_str()]) {
                        match words.get_mut(word) {
                            Some(those) if those.last() == Some(&at) => {}
                            Some(those) => those.push(at),
                            None => drop(words.insert(word.to_owned(), vec![at])),
                        }
                    }
                }
            }
            words
        })
    }
}

fn all(library: &Library) -> Vec<Findable> {
    let mut found = Vec::new();
    for role in library.roles() {
        let name = role.name.as_str();
        let entry = Findable::entry(EntryKind::Role, &role.id, name, role.mission.text.as_str());
        found.push(entry.also(&role.aliases));
        role_statements(library, role, &mut found);
    }
    for project in library.scenarios() {
        let name = project.name.as_str();
        found.push(Findable::entry(EntryKind::Scenario, &project.id, name, project.about.as_str()));
        for step in &project.step {
            for (era, doing) in &step.era {
                let era = library.era(era.as_str()).map_or(era.as_str(), |era| era.short.as_str());
                let place = EntryKind::Scenario.place(&project.id).at(era);
                let link = Link { place, key: Some(format!("steps/{}", step.id.as_str())) };
                let title = format!("{name}: {}", step.name.as_str());
                found.push(Findable::new(FoundKind::Statement, link, &title, doing.how.text.as_str()));
            }
        }
    }
    for skill in library.skills() {
        let entry = Findable::entry(EntryKind::Skill, &skill.id, skill.name.as_str(), skill.about.as_str());
        found.push(entry.also(&skill.aliases));
    }
    for tool in library.tools() {
        let entry = Findable::entry(EntryKind::Tool, &tool.id, tool.name.as_str(), tool.about.as_str());
        found.push(entry.also(&tool.aliases));
    }
    for kit in library.toolkits() {
        found.push(Findable::entry(EntryKind::Toolkit, &kit.id, &kit.name, kit.about.as_str()));
    }
    for era in library.eras() {
        let short = era.short.as_str();
        let mut entry = Findable::entry(EntryKind::Era, short, &era.name, era.summary.text.as_str());
        entry.named(&era.id);
        found.push(entry);
        let place = EntryKind::Era.place(short);
        let gaps = era.bridge.iter().flat_map(|bridge| bridge.gap.iter().chain(&bridge.effect));
        said(&mut found, &place, None, &era.name, gaps);
        said(&mut found, &place, Some("shift"), &era.name, &era.shift);
        said(&mut found, &place, Some("about"), &era.name, &era.about);
    }
    for question in library.questions() {
        // What answers it is not shown to who only looks for it.
        let role = library.role(&question.group).map_or("", |role| role.name.as_str());
        let text = format!("{role}, {}", question.level.word());
        let place = EntryKind::Question.place(&question.id);
        let kind = FoundKind::Entry(EntryKind::Question);
        let mut entry = Findable::new(kind, place, question.ask.as_str(), &text);
        entry.named(question.ask.as_str());
        found.push(entry);
    }
    for actor in library.actors() {
        found.push(Findable::entry(EntryKind::Actor, &actor.id, &actor.name, actor.about.text.as_str()));
    }
    for tour in library.tours() {
        let title = tour.title.as_str();
        let mut entry = Findable::entry(EntryKind::Tour, &tour.id, title, &tour.length());
        // Whoever looks for one types what it is.
        entry.named(&format!("{} {title}", EntryKind::Tour.noun()));
        found.push(entry);
        for (number, stop) in (1..).zip(&tour.stop) {
            let place = Place::from(Kind::Tour(Some((tour.id.clone(), Some(number)))));
            // What is said there is for whoever speaks, and a room sees what is found.
            let (title, stop) = (tour.title.as_str(), stop.title.as_str());
            found.push(Findable::new(FoundKind::Statement, place, title, stop));
        }
    }
    sources(library, &mut found);
    pages(library, &mut found);
    found
}

fn sources(library: &Library, found: &mut Vec<Findable>) {
    for source in library.sources() {
        let title = source.title.as_str();
        let mut entry = Findable::entry(EntryKind::Source, &source.id, &source.short, title);
        // Whoever looks for a book types words of its title and who wrote it.
        let author = source.author.as_deref().unwrap_or_default();
        entry.named(title).named(&format!("{title} {} {author}", source.short));
        found.push(entry);
        for (key, claim) in &source.claim {
            let place = Kind::Source { id: source.id.clone(), claim: Some(key.to_string()) };
            let (key, says) = (key.as_str(), claim.says.as_str());
            let title = format!("{} {key}", source.short);
            let mut claim = Findable::new(FoundKind::Claim, Place::from(place), &title, says);
            // What stands in brackets behind a line is typed to find it, with or without the year; a key alone may be
            // any word.
            let author = source.short.split(' ').next().unwrap_or_default();
            claim.named(&title).named(&format!("{author} {key}"));
            claim.said = Folded::new(&format!("{key} {says}"));
            found.push(claim);
        }
    }
}

fn pages(library: &Library, found: &mut Vec<Findable>) {
    // What a reader marked is no part of the pack, and its list is always there.
    let lists = Listed::ALL.iter().filter(|list| **list == Listed::Bookmarks || library.has_any(**list));
    let asked = library.has_any(Listed::Questions);
    let of_role = library
        .roles()
        .into_iter()
        .flat_map(|role| [Kind::Practice(Some(role.id.clone())), Kind::Mock(role.id.clone())]);
    let practice = [Kind::Practice(None), Kind::Progress(None)].into_iter().chain(of_role).filter(|_| asked);
    let kinds = [Kind::Home, Kind::Handovers, Kind::Compare(Vec::new()), Kind::Fit, Kind::Route(None)];
    for kind in kinds.into_iter().chain(practice).chain(lists.map(|list| Kind::List(*list))) {
        let place = Place::from(kind);
        let title = library.title(&place);
        let mut entry = Findable::new(FoundKind::Page, place.clone(), &title, "");
        entry.named(&title).named(&place.to_string());
        if place.kind == Kind::Practice(None) {
            // As the first page calls them.
            entry.named("Interview questions");
        }
        found.push(entry);
    }
}

/// Statements that stand in a section of a place.
fn said<'s>(
    found: &mut Vec<Findable>,
    place: &Place,
    section: Option<&str>,
    title: &str,
    statements: impl IntoIterator<Item = &'s (impl Statement + 's)>,
) {
    for statement in statements {
        let link = Link { place: place.clone(), key: section.map(str::to_owned) };
        found.push(Findable::new(FoundKind::Statement, link, title, statement.text().as_str()));
    }
}

/// What is said of a role: its tasks in the last era that has them so, the rest where it was last seen.
fn role_statements(library: &Library, role: &Entry<Role>, found: &mut Vec<Findable>) {
    let name = role.name.as_str();
    let last = library.eras().iter().rev().find(|era| role.exists_in(&era.id));
    let Some(last) = last else { return };
    let place = EntryKind::Role.place(&role.id);
    let general = place.clone().at(last.short.as_str());
    let sections: [(&str, &[Claim]); 4] = [
        ("definition", &role.definition),
        ("varies", &role.varies),
        ("entry", &role.entry),
        ("demand", &role.demand),
    ];
    for (section, claims) in sections {
        said(found, &general, Some(section), name, claims);
    }
    for myth in &role.myth {
        let link = Link { place: general.clone(), key: Some("myths".to_owned()) };
        found.push(Findable::new(FoundKind::Statement, link, name, myth.says.as_str()));
    }
    for (at, era) in library.eras().iter().enumerate() {
        let Some(now) = role.in_era(&era.id) else { continue };
        for task in &now.does {
            let keeps = |later: &&Entry<Era>| {
                role.in_era(&later.id).is_some_and(|then| then.keeps.iter().any(|kept| kept == &task.id))
            };
            let last = library.eras()[at + 1..].iter().take_while(keeps).last().unwrap_or(era);
            let link = Link {
                place: place.clone().at(last.short.as_str()),
                key: Some(format!("does/{}", task.id.as_str())),
            };
            found.push(Findable::new(FoundKind::Statement, link, name, task.text.as_str()));
        }
    }
}
