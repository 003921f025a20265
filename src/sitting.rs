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

    /// Tells the time; a clock that is seen shows it, and is kept now and then, for whoever is cut off.
    pub fn tell_time(&mut self) {
        self.tell(Moment::now());
    }

    fn tell(&mut self, now: Moment) {
        self.session.update(Action::Time(now));
        if !self.session.app().has_unkept_clock() {
            return;
        }
        self.take_news();
        let changes = self.session.app_mut().pause();
        self.keep(changes);
        self.session.app_mut().set_unkept(self.keeper.is_failing());
    }

    /// What another sitting changed counts before what is changed here.
    fn take_news(&mut self) {
        if let Some(profile) = self.keeper.news() {
            self.session.update(Action::Profile(Box::new(profile)));
        }
    }

    /// Takes in what the reader pressed; gives what the host has to do, once what changed is kept.
    pub fn input(&mut self, input: Input) -> Effect {
        self.tell_time();
        let Some(action) = self.session.app().wanted(input) else { return Effect::Draw };
        self.take_news();
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
        let changes = self.session.app_mut().arrive();
        if changes.is_empty() {
            return false;
        }
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
        self.take_news();
        let changes = self.session.app_mut().depart();
        self.keep(changes);
        self.keeper.end()
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, PoisonError};

    use crate::app::Looks;
    use crate::app::key::Key;
    use crate::content::Library;
    use crate::place::Link;
    use crate::profile::{Pace, Sqlite, Store};

    use super::*;

    /// Keeps in a place that a test can look into.
    struct Seen(Arc<Mutex<Profile>>);

    impl Store for Seen {
        fn load(&mut self) -> Result<Profile, StoreError> {
            Ok(Profile::default())
        }

        fn apply(&mut self, change: &Change) -> Result<(), StoreError> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).apply(change);
            Ok(())
        }
    }

    #[test]
    fn whoever_leaves_takes_back_nothing_that_another_sitting_wrote() {
        let library = Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        let link = Link::parse("mock:ai-engineer@after").unwrap_or_else(|error| panic!("{error}"));
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let store = || Sqlite::at(&folder.path().join("profile.sqlite"), Pace::Keyboard);
        let sit = || {
            let (keeper, profile, _) = Keeper::new(Box::new(store()));
            let app = App::new(Arc::clone(&library), profile, &link, Looks::default());
            Sitting::begin(
                app,
                keeper,
                Some(Wish::interview("ai-engineer", "post-foundation-model", 15)),
                (80, 24),
            )
        };
        let (one, mut other) = (sit(), sit());
        for key in Key::story("enter i what") {
            other.input(Input::Key(key));
        }
        one.end().unwrap_or_else(|error| panic!("{error}"));
        let kept = store().load().unwrap_or_else(|error| panic!("{error}"));
        let notes = kept.runs.values().flat_map(|run| &run.cards).map(|card| card.note.as_str());
        assert_eq!(notes.filter(|note| !note.is_empty()).collect::<Vec<_>>(), ["what"]);
    }

    #[test]
    fn a_clock_that_runs_in_two_sittings_swallows_no_key() {
        let library = Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        let link = Link::parse("mock:ai-engineer@after").unwrap_or_else(|error| panic!("{error}"));
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let sit = || {
            let store = Sqlite::at(&folder.path().join("profile.sqlite"), Pace::Keyboard);
            let (keeper, profile, _) = Keeper::new(Box::new(store));
            let wish = Wish::interview("ai-engineer", "post-foundation-model", 15);
            let app = App::new(Arc::clone(&library), profile, &link, Looks::default());
            Sitting::begin(app, keeper, Some(wish), (80, 24))
        };
        let (mut one, mut idle) = (sit(), sit());
        idle.input(Input::Key(Key::Enter));
        // What the other did is seen once.
        one.input(Input::Key(Key::Char('x')));
        let open = |sitting: &Sitting| sitting.session().app().run().map(|run| run.at);
        for question in 1..=2 {
            idle.tell(Moment(Moment::now().0 + 12_000 * question));
            one.input(Input::Key(Key::Char(' ')));
            assert_eq!(open(&one), usize::try_from(question).ok(), "{}", one.session().app().message());
        }
    }

    #[test]
    fn a_clock_is_kept_while_it_runs_so_that_who_is_cut_off_gets_little_of_it_back() {
        let library = Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        let link = Link::parse("mock:ai-engineer@after").unwrap_or_else(|error| panic!("{error}"));
        let kept = Arc::new(Mutex::new(Profile::default()));
        let (keeper, profile, _) = Keeper::new(Box::new(Seen(Arc::clone(&kept))));
        let wish = Wish::interview("ai-engineer", "post-foundation-model", 15);
        let app = App::new(library, profile, &link, Looks::default());
        let mut sitting = Sitting::begin(app, keeper, Some(wish), (80, 24));
        let began = sitting.session().app().run().map(|run| run.touched).unwrap_or_default();
        let left = || {
            let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.runs.values().filter_map(|run| Some(run.clock.as_ref()?.left / 1000)).collect::<Vec<_>>()
        };
        for (seconds, expected) in [(9, 900), (11, 889), (20, 889), (21, 879)] {
            sitting.tell(Moment(began.0 + seconds * 1000));
            assert_eq!(left(), [expected], "after {seconds} seconds");
        }
        // Also while something else is looked at.
        sitting.session_mut().press("/ a");
        sitting.tell(Moment(began.0 + 40_000));
        assert_eq!(left(), [860]);
        assert!(sitting.session().app().clock_changes_in().is_some(), "what is seen of it goes on");
        sitting.session_mut().press("enter");
        assert!(sitting.session().app().run().is_none(), "another page is open");
        sitting.tell(Moment(began.0 + 60_000));
        assert_eq!(left(), [840]);
    }
}
