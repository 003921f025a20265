//! What a reader does in practice: begin, reveal, tick, grade, take back, ask further.

use crate::page::row::{Evidence, Subject};
use crate::place::{Kind, Link, Place};
use crate::practice::{Done, Offer, Refused, deck};
use crate::profile::{Change, Grade, Run, Stage, Wish};

use super::layout::{Anchor, At, Drawn, Hold};
use super::{Action, App, Effect};

/// How many lines of a follow-up stand above the first of its points: its heading, and what is asked.
const BELOW_WHAT_IS_ASKED: usize = 4;

impl App {
    /// The run that goes on where the reader is; its keys mean something of their own.
    #[must_use]
    pub fn run(&self) -> Option<&Run> {
        let place = &self.page.page().place;
        let is_open = self.at != At::Index && matches!(place.kind, Kind::Practice(_) | Kind::Mock(_));
        let place = is_open.then(|| place.to_string())?;
        self.desk.open.contains(&place).then(|| self.profile.runs.get(&place)).flatten()
    }

    /// What the focused row offers to practise.
    #[must_use]
    pub fn offer_here(&self) -> Option<&Offer> {
        match &self.active().focused()?.subject {
            Some(Subject::Practice(offer)) if self.at == At::Page => Some(offer),
            _ => None,
        }
    }

    /// How many milliseconds from now the clock that is seen shows something else; `None` where none runs.
    #[must_use]
    pub fn clock_changes_in(&self) -> Option<u64> {
        let clock = self.run().filter(|_| self.prompt.is_none())?.clock.as_ref()?;
        let left = clock.left(self.now);
        (clock.stage == Stage::Asking && left > 0).then(|| ((left - 1) % 1000 + 1).unsigned_abs())
    }

    /// What was asked for when the sitting was begun: it begins at once, where nothing waits to be gone on with.
    pub(super) fn practise(&mut self, wish: Wish) -> Effect {
        let place = self.page.page().place.to_string();
        let kept = self.profile.runs.get(&place).and_then(|run| run.settled(&self.library));
        if let Some(run) = kept.filter(|run| !run.is_over()) {
            self.desk.asked = (run.wish != wish).then_some(wish);
            self.open_again();
            return Effect::Draw;
        }
        self.take_offer(Offer::Begin(wish))
    }

    /// Takes what a row offers.
    pub(super) fn take_offer(&mut self, offer: Offer) -> Effect {
        let place = self.page.page().place.to_string();
        let change = match offer {
            Offer::Begin(wish) => {
                let Some(run) = deck::begin(&self.library, &self.profile, &place, &wish, self.now) else {
                    self.say("there are no such questions");
                    return Effect::Draw;
                };
                self.desk.open.insert(place);
                self.desk.asked = None;
                Change::Run(Box::new(run))
            }
            Offer::Resume => {
                let kept = self.profile.runs.get(&place).and_then(|run| run.settled(&self.library));
                let Some(run) = kept else {
                    self.say("what was to be gone on with is no longer there");
                    self.open_again();
                    return Effect::Draw;
                };
                self.desk.open.insert(place);
                Change::Run(Box::new(run.taken_up(self.now)))
            }
            Offer::PutAway => {
                self.desk.open.remove(&place);
                Change::RunOver(place)
            }
        };
        self.profile.apply(&change);
        self.open_again();
        Effect::Save(change)
    }

    /// Opens the page where the reader is once more, from its top.
    fn open_again(&mut self) {
        let place: Place = self.page.page().place.clone();
        self.open(&Link::from(place));
        self.fill_margin();
    }

    /// Does in the open run what a key asks for.
    pub(super) fn do_in_run(&mut self, action: &Action, drawn: &Drawn) -> Effect {
        if std::mem::take(&mut self.overtaken) {
            self.say("another sitting of yours went on with this; it is as you see it now");
            return Effect::Draw;
        }
        let Some(run) = self.run().and_then(|run| run.settled(&self.library)) else {
            self.say("that is for practice: 6 opens it");
            return Effect::Draw;
        };
        let focus = self.page.focus();
        let done = match action {
            Action::Reveal => run.reveal(&self.library, focus, self.now),
            Action::Grade(number) => match Grade::try_from(i64::from(*number)) {
                Ok(grade) => run.grade(&self.library, &self.profile, grade, focus, self.now),
                Err(_) => Err("grades go from 1 to 4"),
            },
            Action::TakeBack => run.take_back(self.now),
            Action::FollowUp => run.follow_up(&self.library, self.now),
            _ => {
                self.write(&run);
                return Effect::Draw;
            }
        };
        self.finish(done, drawn)
    }

    /// Who asks for the sources of an open question means those of its answer.
    pub(super) fn stand_at_evidence(&mut self) {
        let is_open = self.run().is_some() && self.at == At::Page;
        let has_none = self.page.focused().is_none_or(|row| row.evidence == Evidence::default());
        if is_open && has_none {
            let stood = self.page.focus().to_owned();
            if !self.page.focus_on(Some("answer"), false) {
                self.page.focus_on(Some(&stood), false);
            }
            self.fill_margin();
        }
    }

    fn finish(&mut self, done: Result<Done, Refused>, drawn: &Drawn) -> Effect {
        let Done { change, stand } = match done {
            Ok(done) => done,
            Err(why) => {
                self.say(why);
                return Effect::Draw;
            }
        };
        self.profile.apply(&change);
        let is_over = self.run().is_some_and(Run::is_over);
        if is_over {
            self.open_again();
            return Effect::Save(change);
        }
        self.at = At::Page;
        self.refresh(drawn);
        if let Some(stand) = stand {
            self.page.focus_on(Some(&stand), false);
            // What comes next is seen from its beginning, a follow-up below what is asked, and what else there
            // is on the page stays where it is.
            let top = drawn.page.as_ref().map(|page| page.top).filter(|_| stand.contains('/'));
            self.page.set_hold(match top {
                Some(_) if stand.starts_with("follow-up") => Hold::Focus(BELOW_WHAT_IS_ASKED),
                Some(top) => Hold::Row(top),
                None => Hold::Top(Anchor::default()),
            });
        }
        self.fill_margin();
        Effect::Save(change)
    }
}
