//! One reader's state: where they are, how they want to see it, and what a key does there.
//!
//! [`App`] knows no terminal and reads no clock: actions come in, effects go out, and a host (the local
//! terminal, the server, or a test) carries them out.

mod action;
mod again;
mod asking;
mod here;
mod history;
mod keep;
pub mod key;
pub mod keys;
mod layout;
mod looks;
mod margin;
mod marks;
mod mouse;
mod note;
mod pane;
mod practice;
mod presentation;
mod prompt;
mod raise;
mod renew;
pub mod screen;
mod synonyms;
mod take;
mod theme;
mod tour;
mod travel;
mod turn;
mod update;
mod wanted;

use std::collections::HashMap;
use std::sync::Arc;

use crate::content::Library;
use crate::content::problem::Report;
use crate::moment::Moment;
use crate::page::{self, Page, Reader, Shared};
use crate::place::{Link, Place};
use crate::practice::Desk;
use crate::profile::Profile;

use again::Again;
use history::Visit;
use note::Note;
use presentation::Presentation;

pub use action::{Action, Effect, Fresh};
pub use layout::{Anchor, At, Drawn, Hold, Landing, PaneDrawn, Press, Spot};
pub use looks::{Dress, Looks};
pub use pane::Pane;
pub use prompt::{Ask, Prompt};
pub use theme::Theme;

/// One reader's state, from opening the guide to leaving it.
#[derive(Debug)]
pub struct App {
    library: Arc<Library>,
    /// What the reader keeps.
    profile: Profile,
    /// Where the reader is.
    at: At,
    index: Option<Pane>,
    page: Pane,
    margin: Pane,
    /// What is asked for, above everything else.
    prompt: Option<Prompt>,
    /// What the last drawing found out; `None` since something changed that moves lines.
    drawn: Option<Drawn>,
    /// What is to be done once the layout was found.
    pending: Option<Action>,
    /// Whether the next drawing measures the screens before and after.
    is_paging: bool,
    back: Vec<Visit>,
    forward: Vec<Visit>,
    /// The last place of each screen, by its number.
    screens: HashMap<u8, Visit>,
    /// Ids of the roles marked for comparing.
    marked: Vec<String>,
    message: String,
    /// What is wrong with the pack as it stands in its folder now; the library is the last good one.
    broken: Option<Arc<Report>>,
    looks: Looks,
    again: Option<Again>,
    /// The time, as the host last told it.
    now: Moment,
    /// What this sitting does about practice.
    desk: Desk,
    /// What is being written to a question.
    note: Option<Note>,
    /// Whether what the reader changes is not kept.
    is_unkept: bool,
    /// Whether another sitting went on with the run that is open here, and the reader has not seen it yet.
    overtaken: bool,
    /// The stop of the tour that was left last, and how.
    left_stop: Option<Visit>,
    /// What is known of the presentation that this is, or that these are the notes to.
    presentation: Presentation,
    /// Pages that others read too, where the reader sits far from the machine this runs on, which is not theirs.
    shared: Option<Arc<Shared>>,
}

impl App {
    /// A reader who begins at a link.
    #[must_use]
    pub fn new(library: Arc<Library>, profile: Profile, link: &Link, looks: Looks) -> Self {
        Self::begin(library, profile, link, looks, None)
    }

    /// The same, for somebody who sits far from the machine this runs on: nothing touches that machine, and pages are
    /// shared with others who came.
    #[must_use]
    pub fn served(
        library: Arc<Library>,
        profile: Profile,
        link: &Link,
        looks: Looks,
        shared: Arc<Shared>,
    ) -> Self {
        Self::begin(library, profile, link, looks, Some(shared))
    }

    fn begin(
        library: Arc<Library>,
        profile: Profile,
        link: &Link,
        looks: Looks,
        shared: Option<Arc<Shared>>,
    ) -> Self {
        let mut app = Self {
            library,
            profile,
            at: At::Page,
            index: None,
            page: Pane::blank(),
            margin: Pane::blank(),
            prompt: None,
            drawn: None,
            pending: None,
            is_paging: false,
            back: Vec::new(),
            forward: Vec::new(),
            screens: HashMap::new(),
            marked: Vec::new(),
            message: String::new(),
            broken: None,
            looks,
            again: None,
            now: Moment::default(),
            desk: Desk::default(),
            note: None,
            is_unkept: false,
            overtaken: false,
            left_stop: None,
            presentation: Presentation::default(),
            shared,
        };
        app.open(link);
        if app.profile.last.as_ref() == Some(link) {
            // Who comes back stands where they stood, and sees as much of what is above as there is room for.
            app.active_mut().set_hold(Hold::Row(Anchor::default()));
            // The row they stood on may be gone by now, and they did not ask for it.
            app.message.clear();
        }
        app.fill_margin();
        app
    }

    /// The library the pages are made from.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What the reader keeps.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The page of a place, for this reader.
    fn build(&self, place: &Place) -> Arc<Page> {
        let place = &self.staged(place);
        match &self.shared {
            Some(shared) => shared.page(&self.library, self.reader(), place),
            None => Arc::new(page::build(&self.library, self.reader(), place)),
        }
    }

    /// For whom pages are made.
    fn reader(&self) -> Reader<'_> {
        Reader {
            profile: &self.profile,
            now: self.now,
            desk: &self.desk,
            is_writing: self.note.is_some(),
            speaks: self.looks.dress == Dress::Notes,
            is_far: self.is_served(),
        }
    }

    /// What is asked for.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// How the reader wants to see it.
    #[must_use]
    pub fn looks(&self) -> &Looks {
        &self.looks
    }

    /// Whether the screens before and after are to be measured.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        self.is_paging
    }

    /// The ids of the roles marked for comparing.
    #[must_use]
    pub fn marked(&self) -> &[String] {
        &self.marked
    }

    /// One line for the reader; empty where there is nothing to say.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What is wrong with the pack since it was last read.
    #[must_use]
    pub fn broken(&self) -> Option<&Report> {
        self.broken.as_deref()
    }

    /// Says something to the reader until the next key.
    pub fn say(&mut self, message: impl Into<String>) {
        self.message = message.into();
    }

    /// Whether what the reader changes is not kept.
    #[must_use]
    pub fn is_unkept(&self) -> bool {
        self.is_unkept
    }

    /// Whether the reader sits far from the machine this runs on.
    #[must_use]
    pub fn is_served(&self) -> bool {
        self.shared.is_some()
    }

    /// Tells whether what the reader changes is not kept.
    pub fn set_unkept(&mut self, is_unkept: bool) {
        self.is_unkept = is_unkept;
    }

    /// Takes over what a drawing found out.
    pub fn set_drawn(&mut self, drawn: Drawn) {
        let tops = [
            (self.prompt.as_mut().map(Prompt::pane_mut), &drawn.prompt),
            (self.index.as_mut(), &drawn.index),
            (Some(&mut self.page), &drawn.page),
            (Some(&mut self.margin), &drawn.margin),
        ];
        for (pane, drawn) in tops {
            if let (Some(pane), Some(drawn)) = (pane, drawn) {
                pane.set_top(drawn.top);
            }
        }
        self.drawn = Some(drawn);
    }

    /// Says that the screen has another size, so that the layout is out of date.
    pub fn resized(&mut self) {
        self.drawn = None;
        self.resize_note();
    }
}
