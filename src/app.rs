//! One reader's sitting: where they are, and what a key does there.
//!
//! [`App`] knows no terminal and reads no clock: actions come in, effects go out, and a host (the local
//! terminal now) carries them out.

pub mod keys;

use std::sync::Arc;

use crate::content::Library;
use crate::page::block::Block;
use crate::page::row::Row;
use crate::page::{self, Page};
use crate::place::{Kind, Link, Listed, Place};

/// What a reader wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// The next row.
    Down,
    /// The row before.
    Up,
    /// A screen of rows further.
    PageDown,
    /// A screen of rows back.
    PageUp,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// Follow the row's first link.
    Enter,
    /// Back to where the reader came from.
    Back,
    /// All roles.
    Roles,
    /// The era and what it changed.
    Eras,
    /// The era before.
    EarlierEra,
    /// The era after.
    LaterEra,
    /// The keys and what they do.
    Help,
    /// Leave.
    Quit,
}

/// What a host has to do after an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Draw again.
    Draw,
    /// End the sitting.
    Quit,
}

/// Where the first line of a pane stands in its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The part of the page: 0 is its head, then its items in order.
    pub part: usize,
    /// The line within the part.
    pub line: usize,
}

/// What the last drawing found out about the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where the pane's first line stands.
    pub top: Anchor,
    /// Lines that the pane has.
    pub height: usize,
    /// Rows that it shows.
    pub rows: usize,
    /// Lines of the focused row below the pane.
    pub hidden_below: usize,
    /// Lines of the focused row above the pane.
    pub hidden_above: usize,
    /// Where the cursor belongs, from the left and the top of the screen.
    pub cursor: Option<(u16, u16)>,
}

/// A page that was left, and the row the reader stood on.
#[derive(Clone, Debug)]
struct Visit {
    place: Place,
    key: String,
}

/// One reader's sitting.
#[derive(Debug)]
pub struct App {
    library: Arc<Library>,
    page: Page,
    /// The key of the focused row; empty where the page has none.
    focus: String,
    drawn: Drawn,
    back: Vec<Visit>,
    message: String,
    /// The keys and what they do, while they are shown in place of the page.
    help: Option<Page>,
    ascii: bool,
}

/// How many pages one can go back.
const LONGEST_HISTORY: usize = 200;

impl App {
    /// A sitting that begins at a link.
    #[must_use]
    pub fn new(library: Arc<Library>, link: &Link, ascii: bool) -> Self {
        let page = page::build(&library, &link.place);
        let mut app = Self {
            library,
            page,
            focus: String::new(),
            drawn: Drawn::default(),
            back: Vec::new(),
            message: String::new(),
            help: None,
            ascii,
        };
        app.focus_on(link.key.as_deref().or(start(&link.place).as_deref()));
        app
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.help.as_ref().unwrap_or(&self.page)
    }

    /// The library the pages are made from.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The key of the focused row.
    #[must_use]
    pub fn focus(&self) -> &str {
        &self.focus
    }

    /// Where the pane's first line stood when it was last drawn.
    #[must_use]
    pub fn top(&self) -> Anchor {
        self.drawn.top
    }

    /// One line for the reader; empty where there is nothing to say.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether only ASCII is to be drawn.
    #[must_use]
    pub fn ascii(&self) -> bool {
        self.ascii
    }

    /// Takes over what a drawing found out.
    pub fn set_drawn(&mut self, drawn: Drawn) {
        self.drawn = drawn;
    }

    /// Does what the reader wants.
    pub fn update(&mut self, action: Action) -> Effect {
        self.message.clear();
        match action {
            Action::Quit => return Effect::Quit,
            Action::Help if self.help.is_none() => {
                self.help = Some(keys::page());
                self.top_of_page();
                self.focus_on(None);
            }
            Action::Help
            | Action::Back
            | Action::Enter
            | Action::Roles
            | Action::Eras
            | Action::EarlierEra
            | Action::LaterEra
                if self.help.is_some() =>
            {
                self.close_help();
            }
            Action::Help => {}
            Action::Down if self.drawn.hidden_below > 0 => self.scroll(true),
            Action::Up if self.drawn.hidden_above > 0 => self.scroll(false),
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::PageDown => self.step(self.screenful()),
            Action::PageUp => self.step(-self.screenful()),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::Enter => self.enter(),
            Action::Back => self.go_back(),
            Action::Roles => self.go(&Place::from(Kind::List(Listed::Roles)).into()),
            Action::Eras => self.go(&Place::from(Kind::Era(self.era())).into()),
            Action::EarlierEra => self.turn(false),
            Action::LaterEra => self.turn(true),
        }
        Effect::Draw
    }

    fn rows(&self) -> Vec<&Row> {
        self.page().blocks.iter().flat_map(Block::rows).collect()
    }

    fn focused(&self) -> Option<&Row> {
        self.rows().into_iter().find(|row| row.key == self.focus)
    }

    /// Focuses the row with a key, the first row of a section, or the first row of the page.
    fn focus_on(&mut self, key: Option<&str>) {
        let rows = self.rows();
        let section = |row: &&&Row| key.is_some_and(|key| row.key.split('/').next() == Some(key));
        let found =
            rows.iter().find(|row| Some(row.key.as_str()) == key).or_else(|| rows.iter().find(section));
        self.focus = found.or(rows.first()).map(|row| row.key.clone()).unwrap_or_default();
    }

    fn top_of_page(&mut self) {
        self.drawn = Drawn { height: self.drawn.height, rows: self.drawn.rows, ..Drawn::default() };
    }

    fn close_help(&mut self) {
        self.help = None;
        self.top_of_page();
        self.focus_on(None);
    }

    fn step(&mut self, rows: isize) {
        let keys: Vec<_> = self.rows().iter().map(|row| row.key.clone()).collect();
        let at = keys.iter().position(|key| *key == self.focus).unwrap_or(0);
        let to = at.saturating_add_signed(rows).min(keys.len().saturating_sub(1));
        if let Some(key) = keys.into_iter().nth(to) {
            self.focus = key;
        }
        if to == 0 {
            self.top_of_page();
        }
    }

    /// Scrolls within a row that is taller than the pane.
    fn scroll(&mut self, down: bool) {
        let lines = self.drawn.height.saturating_sub(1).max(1);
        let top = &mut self.drawn.top;
        if down {
            top.line += lines.min(self.drawn.hidden_below);
        } else {
            top.line = top.line.saturating_sub(lines.min(self.drawn.hidden_above));
        }
    }

    fn screenful(&self) -> isize {
        isize::try_from(self.drawn.rows).unwrap_or(1).max(1)
    }

    fn enter(&mut self) {
        match self.focused().and_then(|row| row.links.first()).map(|target| target.link.clone()) {
            Some(link) => self.go(&link),
            None => "this row leads nowhere".clone_into(&mut self.message),
        }
    }

    /// Opens a link; one without an era keeps the reader's.
    fn go(&mut self, link: &Link) {
        let mut link = link.clone();
        if link.place.era.is_none() {
            link.place = link.place.at(&self.era());
        }
        let place = match self.library.canonical(link.place) {
            Ok(place) => place,
            Err(error) => {
                self.message = error.to_string();
                return;
            }
        };
        if self.back.len() == LONGEST_HISTORY {
            self.back.remove(0);
        }
        self.back.push(Visit { place: self.page.place.clone(), key: self.focus.clone() });
        self.show(&place, link.key.as_deref());
    }

    fn show(&mut self, place: &Place, key: Option<&str>) {
        self.page = page::build(&self.library, place);
        self.top_of_page();
        self.focus_on(key.or(start(place).as_deref()));
    }

    fn go_back(&mut self) {
        match self.back.pop() {
            Some(visit) => self.show(&visit.place, Some(&visit.key)),
            None => "this is where you came in; q quits".clone_into(&mut self.message),
        }
    }

    /// The era in which the reader sees the page.
    fn era(&self) -> String {
        let era = match &self.page.place.kind {
            Kind::Era(era) => Some(era.as_str()),
            _ => self.page.place.era.as_deref(),
        };
        self.library.era_or_default(era).short.get_ref().clone()
    }

    /// Turns to the era before or after, and stays on the row with the same key, or on the nearest
    /// row before it that still exists.
    fn turn(&mut self, later: bool) {
        if matches!(&self.page.place.kind, Kind::Compare(columns) if columns.iter().any(|column| column.era.is_some()))
        {
            "these columns name their eras and do not turn".clone_into(&mut self.message);
            return;
        }
        let eras = self.library.eras();
        let now = self.library.era_or_default(Some(&self.era()));
        let at = eras.iter().position(|era| era.id == now.id).unwrap_or(0);
        let to = if later { eras.get(at + 1) } else { at.checked_sub(1).and_then(|at| eras.get(at)) };
        let Some(to) = to else {
            self.message = format!("{} is the {} era", now.name, if later { "last" } else { "first" });
            return;
        };
        let short = to.short.get_ref().clone();
        let place = match self.page.place.kind.clone() {
            Kind::Era(_) => Kind::Era(short).into(),
            kind => Place { kind, era: Some(short) },
        };
        let old: Vec<_> = self.rows().iter().map(|row| row.key.clone()).collect();
        let stood = old.iter().position(|key| *key == self.focus).unwrap_or(0);
        let top = self.drawn.top;
        self.page = page::build(&self.library, &place);
        self.drawn.top = top;
        let kept: Vec<_> = self.rows().iter().map(|row| row.key.clone()).collect();
        let nearest = old[..=stood.min(old.len().saturating_sub(1))]
            .iter()
            .rev()
            .find(|key| kept.contains(key))
            .cloned();
        let section = self.focus.split('/').next().map(str::to_owned);
        self.focus_on(nearest.or(section).as_deref());
    }
}

/// The row on which a place begins, where that is not its first.
fn start(place: &Place) -> Option<String> {
    match &place.kind {
        Kind::Source { claim: Some(claim), .. } => Some(format!("claims/{claim}")),
        // The story is for the eyes; the keys are for where to go.
        Kind::Home => Some("ways".to_owned()),
        _ => None,
    }
}
