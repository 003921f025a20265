//! What is asked for in a line: a text to look for, an action or place, a key, the name of a file.

use std::collections::HashSet;

use tui_input::{Input, InputRequest};

use crate::content::Library;
use crate::folded::Folded;
use crate::page::block::{Block, Heading};
use crate::page::row::Row;
use crate::page::{self, Page};
use crate::place::{Kind, Place};
use crate::search::LONGEST_QUERY;

use super::keys::{BINDINGS, Binding, Where};
use super::pane::Pane;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A text to look for.
    Search,
    /// An action or a place.
    Palette,
    /// A key, to be explained or pressed.
    Help,
    /// The name of a file, and whether one of that name may be replaced.
    File {
        /// The name that may be replaced, once the reader was warned.
        replace: Option<String>,
    },
}

/// The longest name of a file, as most systems have it.
const LONGEST_FILE: usize = 255;

/// A line that is typed, and what there is to choose from.
#[derive(Clone, Debug)]
pub struct Prompt {
    ask: Ask,
    input: Input,
    pane: Pane,
    /// Where the reader was, most recent first.
    recent: Vec<Row>,
    /// What the page is about that lies below: among equals, hits of it come first.
    here: HashSet<Kind>,
}

impl Prompt {
    /// Asks, with a text to begin with.
    #[must_use]
    pub fn new(ask: Ask, text: &str, library: &Library, recent: Vec<Row>, here: HashSet<Kind>) -> Self {
        let input = Input::new(text.to_owned());
        let pane = Pane::blank();
        let mut prompt = Self { ask, input, pane, recent, here };
        prompt.choose(library);
        prompt
    }

    /// What is asked for.
    #[must_use]
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The column of the cursor in what was typed.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.input.visual_cursor()
    }

    /// What there is to choose from.
    #[must_use]
    pub fn pane(&self) -> &Pane {
        &self.pane
    }

    pub(super) fn pane_mut(&mut self) -> &mut Pane {
        &mut self.pane
    }

    /// Edits the line, and chooses anew where that changed it.
    pub(super) fn edit(&mut self, request: InputRequest, library: &Library) {
        if self.input.handle(request).is_some_and(|change| change.value) {
            self.choose(library);
        }
    }

    /// Types a text at the cursor, as much of it as there is room for; what is no character is left out.
    pub(super) fn paste(&mut self, text: &str, library: &Library) {
        let longest = if matches!(self.ask, Ask::File { .. }) { LONGEST_FILE } else { LONGEST_QUERY };
        let room = longest.saturating_sub(self.text().chars().count());
        for c in text.chars().filter(|c| !crate::visible::is_invisible(*c)).take(room) {
            self.input.handle(InputRequest::InsertChar(c));
        }
        self.choose(library);
    }

    /// Finds what there is to choose from for what was typed.
    fn choose(&mut self, library: &Library) {
        let text = self.text().to_owned();
        let place = Place::from(Kind::Search(text.clone()));
        let page = match self.ask {
            Ask::Search => page::search::page(library, &place, &text, &self.here),
            Ask::Help => keys_page(&text, place),
            Ask::Palette => self.palette(library, &text, &place),
            Ask::File { .. } => return,
        };
        self.pane = Pane::new(page);
    }

    /// Before anything is typed where one was and what one can do, then what fits: actions, then places.
    fn palette(&self, library: &Library, text: &str, place: &Place) -> Page {
        let mut page = page::search::page(library, place, text, &self.here);
        let mut blocks = Vec::new();
        if text.trim().is_empty() {
            section(&mut blocks, "recent", "Where you were", Block::List(self.recent.clone()));
            page.subtitle.clear();
        }
        let actions: Vec<_> = fitting(text).filter(|binding| binding.at == Where::Everywhere).collect();
        section(&mut blocks, "keys", "What you can do", card(&actions));
        if !page.blocks.iter().all(|block| block.rows().is_empty()) {
            section(&mut blocks, "hits", "Places", Block::Text(Vec::new()));
            blocks.append(&mut page.blocks);
        }
        Page { blocks, ..page }
    }
}

fn section(blocks: &mut Vec<Block>, section: &str, title: &str, block: Block) {
    let heading =
        Heading { section: section.to_owned(), title: title.to_owned(), note: String::new() };
    let is_title_alone = matches!(&block, Block::Text(rows) if rows.is_empty());
    if is_title_alone {
        blocks.push(Block::Heading(heading));
    } else if !block.rows().is_empty() {
        blocks.extend([Block::Heading(heading), block]);
    }
}

/// The bindings of whose words each typed word begins one.
fn fitting(text: &str) -> impl Iterator<Item = &'static Binding> {
    let typed = Folded::new(&text.to_lowercase());
    let shown = text.trim().to_owned();
    BINDINGS.iter().filter(move |binding| {
        let words = Folded::new(&format!("{} {} {}", binding.help, binding.group.title(), binding.hint.1));
        let is_key = binding.shown.split(' ').any(|key| key == shown);
        is_key || typed.words().all(|typed| words.tails().any(|tail| tail.starts_with(typed)))
            && (!typed.letters.is_empty() || shown.is_empty())
    })
}

/// The keys that fit what was typed, in their groups.
fn keys_page(text: &str, place: Place) -> Page {
    let mut blocks = Vec::new();
    let fitting: Vec<_> = fitting(text).collect();
    let mut from = 0;
    while let Some(first) = fitting.get(from) {
        let group: Vec<_> = fitting[from..].iter().take_while(|one| one.group == first.group).copied().collect();
        section(&mut blocks, first.group.id(), first.group.title(), card(&group));
        from += group.len();
    }
    let subtitle = if fitting.is_empty() { "no key does that" } else { "" }.to_owned();
    Page { place, title: "Keys".to_owned(), subtitle, blocks }
}

/// Bindings as facts: the key, and what it does.
fn card(bindings: &[&Binding]) -> Block {
    let row = |binding: &&Binding| Row {
        key: binding.key(),
        label: binding.shown.to_owned(),
        text: binding.help.to_owned(),
        ..Row::default()
    };
    Block::Card(bindings.iter().map(row).collect())
}
