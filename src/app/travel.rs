//! From place to place: in, to a link, out to the index, and to the screens.

use crate::page::Page;
use crate::page::block::Block;
use crate::page::row::Row;
use crate::place::{Kind, Link, Place};

use super::screen::{Screen, index_of};
use super::{App, At, Dress, Pane};

/// What is said to whoever goes where they are.
const HERE: &str = "this is where you are";

impl App {
    /// In: from the index to the page beside it, from a row to where it leads.
    pub(super) fn enter(&mut self) {
        if self.at == At::Index && self.index.as_ref().is_some_and(|index| leads_to_page(index.focused())) {
            self.leave_trail();
            self.at = At::Page;
            // Some pages take all the room once one is in them.
            self.fill_index();
            return;
        }
        match self.active().focused().and_then(|row| row.links.first()).map(|target| target.link.clone()) {
            Some(link) => self.go(&link),
            None => self.say("this row leads nowhere"),
        }
    }

    /// Goes to a link; one without an era keeps the reader's.
    pub(super) fn go(&mut self, link: &Link) {
        match self.library.canonical(link.place.clone()) {
            Ok(place) => {
                let place = self.library.seen_in(place, &self.era());
                if place == *self.place() {
                    if self.at == At::Margin {
                        self.at = At::Page;
                    }
                    match &link.key {
                        Some(key) => self.find(key),
                        None => self.say(HERE),
                    }
                    return;
                }
                self.leave_trail();
                self.open(&Link { place, key: link.key.clone() });
            }
            Err(error) => self.say(error.to_string()),
        }
    }

    /// Shows what stands at a link: a list as index with the page of its entry beside it.
    pub(super) fn open(&mut self, link: &Link) {
        let Link { place, key } = link;
        let built = Pane::new(self.build(place));
        // One that is empty tells why, and is read as a page.
        let leads = |block: &Block| block.rows().iter().any(|row| !row.links.is_empty());
        if matches!(place.kind, Kind::List(_)) && built.page().blocks.iter().any(leads) {
            let was = self.page.page().place.clone();
            self.index = Some(built);
            self.at = At::Index;
            if let Some(key) = key {
                self.find(key);
            } else {
                self.stand_at_entry(&was);
            }
            self.preview();
            return;
        }
        self.page = built;
        self.at = At::Page;
        self.looks.column = 0;
        self.fill_index();
        match key {
            Some(key) => self.find(key),
            None => {
                if let Some(start) = start(self.page.page()) {
                    self.page.stand(&start, self.page.hold(), self.looks.folded);
                }
            }
        }
        self.note_stop();
    }

    /// Goes to a row or section of the page that was opened.
    fn find(&mut self, key: &str) {
        let folded = self.looks.folded;
        if self.active_mut().go_to(key, folded) {
            return;
        }
        // What is folded may have been meant.
        if self.active_mut().go_to(key, false) {
            self.looks.folded = false;
        } else {
            self.say(format!("this page has no part {key:?}; you are at its beginning"));
        }
    }

    /// Makes the index that belongs to the page, or keeps it.
    pub(super) fn fill_index(&mut self) {
        let place = self.page.page().place.clone();
        let Some(list) = index_of(&place.kind).filter(|list| self.library.has_any(*list)) else {
            self.index = None;
            return;
        };
        let wanted = self.library.seen_in(Kind::List(list).into(), &self.era());
        if self.index.as_ref().is_none_or(|index| index.page().place != wanted) {
            self.index = Some(Pane::new(self.build(&wanted)));
        }
        self.stand_at_entry(&place);
    }

    /// Focuses the entry of the index that a place is about.
    pub(super) fn stand_at_entry(&mut self, place: &Place) {
        let Some(index) = &mut self.index else { return };
        let is_about =
            |row: &&Row| row.links.first().is_some_and(|target| same_entry(&target.link.place, place));
        let key = index.rows(false).into_iter().find(is_about).map(|row| row.key.clone());
        if let Some(key) = key {
            let hold = index.hold();
            index.stand(&key, hold, false);
        }
    }

    /// Opens the page of the index's focused entry beside it, without a step in history.
    pub(super) fn preview(&mut self) {
        let row = self.index.as_ref().and_then(Pane::focused);
        let link = row.and_then(|row| row.links.first()).map(|target| target.link.clone());
        let Some(link) = link else { return };
        let era = self.index.as_ref().and_then(|index| index.page().place.era.clone());
        // What is not in this pack has a page that says so.
        let place = self.library.canonical(link.place.clone()).unwrap_or(link.place);
        let place = self.library.seen_in(place, &era.unwrap_or_else(|| self.era()));
        if self.page.page().place != place {
            self.page = Pane::new(self.build(&place));
        }
    }

    /// Back: out of the margin, to where one came from, to the index, to the first page.
    pub(super) fn go_back(&mut self) {
        let is_talking = match self.looks.dress {
            Dress::Explorer => false,
            Dress::Stage => self.looks.zoomed || self.stop_here().is_some(),
            Dress::Notes => self.at == At::Page && self.reads_notes(),
        };
        if is_talking {
            // A slip on one of the many keys that lead back does not leave a stop in front of a room.
            self.looks.zoomed = false;
            return;
        }
        if self.at == At::Margin {
            self.at = At::Page;
            return;
        }
        if self.retrace() {
            return;
        }
        if self.at == At::Page && self.index.is_some() {
            self.at = At::Index;
        } else if self.place().kind == Kind::Home {
            self.say("this is the first page; q quits");
        } else {
            let home = self.library.seen_in(Kind::Home.into(), &self.era());
            self.open(&home.into());
        }
    }

    /// The last place of a screen in this sitting; from there, where the screen begins.
    pub(super) fn go_to_screen(&mut self, number: u8) {
        let Some(screen) = Screen::numbered(number) else { return };
        let Some(start) = screen.place(&self.library, &self.era()) else {
            self.say(format!("there is nothing under {} {} yet", screen.number, screen.name));
            return;
        };
        let is_here = Screen::of(&self.place().kind) == Some(screen);
        // From a role to its own questions, whatever was practised last.
        let role = self.role_here().filter(|_| number == 6 && !is_here).map(str::to_owned);
        if let Some(role) = role {
            return self.go(&Place::from(Kind::Practice(Some(role))).into());
        }
        match self.screens.get(&number).cloned().filter(|_| !is_here) {
            Some(visit) => {
                self.leave_trail();
                self.revisit(&visit);
            }
            None if number == 4 => self.compare(),
            None if number == 5 => self.choose_way(),
            None if *self.place() == start => self.say(HERE),
            None => self.go(&start.into()),
        }
    }
}

/// Whether an entry of the index has a page of its own, which stands beside it.
fn leads_to_page(row: Option<&Row>) -> bool {
    row.is_some_and(|row| !row.links.is_empty())
}

/// Whether two places are about the same entry, whatever the era and whatever part of it.
fn same_entry(one: &Place, other: &Place) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Source { id, .. }, Kind::Source { id: other, .. }) => id == other,
        (one, other) => one == other,
    }
}

/// The row on which a page begins, where that is not its first.
fn start(page: &Page) -> Option<String> {
    match &page.place.kind {
        Kind::Source { claim: Some(claim), .. } => Some(format!("claims/{claim}")),
        // The story is for the eyes; the keys are for where to go.
        Kind::Home => Some("ways".to_owned()),
        Kind::Compare(columns) if columns.is_empty() => Some("pairs".to_owned()),
        Kind::Scenario(_) => Some("steps".to_owned()),
        Kind::Route(Some(_)) => Some("learn".to_owned()),
        Kind::Route(None) => Some("roles".to_owned()),
        // What is to be answered, or the nearest role.
        Kind::Fit => {
            let mut rows = page.blocks.iter().flat_map(Block::rows);
            rows.find(|row| row.subject.is_some()).map(|row| row.key.clone())
        }
        _ => None,
    }
}
