//! A session together with who keeps what changes in it: what every host that brings keys has in common.

use crate::app::key::Input;
use crate::app::{Action, App, Effect};
use crate::moment::Moment;
use crate::profile::{Change, Keeper, Profile, StoreError, Wish};
use crate::session::Session;

/// What a sitting begins with: what the reader keeps, who keeps it, and what has to be said of that.
pub struct Kept {
    /// What the reader keeps.
    pub profile: Profile,
    /// Who keeps what changes.
    pub keeper: Keeper,
    /// Why nothing is kept, where that is so.
    pub trouble: Option<StoreError>,
}

/// A session, and who keeps what changes in it.
pub struct Sitting {
    session: Session,
    keeper: Keeper,
}

impl Sitting {
    /// A sitting on a screen of so many columns and lines, with what is to be practised at once.
    #[must_use]
    pub fn begin(app: App, keeper: Keeper, asked: Option<Wish>, (columns, lines): (u16, u16)) -> Self {
        let mut sitting = Self { session: Session::new(app, columns, lines), keeper };
        sitting.tell_time();
        if let Some(asked) = asked {
            sitting.bring(Action::Practise(Box::new(asked)));
        }
        sitting.session.app_mut().set_unkept(sitting.keeper.is_failing());
        sitting
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session, to be drawn, resized and told things.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Says something to the reader until the next key.
    pub fn say(&mut self, message: impl Into<String>) {
        self.session.app_mut().say(message);
    }

    /// Tells the time; a clock that is seen shows it.
    pub fn tell_time(&mut self) {
        self.session.update(Action::Time(Moment::now()));
    }

    /// Takes in what the reader pressed; gives what the host has to do, once what changed is kept.
    pub fn input(&mut self, input: Input) -> Effect {
        self.tell_time();
        let Some(action) = self.session.app().wanted(input) else { return Effect::Draw };
        // What another sitting changed counts before what is changed here.
        if let Some(profile) = self.keeper.news() {
            self.session.update(Action::Profile(Box::new(profile)));
        }
        self.bring(action)
    }

    /// Does what is wanted, and keeps what changed; gives what else the host has to do.
    pub fn bring(&mut self, action: Action) -> Effect {
        let mut effect = self.session.update(action);
        if effect == Effect::Suspend {
            let changes = self.session.app_mut().pause();
            self.keep(changes);
        }
        if let Effect::Save(change) = effect {
            self.keep([change]);
            effect = Effect::Draw;
        }
        self.session.app_mut().set_unkept(self.keeper.is_failing());
        effect
    }

    /// Keeps where the reader is, once they are on another page; says whether there is something to show about
    /// that. For after a frame, so that nobody waits for it.
    pub fn keep_place(&mut self) -> bool {
        let Some(here) = self.session.app().place_to_keep() else { return false };
        let last = self.session.app().profile().last.as_ref();
        if last.is_some_and(|last| last.place == here.place) {
            return false;
        }
        let changes = self.session.app_mut().arrive(here);
        let trouble = self.keep(changes);
        self.session.app_mut().set_unkept(self.keeper.is_failing());
        trouble
    }

    /// Ends it, and keeps the row the reader stands on.
    ///
    /// # Errors
    /// Where something could not be kept.
    pub fn end(mut self) -> Result<(), StoreError> {
        self.tell_time();
        let here = self.session.app().place_to_keep();
        if let Some(here) = here.filter(|here| self.session.app().profile().last.as_ref() != Some(here)) {
            let changes = self.session.app_mut().arrive(here);
            self.keep(changes);
        }
        let changes = self.session.app_mut().depart();
        self.keep(changes);
        self.keeper.flush()
    }

    /// Keeps changes; says whether there is something to show because they cannot be kept.
    fn keep(&mut self, changes: impl IntoIterator<Item = Change>) -> bool {
        let mut told = false;
        for change in changes {
            if let Err(error) = self.keeper.keep(change) {
                self.session.app_mut().say(error.unkept());
                told = true;
            }
        }
        told
    }
}
