//! One reader's sitting: where they are, and what a key does there.
//!
//! [`App`] knows no terminal and reads no clock: actions come in, effects go out, and a host (the local
//! terminal, or a test) carries them out.

mod action;
mod asking;
pub mod key;
pub mod keys;
mod layout;
mod looks;
mod margin;
mod marks;
mod note;
mod pane;
mod practice;
mod prompt;
mod renew;
pub mod screen;
mod take;
mod theme;
mod travel;
mod turn;

use std::collections::HashMap;
use std::sync::Arc;

use tui_input::InputRequest;

use crate::content::Library;
use crate::content::problem::Report;
use crate::moment::Moment;
use crate::page::row::Row;
use crate::page::{self, Page, Reader, Shared};
use crate::place::{Link, Place};
use crate::practice::Desk;
use crate::profile::Profile;

use key::{Input, Key};
use keys::Where;
use note::Note;
use travel::Visit;

pub use action::{Action, Effect, Fresh};
pub use layout::{Anchor, At, Drawn, Hold, PaneDrawn, Spot, Stop, Target};
pub use looks::Looks;
pub use pane::Pane;
pub use prompt::{Ask, Prompt};
pub use theme::Theme;

/// One reader's sitting.
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
    /// The skill or leaning that was raised or lowered last, while nothing else is done.
    raised: Option<String>,
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
    /// Pages that others read too, where the reader sits far from the machine this runs on, which is not theirs.
    shared: Option<Arc<Shared>>,
}

impl App {
    /// A sitting of a reader that begins at a link.
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
            raised: None,
            now: Moment::default(),
            desk: Desk::default(),
            note: None,
            is_unkept: false,
            overtaken: false,
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
        match &self.shared {
            Some(shared) => shared.page(&self.library, self.reader(), place),
            None => Arc::new(page::build(&self.library, self.reader(), place)),
        }
    }

    /// For whom pages are made.
    fn reader(&self) -> Reader<'_> {
        Reader { profile: &self.profile, now: self.now, desk: &self.desk, is_writing: self.note.is_some() }
    }

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
    }

    /// What a key does now.
    #[must_use]
    pub fn action(&self, key: Key) -> Option<Action> {
        keys::action(key, self.whereabouts())
    }

    /// What is wanted by something that a reader does now.
    #[must_use]
    pub fn wanted(&self, input: Input) -> Option<Action> {
        match input {
            Input::Key(key) => self.action(key),
            Input::Paste(text) => Some(Action::Paste(text)),
            Input::Press(x, y) => Some(Action::Click(x, y)),
            Input::WheelUp => Some(Action::Up),
            Input::WheelDown => Some(Action::Down),
        }
    }

    /// What keys mean now.
    #[must_use]
    pub fn whereabouts(&self) -> Where {
        if self.prompt.is_some() || self.note.is_some() {
            Where::Typing
        } else if self.run().is_some() {
            Where::Practice
        } else {
            Where::Everywhere
        }
    }

    /// The pane that keys go to.
    #[must_use]
    pub fn active(&self) -> &Pane {
        match (&self.prompt, self.at, &self.index) {
            (Some(prompt), ..) => prompt.pane(),
            (None, At::Index, Some(index)) => index,
            (None, At::Margin, _) => &self.margin,
            (None, ..) => &self.page,
        }
    }

    fn active_mut(&mut self) -> &mut Pane {
        match (&mut self.prompt, self.at, &mut self.index) {
            (Some(prompt), ..) => prompt.pane_mut(),
            (None, At::Index, Some(index)) => index,
            (None, At::Margin, _) => &mut self.margin,
            (None, ..) => &mut self.page,
        }
    }

    /// Where the row stands that is looked at: the index's, or the page's, also while its margin is read.
    #[must_use]
    pub fn subject(&self) -> (&Page, Option<&Row>) {
        let pane = if self.at == At::Index { self.active() } else { &self.page };
        (pane.page(), pane.focused())
    }

    /// Whether what is the same is folded in the pane that keys go to.
    fn folded(&self) -> bool {
        self.looks.folded && self.prompt.is_none()
    }

    /// Does what the reader wants.
    pub fn update(&mut self, action: Action) -> Effect {
        let action = self.pending.take().unwrap_or(action);
        if let Some(effect) = self.in_note(&action) {
            return effect;
        }
        if !matches!(action, Action::Raise | Action::Lower | Action::Profile(_) | Action::Time(_)) {
            self.raised = None;
        }
        // What is pressed on a screen that shows something else does not count as having seen it.
        let is_unseen = matches!(action, Action::Profile(_) | Action::Time(_) | Action::Click(..))
            || (action == Action::Enter && self.prompt.is_some());
        if !(action.is_of_runs() || is_unseen) {
            self.overtaken = false;
        }
        match action {
            action if self.is_served() && action.touches_the_host() => return self.decline(&action),
            Action::Quit => return Effect::Quit,
            Action::Suspend => return Effect::Suspend,
            Action::Time(now) => self.tell_time(now),
            Action::Type(letter) => self.edit(InputRequest::InsertChar(letter)),
            Action::Paste(text) => self.paste(&text),
            Action::Erase if self.prompt.as_ref().is_some_and(|prompt| prompt.text().is_empty()) => {
                self.leave();
            }
            Action::Erase => self.edit(InputRequest::DeletePrevChar),
            Action::EraseWord => self.edit(InputRequest::DeletePrevWord),
            Action::EraseAll => self.edit(InputRequest::DeleteLine),
            Action::Left => self.edit(InputRequest::GoToPrevChar),
            Action::Right => self.edit(InputRequest::GoToNextChar),
            action => {
                self.settle();
                return match self.drawn.take() {
                    Some(drawn) => self.update_drawn(action, &drawn),
                    None => self.after_layout(action),
                };
            }
        }
        Effect::Draw
    }

    /// Asks for the layout first, whatever it was that the host brought.
    fn after_layout(&mut self, action: Action) -> Effect {
        self.pending = Some(action);
        Effect::Layout
    }

    /// Finds what there is to choose from for all that was typed by now; before anything is drawn.
    pub fn settle(&mut self) {
        if let Some(prompt) = &mut self.prompt {
            prompt.settle(&self.library);
        }
    }

    /// What a drawing found out about the pane that keys go to.
    fn active_drawn<'d>(&self, drawn: &'d Drawn) -> Option<&'d PaneDrawn> {
        match (&self.prompt, self.at) {
            (Some(_), _) => drawn.prompt.as_ref(),
            (None, At::Index) => drawn.index.as_ref(),
            (None, At::Page) => drawn.page.as_ref(),
            (None, At::Margin) => drawn.margin.as_ref(),
        }
    }

    /// Does what needs to know the layout.
    fn update_drawn(&mut self, action: Action, drawn: &Drawn) -> Effect {
        let nothing = PaneDrawn::default();
        let pane = self.active_drawn(drawn).unwrap_or(&nothing);
        let is_paging = matches!(action, Action::PageDown | Action::PageUp);
        if is_paging && pane.screens.is_none() && self.active_drawn(drawn).is_some() {
            self.is_paging = true;
            return self.after_layout(action);
        }
        self.is_paging = false;
        self.message.clear();
        let folded = self.folded();
        match action {
            Action::Down => self.active_mut().down(pane, folded),
            Action::Up => self.active_mut().up(pane, folded),
            Action::First => self.active_mut().step(pane, isize::MIN, folded),
            Action::Last => self.active_mut().step(pane, isize::MAX, folded),
            Action::PageDown | Action::PageUp => {
                let further = action == Action::PageDown;
                let [down, up] = pane.screens.clone().unwrap_or_default();
                let (stop, end) = if further { (down, isize::MAX) } else { (up, isize::MIN) };
                self.active_mut().jump(pane, stop.as_ref(), end, folded);
            }
            Action::Back if self.prompt.is_some() => self.leave(),
            Action::Enter if self.prompt.is_some() => return self.take(),
            Action::Click(x, y) => return self.click(x, y, drawn),
            Action::Profile(profile) => self.take_over(*profile, drawn),
            Action::Practise(wish) => return self.practise(*wish),
            Action::Library(fresh) => self.renew(fresh.0, drawn),
            Action::PackBroken(report) => self.break_off(report),
            action => return self.update_page(action, drawn),
        }
        self.moved();
        Effect::Draw
    }

    /// Does what concerns pages, not what is typed.
    fn update_page(&mut self, action: Action, drawn: &Drawn) -> Effect {
        match action {
            action if action.is_of_runs() => return self.do_in_run(&action, drawn),
            Action::Back if self.at == At::Page && self.run().is_some() => return self.lay_down(),
            Action::Enter if self.offer_here().is_some() => {
                let offer = self.offer_here().cloned();
                return offer.map_or(Effect::Draw, |offer| self.take_offer(offer));
            }
            Action::Enter => self.enter(),
            Action::Back => self.go_back(),
            Action::Earlier => self.earlier(),
            Action::Later => self.later(),
            Action::NextPane => self.turn_pane(1, drawn),
            Action::PreviousPane => self.turn_pane(-1, drawn),
            Action::EarlierEra => self.turn_era(false, drawn),
            Action::LaterEra => self.turn_era(true, drawn),
            Action::Screen(number) => self.go_to_screen(number),
            Action::Mark => self.mark(),
            Action::Compare => self.compare(),
            Action::Route => self.go_to_role(),
            Action::Raise => return self.raise(true, drawn),
            Action::Lower => return self.raise(false, drawn),
            Action::Bookmark => return self.bookmark(drawn),
            Action::Fold => self.fold(drawn),
            Action::Search => self.ask(Ask::Search, ""),
            Action::Palette => self.ask(Ask::Palette, ""),
            Action::Help => self.ask(Ask::Help, ""),
            Action::Sources => {
                self.stand_at_evidence();
                self.turn_to_margin();
            }
            Action::Browse => return self.browse(),
            Action::CopyRow => return self.copy_row(),
            Action::CopyPage => return self.copy_page(),
            Action::Edit => return self.edit_row(),
            Action::Reload => return self.reload(),
            Action::Problems => self.show_problems(),
            Action::Export => {
                let name = self.file_name();
                self.ask(Ask::File { replace: None }, &name);
            }
            action => return self.change_looks(&action),
        }
        self.fill_margin();
        Effect::Draw
    }

    /// After the focus moved: the index opens the page beside it, and the page its margin.
    fn moved(&mut self) {
        if self.prompt.is_none() {
            if self.at == At::Index {
                self.preview();
            }
            self.fill_margin();
        }
    }
}
