//! Brings changes to a store, and goes on where that cannot keep them.

use super::{Change, Profile, Store, StoreError};

/// A store, and what it could not keep yet.
pub struct Keeper {
    /// `None` where the store is not to be written.
    store: Option<Box<dyn Store>>,
    /// Changes that were made and not kept, the oldest first; they are tried again with the next one.
    unkept: Vec<Change>,
}

impl Keeper {
    /// Keeps in a store what changes from now on; gives what it holds and, where it cannot be used, why.
    #[must_use]
    pub fn new(mut store: Box<dyn Store>) -> (Self, Profile, Option<StoreError>) {
        match store.load() {
            Ok(profile) => (Self { store: Some(store), unkept: Vec::new() }, profile, None),
            // What could not be read is not written over.
            Err(error) => (Self { store: None, unkept: Vec::new() }, Profile::default(), Some(error)),
        }
    }

    /// Keeps a change, and what could not be kept before it.
    ///
    /// # Errors
    /// When that begins to fail, and not again until it worked once more.
    pub fn keep(&mut self, change: Change) -> Result<(), StoreError> {
        let was_failing = !self.unkept.is_empty();
        // Of what is there once, only the newest counts.
        if matches!(change, Change::Last(_) | Change::Goal(_) | Change::Theme(_)) {
            let same = std::mem::discriminant(&change);
            self.unkept.retain(|other| std::mem::discriminant(other) != same);
        }
        if let Change::Run(run) = &change {
            self.unkept.retain(|other| !matches!(other, Change::Run(other) if other.key() == run.key()));
        }
        self.unkept.push(change);
        match self.flush() {
            Err(_) if was_failing => Ok(()),
            kept => kept,
        }
    }

    /// Whether something that was changed is not kept, or nothing can be.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.store.is_none() || !self.unkept.is_empty()
    }

    /// Tries once more to keep what could not be kept.
    ///
    /// # Errors
    /// Where it still cannot.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        let Some(store) = &mut self.store else {
            self.unkept.clear();
            return Ok(());
        };
        while let Some(first) = self.unkept.first() {
            store.apply(first)?;
            self.unkept.remove(0);
        }
        Ok(())
    }

    /// What is kept now, where another sitting changed it; with what this one could not keep yet.
    pub fn news(&mut self) -> Option<Profile> {
        let mut profile = self.store.as_mut()?.news()?;
        self.unkept.iter().for_each(|change| profile.apply(change));
        Some(profile)
    }
}
