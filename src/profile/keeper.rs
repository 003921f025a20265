//! Brings changes to a store, and goes on where that cannot keep them.

use std::collections::VecDeque;
use std::mem::{Discriminant, discriminant};

use super::{Change, Profile, Store, StoreError};

/// The most changes that wait to be kept.
const MOST: usize = 1_000;

/// A store, and what it could not keep yet.
pub struct Keeper {
    /// Why it is not to be written, where it could not be read.
    store: Result<Box<dyn Store>, StoreError>,
    /// Changes that were made and not kept, the oldest first; they are tried again with the next one.
    unkept: VecDeque<Change>,
}

impl Keeper {
    /// Keeps in a store what changes from now on; gives what it holds and, where it cannot be used, why.
    #[must_use]
    pub fn new(mut store: Box<dyn Store>) -> (Self, Profile, Option<StoreError>) {
        match store.load() {
            Ok(profile) => (Self { store: Ok(store), unkept: VecDeque::new() }, profile, None),
            // What could not be read is not written over.
            Err(error) => {
                let keeper = Self { store: Err(error.clone()), unkept: VecDeque::new() };
                (keeper, Profile::default(), Some(error))
            }
        }
    }

    /// Keeps a change, and what could not be kept before it.
    ///
    /// # Errors
    /// When that begins to fail, and not again until it worked once more; but for each change that has no room to wait.
    pub fn keep(&mut self, change: Change) -> Result<(), StoreError> {
        let was_failing = !self.unkept.is_empty();
        if let Some(about) = subject(&change) {
            self.unkept.retain(|other| subject(other).as_ref() != Some(&about));
        }
        let has_room = self.unkept.len() < MOST || self.flush().is_ok();
        if !has_room {
            return Err(StoreError::Full(MOST));
        }
        self.unkept.push_back(change);
        match self.flush() {
            Err(_) if was_failing => Ok(()),
            kept => kept,
        }
    }

    /// Whether something that was changed is not kept, or nothing can be.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.store.is_err() || !self.unkept.is_empty()
    }

    /// Tries once more to keep what could not be kept.
    ///
    /// # Errors
    /// Where it still cannot.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        let Ok(store) = &mut self.store else {
            self.unkept.clear();
            return Ok(());
        };
        while let Some(first) = self.unkept.front() {
            store.apply(first)?;
            self.unkept.pop_front();
        }
        Ok(())
    }

    /// Ends it, with a last try.
    ///
    /// # Errors
    /// Where something could not be kept, or nothing could.
    pub fn end(&mut self) -> Result<(), StoreError> {
        self.flush()?;
        self.store.as_ref().map(drop).map_err(Clone::clone)
    }

    /// What is kept now, where another sitting changed it; with what this one could not keep yet.
    pub fn news(&mut self) -> Option<Profile> {
        let mut profile = self.store.as_mut().ok()?.news()?;
        self.unkept.iter().for_each(|change| profile.apply(change));
        Some(profile)
    }
}

/// What a change is about, where only the newest of that counts.
fn subject(change: &Change) -> Option<(Discriminant<Change>, String)> {
    let id = match change {
        Change::Last(_) | Change::Stop(_) | Change::Goal(_) | Change::Theme(_) => String::new(),
        Change::Skill(id, _) | Change::Leaning(id, _) => id.clone(),
        Change::Bookmark(place, _) => place.to_string(),
        Change::Run(run) => run.key(),
        Change::RunOver(_)
        | Change::Review(..)
        | Change::Unreview(..)
        | Change::Interview(..)
        | Change::Uninterview(..) => return None,
    };
    Some((discriminant(change), id))
}
