//! What a reader does in practice: begin, reveal, tick, grade, take back, ask further, lay down.

use crate::moment::Moment;
use crate::page::row::{Evidence, Subject};
use crate::place::{Kind, Link, Place};
use crate::practice::{Context, Done, Offer, Refused, deck};
use crate::profile::{Change, Clock, Grade, Run, Stage, Wish};

use super::layout::{Anchor, At, Drawn, Hold};
use super::looks::Dress;
use super::{Action, App, Effect};

/// How long a clock runs before it is kept, in milliseconds: whoever is cut off gets no more of it back.
const KEPT_EVERY: i64 = 10_000;

/// What is said where another sitting did something meanwhile.
const OVERTAKEN: &str = "another sitting of yours went on with this; it is as you see it now";

/// How many lines of a follow-up stand above the first of its points: its heading, and what is asked.
const BELOW_WHAT_IS_ASKED: usize = 4;

impl App {
    /// The run that goes on where the reader is; its keys mean something of their own.
    #[must_use]
    pub fn run(&self) -> Option<&Run> {
        let place = &self.page.page().place;
        let is_open = self.at != At::Index && matches!(place.kind, Kind::Practice(_) | Kind::Mock(_));
        let key = is_open.then(|| self.desk.open.get(&place.to_string())).flatten()?;
        self.profile.runs.get(key)
    }

    /// What the focused row offers to practise.
    #[must_use]
    pub fn offer_here(&self) -> Option<&Offer> {
        match &self.active().focused()?.subject {
            Some(Subject::Practice(offer)) if self.at == At::Page => Some(offer),
            _ => None,
        }
    }

    /// What the clock of the open interview shows.
    fn clock_shown(&self) -> Option<String> {
        let clock = self.run()?.clock.as_ref().filter(|clock| clock.stage == Stage::Asking)?;
        Some(clock.shown(self.now))
    }

    /// How many milliseconds from now the clock that is seen shows something else; `None` where none runs.
    #[must_use]
    pub fn clock_changes_in(&self) -> Option<u64> {
        if self.looks.dress == Dress::Notes {
            return self.standing_changes_in();
        }
        let left = self.interview_clock()?.left(self.now);
        (left > 0).then(|| ((left - 1) % 1000 + 1).unsigned_abs())
    }

    /// The clock of an interview that is being asked in this sitting, wherever the reader is.
    #[must_use]
    pub fn interview_clock(&self) -> Option<&Clock> {
        let open = self.desk.open.values().filter_map(|key| self.profile.runs.get(key));
        let mut clocks = self.run().into_iter().chain(open).filter_map(|run| run.clock.as_ref());
        clocks.find(|clock| clock.stage == Stage::Asking)
    }

    /// What is left for the interview that goes on while the reader is elsewhere.
    #[must_use]
    pub fn interview_elsewhere(&self) -> Option<String> {
        let clock = self.interview_clock().filter(|_| self.clock_shown().is_none())?;
        Some(if clock.left(self.now) > 0 {
            format!("{} left", clock.shown(self.now))
        } else {
            "time is up".to_owned()
        })
    }

    /// Whether the clock of an open interview ran for a while since it was kept last; it runs on while something else
    /// is looked at.
    #[must_use]
    pub fn has_unkept_clock(&self) -> bool {
        let mut open = self.desk.open.values().filter_map(|key| self.profile.runs.get(key)?.clock.as_ref());
        open.any(|clock| clock.stage == Stage::Asking && self.now.since(clock.since) >= KEPT_EVERY)
    }

    /// Takes note of the time; a clock shows it, and the first page what it says of the time.
    pub(super) fn tell_time(&mut self, now: Moment) {
        let (was, showed) = (self.now, self.clock_shown());
        self.now = now;
        if was == Moment::default() {
            self.begin_talk();
        }
        let place = &self.page.page().place;
        // Whatever else a sitting begins with says nothing of the time, and need not be made twice.
        let is_first = was == Moment::default()
            && matches!(
                place.kind,
                Kind::Practice(_) | Kind::Mock(_) | Kind::Progress(_) | Kind::Question(_)
            );
        if is_first || showed != self.clock_shown() {
            let page = self.build(place);
            self.page.replace(page);
        }
    }

    /// After the profile or the pack changed: what can no longer be gone on with is no longer open.
    pub(super) fn settle_runs(&mut self) {
        let (library, runs) = (&self.library, &mut self.profile.runs);
        self.desk.open.retain(|_, key| {
            let settled = runs.get(key).and_then(|run| run.settled(library));
            settled.map(|run| runs.insert(key.clone(), run)).is_some()
        });
    }

    /// What was asked for when the sitting was begun: it begins at once, where nothing waits to be gone on with.
    pub(super) fn practise(&mut self, wish: Wish) -> Effect {
        let place = self.page.page().place.to_string();
        let waits =
            |run: &Run| run.place == place && run.settled(&self.library).is_some_and(|run| !run.is_over());
        let mut runs = self.profile.runs.values();
        if !runs.any(|run| run.pack == self.library.pack().name && waits(run)) {
            return self.take_offer(Offer::Begin(wish));
        }
        self.desk.asked = Some(wish);
        self.open_again();
        Effect::Draw
    }

    /// Takes what a row offers.
    pub(super) fn take_offer(&mut self, offer: Offer) -> Effect {
        let place = self.page.page().place.to_string();
        let change = match offer {
            Offer::Begin(wish) => {
                let Some(run) = deck::begin(&self.library, &self.profile, &place, &wish, self.now) else {
                    self.say("there are no such questions; / questions lists those there are");
                    return Effect::Draw;
                };
                if wish.due && !deck::has_due(&self.library, &self.profile, &wish, self.now) {
                    self.say("nothing is due; these are others");
                } else if wish.minutes.is_some() {
                    self.say("the time runs: Space goes on, i writes a note, and the points come at the end");
                }
                self.desk.open.insert(place, run.key());
                self.desk.asked = None;
                Change::Run(Box::new(run))
            }
            Offer::Resume(key) => {
                let kept = self.profile.runs.get(&key).and_then(|run| run.settled(&self.library));
                let Some(run) = kept else {
                    self.say("what was to be gone on with is no longer there");
                    self.open_again();
                    return Effect::Draw;
                };
                self.desk.open.insert(place, key);
                Change::Run(Box::new(run.taken_up(self.now)))
            }
            Offer::PutAway => match self.desk.open.remove(&place) {
                Some(key) => Change::RunOver(key),
                None => return Effect::Draw,
            },
        };
        self.profile.apply(&change);
        self.open_again();
        Effect::Save(change)
    }

    /// Back out of an open run: it waits, and its clock does not run meanwhile; one that is over is put away.
    pub(super) fn lay_down(&mut self) -> Effect {
        if self.run().is_some_and(Run::is_over) {
            return self.take_offer(Offer::PutAway);
        }
        let run = self.run().filter(|run| run.stage() == Some(Stage::Asking));
        let change = run.map(|run| Change::Run(Box::new(run.touched(self.now))));
        if let Some(change) = &change {
            self.profile.apply(change);
        }
        self.desk.open.remove(&self.page.page().place.to_string());
        self.open_again();
        self.say("it waits for you here; once more leads further back");
        change.map_or(Effect::Draw, Effect::Save)
    }

    /// Reads the clocks of what is open, before the reader goes away.
    pub fn pause(&mut self) -> Vec<Change> {
        let now = self.now;
        self.change_open(|run| {
            (run.stage() == Some(Stage::Asking)).then(|| Change::Run(Box::new(run.touched(now))))
        })
    }

    /// The same, takes note of the row the reader stands on, and puts away what is over: the reader leaves.
    pub fn depart(&mut self) -> Vec<Change> {
        let mut changes = self.keep_place(|last, here| last == here);
        changes.extend(self.pause());
        changes.extend(self.change_open(|run| run.is_over().then(|| Change::RunOver(run.key()))));
        changes
    }

    fn change_open(&mut self, change: impl Fn(&Run) -> Option<Change>) -> Vec<Change> {
        let open = self.desk.open.values().filter_map(|key| self.profile.runs.get(key));
        let changes: Vec<_> = open.filter_map(change).collect();
        for change in &changes {
            self.profile.apply(change);
        }
        changes
    }

    /// The reader is back from elsewhere: clocks did not run meanwhile.
    pub fn come_back(&mut self, now: Moment) {
        self.now = now;
        for key in self.desk.open.values() {
            if let Some(run) = self.profile.runs.get_mut(key) {
                *run = run.taken_up(now);
            }
        }
    }

    /// Opens the page where the reader is once more, from its top.
    pub(super) fn open_again(&mut self) {
        let place: Place = self.page.page().place.clone();
        self.open(&Link::from(place));
        self.fill_margin();
    }

    /// Does in the open run what a key asks for.
    pub(super) fn do_in_run(&mut self, action: &Action, drawn: &Drawn) -> Effect {
        let is_overtaken = std::mem::take(&mut self.overtaken);
        // Behind the key that begins a note comes what is to stand there, and no keys.
        if is_overtaken && *action != Action::Note {
            self.say(OVERTAKEN);
            return Effect::Draw;
        }
        let Some(run) = self.run().cloned() else {
            self.say("that is for an open question: 6 leads to practice");
            return Effect::Draw;
        };
        let (focus, profile) = (self.page.focus(), &self.profile);
        let context = Context { library: &self.library, profile, now: self.now, ticks: true };
        let done = match action {
            Action::Reveal => run.reveal(&context, focus),
            Action::Grade(number) => match Grade::try_from(i64::from(*number)) {
                Ok(grade) => run.grade(&context, grade, focus),
                Err(_) => Err("grades go from 1 to 4"),
            },
            Action::TakeBack => run.take_back(&context),
            Action::FollowUp => run.follow_up(&context),
            Action::Note => {
                self.write(&run);
                if is_overtaken {
                    self.say(OVERTAKEN);
                }
                return Effect::Draw;
            }
            _ => return Effect::Draw,
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
        if self.run().is_some_and(Run::is_over) {
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
