//! One reader's sitting: where they are, and what a key does there.
//!
//! [`App`] knows no terminal and reads no clock: actions come in, effects go out, and a host (the local
//! terminal now) carries them out.

mod action;
pub mod keys;
mod layout;

use std::sync::Arc;

use crate::content::Library;
use crate::page::row::Row;
use crate::page::{self, Page};
use crate::place::{Kind, Link, Listed, Place};

pub use action::{Action, Effect};
pub use layout::{Anchor, Drawn, Hold, Stop};

/// A page that was left, and how the reader stood there.
#[derive(Clone, Debug)]
struct Visit {
    place: Place,
    key: String,
    hold: Hold,
}

/// One reader's sitting.
#[derive(Debug)]
pub struct App {
    library: Arc<Library>,
    page: Page,
    /// The key of the focused row; empty where the page has none.
    focus: String,
    hold: Hold,
    /// What the last drawing found out; `None` since something changed that moves lines.
    drawn: Option<Drawn>,
    back: Vec<Visit>,
    message: String,
    /// While the keys are shown in place of the page: how the reader stood on it.
    help: Option<(Page, Visit)>,
    folded: bool,
    ascii: bool,
}

/// How many pages one can go back.
const LONGEST_HISTORY: usize = 200;

/// Where a row that one goes to stands: below its heading and the blank line above that.
const BELOW_HEADING: usize = 2;

impl App {
    /// A sitting that begins at a link.
    #[must_use]
    pub fn new(library: Arc<Library>, link: &Link, ascii: bool) -> Self {
        let page = page::build(&library, &link.place);
        let mut app = Self {
            library,
            page,
            focus: String::new(),
            hold: Hold::Top(Anchor::default()),
            drawn: None,
            back: Vec::new(),
            message: String::new(),
            help: None,
            folded: true,
            ascii,
        };
        app.go_to_row(link.key.as_deref());
        app
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.help.as_ref().map_or(&self.page, |(help, _)| help)
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

    /// What is to be kept where it is.
    #[must_use]
    pub fn hold(&self) -> Hold {
        self.hold
    }

    /// One line for the reader; empty where there is nothing to say.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether what is the same in all columns is folded to a count.
    #[must_use]
    pub fn folded(&self) -> bool {
        self.folded
    }

    /// Whether only ASCII is to be drawn.
    #[must_use]
    pub fn ascii(&self) -> bool {
        self.ascii
    }

    /// Takes over what a drawing found out.
    pub fn set_drawn(&mut self, drawn: Drawn) {
        self.hold = Hold::Top(drawn.top);
        self.drawn = Some(drawn);
    }

    /// Says that the screen has another size, so that the layout is out of date.
    pub fn resized(&mut self) {
        self.drawn = None;
    }

    /// Does what the reader wants.
    pub fn update(&mut self, action: Action) -> Effect {
        if action == Action::Quit {
            return Effect::Quit;
        }
        let Some(drawn) = self.drawn.take() else { return Effect::Layout };
        self.message.clear();
        match action {
            Action::Down => match drawn.down {
                Some(top) => self.hold = Hold::Top(top),
                None => self.step(&drawn, 1),
            },
            Action::Up => match drawn.up {
                Some(top) => self.hold = Hold::Top(top),
                None => self.step(&drawn, -1),
            },
            Action::PageDown => self.jump(&drawn, drawn.further.as_ref(), isize::MAX),
            Action::PageUp => self.jump(&drawn, drawn.back.as_ref(), isize::MIN),
            Action::First => self.step(&drawn, isize::MIN),
            Action::Last => self.step(&drawn, isize::MAX),
            Action::Fold => self.fold(&drawn),
            Action::Help if self.help.is_none() => self.open_help(),
            Action::EarlierEra if self.help.is_none() => self.turn(false, &drawn),
            Action::LaterEra if self.help.is_none() => self.turn(true, &drawn),
            Action::Enter if self.help.is_none() => self.enter(),
            Action::Roles if self.help.is_none() => self.go(&Place::from(Kind::List(Listed::Roles)).into()),
            Action::Eras if self.help.is_none() => self.go(&Place::from(Kind::Era(self.era())).into()),
            Action::Back if self.help.is_none() => self.go_back(),
            Action::Help
            | Action::Back
            | Action::Enter
            | Action::Roles
            | Action::Eras
            | Action::EarlierEra
            | Action::LaterEra
            | Action::Quit => self.close_help(),
        }
        Effect::Draw
    }

    /// The rows that can be seen: what is folded cannot be stood on.
    fn rows(&self) -> Vec<&Row> {
        self.page().blocks.iter().flat_map(|block| block.seen(self.folded)).collect()
    }

    fn keys(&self) -> Vec<String> {
        self.rows().iter().map(|row| row.key.clone()).collect()
    }

    fn focused(&self) -> Option<&Row> {
        self.rows().into_iter().find(|row| row.key == self.focus)
    }

    /// Focuses the row with a key or the first row of a section; the first row of the page where there
    /// is none such. Says whether it was found.
    fn focus_on(&mut self, key: Option<&str>) -> bool {
        let rows = self.rows();
        let section = |row: &&&Row| key.is_some_and(|key| row.key.split('/').next() == Some(key));
        let found =
            rows.iter().find(|row| Some(row.key.as_str()) == key).or_else(|| rows.iter().find(section));
        let is_found = found.is_some();
        self.focus = found.or(rows.first()).map(|row| row.key.clone()).unwrap_or_default();
        is_found
    }

    /// Begins on a page: at a row, else where its place begins, else at its top.
    fn go_to_row(&mut self, key: Option<&str>) {
        self.hold = Hold::Top(Anchor::default());
        if key.is_some_and(|key| !self.focus_on(Some(key))) {
            // What is folded may have been meant.
            self.folded = false;
        }
        if let Some(key) = key {
            if self.focus_on(Some(key)) {
                self.hold = Hold::Focus(BELOW_HEADING);
            } else {
                self.message = format!("this page has no {key:?}");
            }
        } else {
            let start = start(&self.page.place);
            self.focus_on(start.as_deref());
        }
    }

    fn step(&mut self, drawn: &Drawn, rows: isize) {
        let keys = self.keys();
        let at = keys.iter().position(|key| *key == self.focus).unwrap_or(0);
        let to = at.saturating_add_signed(rows).min(keys.len().saturating_sub(1));
        if let Some(key) = keys.into_iter().nth(to) {
            self.focus = key;
        }
        self.hold = if to == 0 { Hold::Top(Anchor::default()) } else { Hold::Row(drawn.top) };
    }

    /// Goes a screen on, or to the very end where there is no whole screen more.
    fn jump(&mut self, drawn: &Drawn, stop: Option<&Stop>, end: isize) {
        match stop {
            Some(stop) => {
                self.hold = Hold::Top(stop.top);
                self.focus.clone_from(&stop.focus);
            }
            None => self.step(drawn, end),
        }
    }

    fn fold(&mut self, drawn: &Drawn) {
        let before = self.keys();
        self.folded = !self.folded;
        let same = self.page.blocks.iter().any(|block| block.seen(true).len() < block.seen(false).len());
        self.message = match (same, self.folded) {
            (false, _) => "nothing here is the same in all columns",
            (true, true) => "what is the same is folded to a count; d opens it",
            (true, false) => "what is the same is shown; d folds it",
        }
        .to_owned();
        self.hold = Hold::Focus(drawn.focus_line);
        self.stay_near(&before);
    }

    fn open_help(&mut self) {
        let visit = self.visit();
        self.help = Some((keys::page(), visit));
        self.hold = Hold::Top(Anchor::default());
        self.focus_on(None);
    }

    fn close_help(&mut self) {
        if let Some((_, visit)) = self.help.take() {
            self.focus = visit.key;
            self.hold = visit.hold;
        }
    }

    fn visit(&self) -> Visit {
        Visit { place: self.page.place.clone(), key: self.focus.clone(), hold: self.hold }
    }

    fn enter(&mut self) {
        match self.focused().and_then(|row| row.links.first()).map(|target| target.link.clone()) {
            Some(link) => self.go(&link),
            None => "this row leads nowhere".clone_into(&mut self.message),
        }
    }

    /// Opens a link; one without an era keeps the reader's.
    fn go(&mut self, link: &Link) {
        let place = match self.library.canonical(link.place.clone()) {
            Ok(place) => self.library.seen_in(place, &self.era()),
            Err(error) => {
                self.message = error.to_string();
                return;
            }
        };
        if self.back.len() == LONGEST_HISTORY {
            self.back.remove(0);
        }
        self.back.push(self.visit());
        self.page = page::build(&self.library, &place);
        self.go_to_row(link.key.as_deref());
    }

    fn go_back(&mut self) {
        if let Some(visit) = self.back.pop() {
            self.page = page::build(&self.library, &visit.place);
            self.focus_on(Some(&visit.key));
            self.hold = visit.hold;
        } else if self.page.place.kind == Kind::Home {
            "this is the first page; q quits".clone_into(&mut self.message);
        } else {
            let home = self.library.seen_in(Kind::Home.into(), &self.era());
            self.page = page::build(&self.library, &home);
            self.go_to_row(None);
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

    /// Turns to the era before or after.
    fn turn(&mut self, later: bool, drawn: &Drawn) {
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
        let before = self.keys();
        self.page = page::build(&self.library, &place);
        self.hold = Hold::Focus(drawn.focus_line);
        self.stay_near(&before);
    }

    /// Stays on the row with the same key; where it is gone, on the nearest row of its section that stood
    /// before it and still exists; else on the first of its section; else on the nearest row before it.
    fn stay_near(&mut self, before: &[String]) {
        fn section(key: &str) -> &str {
            key.split('/').next().unwrap_or(key)
        }
        let kept = self.keys();
        let stood = before.iter().position(|key| *key == self.focus).unwrap_or(0);
        let earlier = || before.iter().take(stood + 1).rev().filter(|key| kept.contains(key));
        let own = section(&self.focus);
        let within = earlier().find(|key| section(key) == own);
        let first = || kept.iter().find(|key| section(key) == own);
        let nearest = within.or_else(first).or_else(|| earlier().next()).cloned();
        self.focus_on(nearest.as_deref());
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
