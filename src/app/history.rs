//! What was read: from page to page back and forward, and which pages those were.

use crate::page::row::{Row, Target};
use crate::place::Place;

use super::layout::Hold;
use super::screen::Screen;
use super::{App, At, Dress, Pane};

/// How a reader stood somewhere.
#[derive(Clone, Debug)]
pub struct Visit {
    at: At,
    /// The index, where there was one: its place, its focused row, and what was held.
    index: Option<(Place, String, Hold)>,
    place: Place,
    key: String,
    hold: Hold,
    /// The focused row of the margin.
    margin: String,
    /// Whether a row filled the screen, where that is a room's.
    zoomed: bool,
}

impl Visit {
    /// Where that was.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

/// How many pages one can go back.
const LONGEST_HISTORY: usize = 200;
/// How many places the palette remembers.
const MOST_RECENT: usize = 8;

impl App {
    /// How the reader stands where they are, before they leave; a stop of a tour is remembered for `b`.
    fn step_off(&mut self) -> Visit {
        let visit = self.visit();
        if self.is_at_talk() {
            self.left_stop = Some(visit.clone());
        }
        if self.looks.dress == Dress::Stage {
            // On the next page the room sees whose rows they are first.
            self.looks.zoomed = false;
        }
        visit
    }

    fn visit(&self) -> Visit {
        let index = self.index.as_ref();
        Visit {
            at: self.at,
            index: index.map(|index| (index.page().place.clone(), index.focus().to_owned(), index.hold())),
            place: self.page.page().place.clone(),
            key: self.page.focus().to_owned(),
            hold: self.page.hold(),
            margin: self.margin.focus().to_owned(),
            zoomed: self.looks.zoomed,
        }
    }

    pub(super) fn revisit(&mut self, visit: &Visit) {
        self.index = visit.index.as_ref().map(|(place, key, hold)| {
            let mut index = Pane::new(self.build(place));
            index.stand(key, *hold, false);
            index
        });
        self.page = Pane::new(self.build(&visit.place));
        self.page.stand(&visit.key, visit.hold, self.looks.folded);
        // The margin is filled for the page, and only then read on.
        self.at = At::Page;
        self.fill_margin();
        self.margin.stand(&visit.margin, self.margin.hold(), false);
        self.at = visit.at;
        if self.looks.dress == Dress::Stage {
            self.looks.zoomed = visit.zoomed;
        }
        self.go_on_with_talk();
    }

    /// Remembers where the reader is, before they leave.
    pub(super) fn leave_trail(&mut self) {
        if self.back.len() == LONGEST_HISTORY {
            self.back.remove(0);
        }
        let visit = self.step_off();
        if let Some(screen) = Screen::of(&self.place().kind) {
            self.screens.insert(screen.number, visit.clone());
        }
        self.back.push(visit);
        self.forward.clear();
    }

    /// The page before in the order of reading.
    pub(super) fn earlier(&mut self) {
        if !self.retrace() {
            self.say("this is where you began");
        }
    }

    /// The page after in the order of reading.
    pub(super) fn later(&mut self) {
        match self.forward.pop() {
            Some(visit) => {
                let here = self.step_off();
                self.back.push(here);
                self.revisit(&visit);
            }
            None => self.say("this is the page you read last"),
        }
    }

    /// Goes a step back in history, where there is one.
    pub(super) fn retrace(&mut self) -> bool {
        let Some(visit) = self.back.pop() else { return false };
        let here = self.step_off();
        self.forward.push(here);
        self.revisit(&visit);
        true
    }

    /// Where the reader was, the last place first, for the palette.
    pub(super) fn recent(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for visit in self.back.iter().rev() {
            let place = match &visit.index {
                Some((place, ..)) if visit.at == At::Index => place,
                _ => &visit.place,
            };
            let key = format!("recent/{place}");
            if rows.len() == MOST_RECENT || rows.iter().any(|row| row.key == key) {
                continue;
            }
            let title = self.library.title(place);
            let target = Target { link: place.clone().into(), title: title.clone() };
            rows.push(Row { key, label: title, links: vec![target], ..Row::default() });
        }
        rows
    }
}
