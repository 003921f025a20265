//! What a key means that is pressed again at once: rows come and go below the reader, and it means the same still.

use crate::place::Place;
use crate::practice::Offer;
use crate::profile::{Change, Run};

use super::{Action, App, Effect};

/// What was done last, while nothing else is.
#[derive(Debug)]
pub(super) enum Again {
    /// The skill or leaning was raised or lowered.
    Raised(String),
    /// The bookmark was taken out of the list of them.
    Unmarked(Place),
    /// It was asked whether the run is to be thrown away.
    Discard(String),
}

impl Again {
    /// Whether it is still what was done last when this is done.
    pub(super) fn outlives(&self, action: &Action) -> bool {
        matches!(
            (self, action),
            (_, Action::Profile(_) | Action::Time(_))
                | (Self::Raised(_), Action::Raise | Action::Lower)
                | (Self::Unmarked(_), Action::Bookmark)
                | (Self::Discard(_), Action::TakeBack)
        )
    }
}

impl App {
    /// The run that the row goes on with.
    #[must_use]
    pub fn waiting_here(&self) -> Option<&Run> {
        match self.offer_here() {
            Some(Offer::Resume(key)) => self.profile.runs.get(key),
            _ => None,
        }
    }

    /// Throws away the run that the row goes on with: asks first, for what was written in it goes too.
    pub(super) fn discard(&mut self) -> Effect {
        let Some(key) = self.waiting_here().map(Run::key) else {
            self.say("that is for an open question: 6 leads to practice");
            return Effect::Draw;
        };
        if !matches!(self.again.take(), Some(Again::Discard(asked)) if asked == key) {
            self.say("u once more throws away what waits here, with your notes in it; grades stay");
            self.again = Some(Again::Discard(key));
            return Effect::Draw;
        }
        let change = Change::RunOver(key);
        self.profile.apply(&change);
        self.open_again();
        self.say("it is thrown away");
        Effect::Save(change)
    }
}
