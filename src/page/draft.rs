//! A page while it is made: blocks, and rows made from what the pack says.

mod evidence;

use std::cell::OnceCell;

use crate::content::model::{Claim, Era, Statement, Text, Tool, words};
use crate::content::{Entry, EntryKind, FileId, Library, Origin};
use crate::place::{Link, Place};
use crate::route::{self, Levels};
use crate::shift::Sign;

use super::block::{Block, Heading};
use super::row::{Mark, Row, Target};
use super::{Page, Reader};

pub use evidence::SOURCES;

/// A page while it is made.
pub struct Draft<'l> {
    /// Where everything on it comes from.
    pub library: &'l Library,
    /// For whom it is made.
    pub reader: Reader<'l>,
    /// The era in which it is seen.
    pub era: &'l Entry<Era>,
    /// What the reader knows; found out when it is asked for.
    levels: OnceCell<Levels<'l>>,
    blocks: Vec<Block>,
}

impl<'l> Draft<'l> {
    /// An empty page in an era.
    #[must_use]
    pub fn new(library: &'l Library, reader: Reader<'l>, era: &'l Entry<Era>) -> Self {
        Self { library, reader, era, levels: OnceCell::new(), blocks: Vec::new() }
    }

    /// What the reader knows, with what that needs; nothing where they told nothing of this pack.
    pub fn levels(&self) -> &Levels<'l> {
        self.levels.get_or_init(|| route::known(self.library, self.reader.profile))
    }

    /// Adds a block without a heading; nothing where it has no rows.
    pub fn block(&mut self, block: Block) {
        if !block.rows().is_empty() {
            self.blocks.push(block);
        }
    }

    /// Adds a block of another page.
    pub fn put(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a section; nothing where its block has no rows.
    pub fn section(&mut self, section: &str, title: &str, note: String, block: Block) {
        if !block.rows().is_empty() {
            self.blocks.push(Block::Heading(Heading {
                section: section.to_owned(),
                title: title.to_owned(),
                note,
            }));
            self.blocks.push(block);
        }
    }

    /// The finished page, with the sources of all its lines at its end.
    #[must_use]
    pub fn page(mut self, place: Place, title: String, subtitle: String) -> Page {
        self.blocks.iter_mut().for_each(Block::shorten_caveats);
        let sources = self.cited_sources();
        self.section(SOURCES, "Sources", String::new(), Block::List(sources));
        // A page is kept as long as it is read, and a server keeps one for everybody who reads.
        for row in self.blocks.iter_mut().flat_map(Block::rows_mut) {
            row.links.shrink_to_fit();
            row.remarks.shrink_to_fit();
            row.evidence.citations.shrink_to_fit();
        }
        Page { place, title, subtitle, blocks: self.blocks }
    }

    /// The finished page as it is, without its sources.
    #[must_use]
    pub fn bare(self, place: Place, title: String) -> Page {
        Page { place, title, subtitle: String::new(), blocks: self.blocks }
    }

    /// The sentence that the pack asks to be shown with its texts.
    #[must_use]
    pub fn attribution(&self) -> Vec<Row> {
        let text = self.library.pack().attribution.iter().cloned();
        text.map(|text| Row { key: "pack/attribution".to_owned(), text, ..Row::default() }).collect()
    }

    /// The tools of a toolkit by name.
    #[must_use]
    pub fn tools_of(&self, kit: &str) -> Vec<&'l Entry<Tool>> {
        let mut tools: Vec<_> = self.library.tools().filter(|tool| tool.group == kit).collect();
        tools.sort_by_key(|tool| tool.name.as_str().to_lowercase());
        tools
    }

    /// A row that says what a statement says, with its evidence and what speaks against it.
    #[must_use]
    pub fn statement(&self, key: String, file: FileId, statement: &dyn Statement) -> Row {
        let evidence = self.evidence(statement.sources(), words(statement.as_of()));
        let mut links: Vec<_> =
            statement.see().iter().filter_map(|id| self.library.entry(id.as_str())).map(Link::from).collect();
        links.extend(evidence.citations.iter().map(|citation| Link::from(citation.place())));
        Row {
            key,
            attribution: evidence.attribution(),
            text: statement.text().to_string(),
            remarks: self.remarks(statement),
            links: links.into_iter().map(|link| self.target(link)).collect(),
            evidence,
            origin: Some(Origin { file, offset: statement.text().span().start }),
            ..Row::default()
        }
    }

    /// Rows for statements that have no ids of their own, numbered.
    #[must_use]
    pub fn statements<'s>(
        &self,
        section: &str,
        file: FileId,
        statements: impl IntoIterator<Item = &'s Claim>,
    ) -> Vec<Row> {
        let number =
            |(index, claim): (usize, &Claim)| self.statement(format!("{section}/{}", index + 1), file, claim);
        statements.into_iter().enumerate().map(number).collect()
    }

    /// A row that leads to an entry: its name, and what is to be said of it.
    #[must_use]
    pub fn entry_row(&self, section: &str, kind: EntryKind, id: &str, text: String) -> Row {
        let place = kind.place(id);
        let target = self.target(place.clone());
        Row {
            key: format!("{section}/{id}"),
            label: target.title.clone(),
            text,
            links: vec![target],
            subject: Some(place.into()),
            origin: self.entry_origin(kind, id),
            ..Row::default()
        }
    }

    /// Where an entry's name stands in the pack.
    fn entry_origin(&self, kind: EntryKind, id: &str) -> Option<Origin> {
        let library = self.library;
        match kind {
            EntryKind::Role => library.role(id).map(|role| role.origin(&role.name)),
            EntryKind::Scenario => library.scenario(id).map(|scenario| scenario.origin(&scenario.name)),
            EntryKind::Skill => library.skill(id).map(|skill| skill.origin(&skill.name)),
            EntryKind::Tool => library.tool(id).map(|tool| tool.origin(&tool.name)),
            EntryKind::Toolkit => library.toolkit(id).map(|toolkit| toolkit.origin(&toolkit.about)),
            EntryKind::Era => library.era(id).map(|era| era.origin(&era.short)),
            EntryKind::Source => library.source(id).map(|source| source.origin(&source.title)),
            EntryKind::Tour => library.tour(id).map(|tour| tour.origin(&tour.title)),
            EntryKind::Actor => library.actor(id).map(|actor| actor.origin(&actor.about.text)),
            EntryKind::Question => library.question(id).map(|question| question.origin(&question.ask)),
        }
    }

    /// The mark of what the era did.
    #[must_use]
    pub fn mark(&self, sign: Option<&Sign>) -> Option<Mark> {
        sign.map(|sign| Mark::new(sign, |party| self.library.the_party(party)))
    }

    /// The place of a role or an actor.
    #[must_use]
    pub fn party_place(&self, id: &str) -> Place {
        let kind = if self.library.role_name(id).is_some() { EntryKind::Role } else { EntryKind::Actor };
        kind.place(id)
    }

    /// A link together with the name of what stands there.
    pub fn target(&self, link: impl Into<Link>) -> Target {
        let Link { place, key } = link.into();
        let place = self.library.canonical(place.clone()).unwrap_or(place);
        Target { title: self.library.title(&place), link: Link { place, key } }
    }
}

/// The key of the `nth` row of a section that is about the same id; `/` stands in no id.
#[must_use]
pub fn nth_key(section: &str, id: &str, nth: usize) -> String {
    if nth <= 1 { format!("{section}/{id}") } else { format!("{section}/{id}/{nth}") }
}

/// "1 task", "9 tasks".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "also MLE, machine learner"; nothing, where there is no other name.
#[must_use]
pub fn also(aliases: &[Text]) -> Option<String> {
    let aliases: Vec<_> = aliases.iter().map(Text::as_str).collect();
    (!aliases.is_empty()).then(|| format!("also {}", aliases.join(", ")))
}

/// A text as a title begins.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// "a, b and c"; of more than `most`, how many more there are.
#[must_use]
pub fn listed(names: &[String], most: usize) -> String {
    let mut shown: Vec<_> = names.iter().take(most).cloned().collect();
    if names.len() > most {
        shown.push(format!("{} more", names.len() - most));
    }
    match shown.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => shown.concat(),
    }
}
