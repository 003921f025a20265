//! What is asked for in a line: a text to look for, an action or place, a key, the name of a file.

mod help;
mod problems;

use std::collections::HashSet;
use std::sync::Arc;

use tui_input::{Input, InputRequest};

use crate::content::Library;
use crate::content::problem::Report;
use crate::page::block::{Block, Heading};
use crate::page::row::{Row, Target};
use crate::page::{self, Page};
use crate::place::{Kind, Place};
use crate::search::{LONGEST_QUERY, Near};
use crate::visible::is_invisible;

use super::keys::Where;
use super::pane::Pane;
use super::screen::Screen;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A text to look for.
    Search,
    /// An action or a place.
    Palette,
    /// A key, to be explained or pressed.
    Help,
    /// What is wrong with the pack, to be mended.
    Problems,
    /// The number of a stop.
    Stop,
    /// Whether to leave the presentation.
    Leave,
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
    /// Whether the line has changed since there was chosen.
    is_stale: bool,
    beneath: Beneath,
}

/// What lies beneath what is asked for, as far as it matters for the choices.
#[derive(Clone, Debug, Default)]
pub struct Beneath {
    /// Where the reader was, most recent first.
    pub recent: Vec<Row>,
    /// What the page is about and leads to: among equals, hits of it come first.
    pub here: HashSet<Kind>,
    /// The questions of the deck that is practised: hits of it come first of all.
    pub deck: HashSet<Kind>,
    /// The screens that have something to show.
    pub screens: Vec<Screen>,
    /// What is wrong with the pack.
    pub broken: Option<Arc<Report>>,
    /// Whether what would touch the machine this runs on is left out.
    pub is_served: bool,
    /// What keys mean there.
    pub at: Where,
}

impl Beneath {
    fn near(&self, kind: &Kind) -> Near {
        match (self.deck.contains(kind), self.here.contains(kind)) {
            (true, _) => Near::Deck,
            (false, true) => Near::Here,
            (false, false) => Near::Elsewhere,
        }
    }
}

impl Prompt {
    /// Asks, with a text to begin with.
    #[must_use]
    pub fn new(ask: Ask, text: &str, library: &Library, beneath: Beneath) -> Self {
        let input = Input::new(text.to_owned());
        let pane = Pane::blank();
        let mut prompt = Self { ask, input, pane, is_stale: false, beneath };
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

    /// Edits the line; a letter for which there is no room is left out.
    pub(super) fn edit(&mut self, request: InputRequest) {
        let is_wrong = |c: char| is_invisible(c) || (self.ask == Ask::Stop && !c.is_ascii_digit());
        if matches!(request, InputRequest::InsertChar(c) if self.room() == 0 || is_wrong(c)) {
            return;
        }
        if self.input.handle(request).is_some_and(|change| change.value) {
            self.is_stale = true;
        }
    }

    /// Types a text at the cursor, as much of it as there is room for: what is no character is left out, and a line begins
    /// behind a blank.
    pub(super) fn paste(&mut self, text: &str) {
        let text = text.trim_matches(['\n', '\r']).replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        for c in text.chars().filter(|c| !is_invisible(*c)).take(self.room()) {
            self.edit(InputRequest::InsertChar(c));
        }
    }

    /// How many characters there is room for.
    fn room(&self) -> usize {
        let longest = if matches!(self.ask, Ask::File { .. }) { LONGEST_FILE } else { LONGEST_QUERY };
        longest.saturating_sub(self.text().chars().count())
    }

    /// What is wrong with the pack, or nothing any more; and there may be other things to choose from.
    pub(super) fn renew(&mut self, broken: Option<Arc<Report>>) {
        self.beneath.broken = broken;
        self.is_stale = true;
    }

    /// Chooses anew where the line has changed: not for each of many letters that come at once.
    pub(super) fn settle(&mut self, library: &Library) {
        if std::mem::take(&mut self.is_stale) {
            self.choose(library);
        }
    }

    /// Finds what there is to choose from for what was typed.
    fn choose(&mut self, library: &Library) {
        let text = self.text().to_owned();
        let place = Place::from(Kind::Search(text.clone()));
        let page = match self.ask {
            Ask::Search if text.trim().is_empty() => self.before_typing(&place),
            Ask::Search => self.found(library, &text, &place),
            Ask::Help => self.keys(&text, place),
            Ask::Palette => self.palette(library, &text, &place),
            Ask::Problems => self.problems(&text, place),
            Ask::Stop | Ask::Leave => {
                Page { place, title: String::new(), subtitle: String::new(), blocks: Vec::new() }
            }
            Ask::File { .. } => {
                let subtitle = "ends in .txt, .md or .html".to_owned();
                Page { place, title: String::new(), subtitle, blocks: Vec::new() }
            }
        };
        self.pane = Pane::new(page);
    }

    /// Before anything is typed, where one was.
    fn before_typing(&self, place: &Place) -> Page {
        let mut blocks = Vec::new();
        section(&mut blocks, "recent", "Where you were", Block::List(self.beneath.recent.clone()));
        Page { place: place.clone(), title: String::new(), subtitle: String::new(), blocks }
    }

    /// What is found; first of all the place whose link was typed.
    fn found(&self, library: &Library, text: &str, place: &Place) -> Page {
        let mut page = page::search::page(library, place, text, &|kind| self.beneath.near(kind));
        // What a page is called is found by its name as well.
        let linked = if text.contains([':', '@']) { linked(library, text) } else { Vec::new() };
        if !linked.is_empty() {
            page.blocks.insert(0, Block::List(linked));
        }
        page
    }

    /// Before anything is typed where one was and what one can do, then what fits: actions, then places.
    fn palette(&self, library: &Library, text: &str, place: &Place) -> Page {
        let mut page = page::search::page(library, place, text, &|kind| self.beneath.near(kind));
        let mut blocks = Vec::new();
        if text.trim().is_empty() {
            section(&mut blocks, "recent", "Where you were", Block::List(self.beneath.recent.clone()));
            page.subtitle.clear();
        }
        let mut actions = self.fitting(text);
        actions.retain(|binding| binding.at == Where::Everywhere);
        // Whoever types how a page is called means that page, and not a key that has to do with it.
        let is_key = actions.iter().any(|binding| is_called(binding.help, text));
        let (first, then) =
            if is_key { (Vec::new(), linked(library, text)) } else { (linked(library, text), Vec::new()) };
        section(&mut blocks, "link", "Go to", Block::List(first));
        section(&mut blocks, "keys", "What you can do", help::card(&actions));
        section(&mut blocks, "link", "Go to", Block::List(then));
        if !text.trim().is_empty() {
            section(&mut blocks, "shell", "In the shell", self.commands(text));
        }
        if !page.blocks.iter().all(|block| block.rows().is_empty()) {
            // They are the hits; keys and commands are not counted.
            let note = std::mem::take(&mut page.subtitle);
            blocks.push(Block::Heading(Heading {
                section: "hits".to_owned(),
                title: "Places".to_owned(),
                note,
            }));
            blocks.append(&mut page.blocks);
        } else if !blocks.is_empty() {
            page.subtitle.clear();
        }
        Page { blocks, ..page }
    }
}

/// Adds a section; nothing where its block has no rows.
fn section(blocks: &mut Vec<Block>, section: &str, title: &str, block: Block) {
    if !block.rows().is_empty() {
        blocks.extend([heading(section, title), block]);
    }
}

fn heading(section: &str, title: &str) -> Block {
    Block::Heading(Heading { section: section.to_owned(), title: title.to_owned(), note: String::new() })
}

/// Whether a text begins with what was typed.
fn is_called(help: &str, typed: &str) -> bool {
    help.get(..typed.trim().len()).is_some_and(|words| words.eq_ignore_ascii_case(typed.trim()))
}

/// The place whose link was typed, where it is one: not all places can be found by a name.
fn linked(library: &Library, text: &str) -> Vec<Row> {
    let text = text.trim();
    let is_link = text.contains([':', '@']) || Place::parse(text).is_ok();
    let Some(link) = library.resolve(text).ok().filter(|_| is_link) else {
        return Vec::new();
    };
    let label = library.title(&link.place);
    let (key, text) = (format!("link/{link}"), link.to_string());
    let target = Target { link, title: label.clone() };
    vec![Row { key, label, text, links: vec![target], ..Row::default() }]
}
