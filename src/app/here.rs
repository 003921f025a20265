//! What is here: the pane that keys go to, the place, the row, and what they are about.

use std::collections::HashSet;

use crate::page::Page;
use crate::page::row::{Row, Subject};
use crate::place::{Kind, Link, Place};

use super::prompt::Prompt;
use super::{App, At, Pane};

impl App {
    /// Which pane the reader is in.
    #[must_use]
    pub fn at(&self) -> At {
        self.at
    }

    /// The entries of the kind that the page is of; `None` where a page has no index.
    #[must_use]
    pub fn index(&self) -> Option<&Pane> {
        self.index.as_ref()
    }

    /// The page.
    #[must_use]
    pub fn page(&self) -> &Pane {
        &self.page
    }

    /// What belongs to the focused row of the page.
    #[must_use]
    pub fn margin(&self) -> &Pane {
        &self.margin
    }

    /// The pane that keys go to.
    #[must_use]
    pub fn active(&self) -> &Pane {
        self.prompt.as_ref().map_or_else(|| self.beneath(), Prompt::pane)
    }

    /// The pane that the reader is in, beneath whatever is asked for.
    #[must_use]
    pub fn beneath(&self) -> &Pane {
        match (self.at, &self.index) {
            (At::Index, Some(index)) => index,
            (At::Margin, _) => &self.margin,
            _ => &self.page,
        }
    }

    pub(super) fn active_mut(&mut self) -> &mut Pane {
        match (&mut self.prompt, self.at, &mut self.index) {
            (Some(prompt), ..) => prompt.pane_mut(),
            (None, At::Index, Some(index)) => index,
            (None, At::Margin, _) => &mut self.margin,
            (None, ..) => &mut self.page,
        }
    }

    /// The place that the reader would name: the index's in the index, else the page's.
    #[must_use]
    pub fn place(&self) -> &Place {
        match (&self.index, self.at) {
            (Some(index), At::Index) => &index.page().place,
            _ => &self.page.page().place,
        }
    }

    /// The era in which the reader sees everything, by its short name.
    #[must_use]
    pub fn era(&self) -> String {
        let shown = self.library.shown_at(&self.page.page().place).place;
        let here = era_of(&shown);
        // A project seen in all eras has none of its own: there it is the index's, or as it was before.
        let index = || self.index.as_ref().and_then(|index| era_of(&index.page().place));
        let before = || self.back.iter().rev().find_map(|visit| era_of(visit.place()));
        self.library.era_or_default(here.or_else(index).or_else(before)).short.to_string()
    }

    /// Where the reader is, to come back to.
    #[must_use]
    pub fn here(&self) -> Link {
        let pane = self.looked_into();
        Link {
            place: pane.page().place.clone(),
            key: Some(pane.focus().to_owned()).filter(|key| !key.is_empty()),
        }
    }

    /// The index where one is in it, else the page.
    fn looked_into(&self) -> &Pane {
        match (&self.index, self.at) {
            (Some(index), At::Index) => index,
            _ => &self.page,
        }
    }

    /// Where the row stands that is looked at: the index's, or the page's, also while its margin is read.
    #[must_use]
    pub fn subject(&self) -> (&Page, Option<&Row>) {
        let pane = self.looked_into();
        (pane.page(), pane.focused())
    }

    /// The row that is looked at, also in the margin.
    pub(super) fn looked_at(&self) -> (&Page, Option<&Row>) {
        match self.at {
            At::Margin => (self.margin.page(), self.margin.focused()),
            _ => self.subject(),
        }
    }

    /// The role that the focused row is about, else the page's.
    #[must_use]
    pub fn role_here(&self) -> Option<&str> {
        match self.kind_here()? {
            Kind::Role(id) => Some(id),
            _ => None,
        }
    }

    /// What the focused row is about, else its page; `None` where that is no entry.
    pub(super) fn kind_here(&self) -> Option<&Kind> {
        let (page, row) = self.subject();
        match row.and_then(|row| row.subject.as_ref()) {
            Some(Subject::Entry(place)) => Some(&place.kind),
            Some(Subject::Leaning(_) | Subject::Practice(_)) => None,
            None => Some(&page.place.kind),
        }
    }

    /// What the open page is about and where it leads: among equals, these hits come first.
    pub(super) fn kinds_here(&self) -> HashSet<Kind> {
        let page = self.page.page();
        let links = page.blocks.iter().flat_map(|block| block.rows()).flat_map(|row| &row.links);
        links.map(|target| target.link.place.kind.clone()).chain([page.place.kind.clone()]).collect()
    }

    /// The questions of the deck that is practised here.
    pub(super) fn deck_here(&self) -> HashSet<Kind> {
        let deck = self.run().into_iter().flat_map(|run| &run.cards);
        deck.map(|card| Kind::Question(card.question.clone())).collect()
    }

    /// Whether what is the same is folded in the pane that keys go to.
    pub(super) fn folded(&self) -> bool {
        self.looks.folded && self.prompt.is_none()
    }
}

/// The era of a place, which an era's own page is.
fn era_of(place: &Place) -> Option<&str> {
    match &place.kind {
        Kind::Era(era) => Some(era),
        _ => place.era.as_deref(),
    }
}
