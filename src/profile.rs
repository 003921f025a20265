//! What a reader keeps: skills, what they like, bookmarks, where they were; and how it is kept.
//!
//! A [`Profile`] changes only by a [`Change`]. A sitting applies each one at once and hands it to its host,
//! which brings it to a [`Store`]. Stores take changes one by one and never a whole profile, so that two
//! sittings at once do not undo each other.

mod exchange;
mod grade;
mod keeper;
mod practised;
mod sqlite;

use std::collections::BTreeMap;

use thiserror::Error;

use crate::content::model::Level;
use crate::moment::Moment;
use crate::place::{Link, Place};

pub use exchange::{ImportError, export, import};
pub use grade::Grade;
pub use keeper::Keeper;
pub use practised::{Answered, Card, Clock, Interview, Judged, LONGEST_NOTE, Review, Run, Stage, Wish};
pub use sqlite::{Pace, Sqlite};

/// What a reader keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// How well they know which skill, by its id; also skills that no pack here has.
    pub skills: BTreeMap<String, Level>,
    /// What they like to do and what not, by the leaning's id.
    pub leanings: BTreeMap<String, bool>,
    /// Places they come back to, the first marked first.
    pub bookmarks: Vec<Place>,
    /// Where they were last.
    pub last: Option<Link>,
    /// The stop of a tour that they presented last.
    pub stop: Option<Place>,
    /// The id of the role to which they looked for a way last.
    pub goal: Option<String>,
    /// The name of the theme they chose.
    pub theme: Option<String>,
    /// Answers they gave in practice, in the order in which they were kept.
    pub reviews: Vec<Review>,
    /// Practice that goes on, by its key.
    pub runs: BTreeMap<String, Run>,
    /// Interviews they held, in the order in which they were kept.
    pub interviews: Vec<Interview>,
}

/// One thing that changes in a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A skill is known this well, or not at all.
    Skill(String, Option<Level>),
    /// Something is liked or not, or nothing is said of it any more.
    Leaning(String, Option<bool>),
    /// A place is marked to come back to, or no longer.
    Bookmark(Place, bool),
    /// The reader is there now.
    Last(Link),
    /// The reader presents this stop now.
    Stop(Place),
    /// The reader looks for a way to this role.
    Goal(String),
    /// The reader chose a theme.
    Theme(String),
    /// A run begins or goes on.
    Run(Box<Run>),
    /// The run with a key is put away.
    RunOver(String),
    /// An answer was graded, and the run it was part of goes on.
    Review(Review, Option<Box<Run>>),
    /// A grade is taken back, and the run is as it was.
    Unreview(Review, Box<Run>),
    /// An interview was held, and its run goes on to what came of it.
    Interview(Box<Interview>, Option<Box<Run>>),
    /// An interview, by when it ended, is taken back, and the run is as it was.
    Uninterview(Moment, Box<Run>),
}

impl Profile {
    /// The profile of somebody who told nothing yet.
    pub const EMPTY: Self = Self {
        skills: BTreeMap::new(),
        leanings: BTreeMap::new(),
        bookmarks: Vec::new(),
        last: None,
        stop: None,
        goal: None,
        theme: None,
        reviews: Vec::new(),
        runs: BTreeMap::new(),
        interviews: Vec::new(),
    };

    /// Whether nothing is kept that a page would show: the theme and the last places are no part of pages.
    #[must_use]
    pub fn tells_nothing(&self) -> bool {
        let Self { skills, leanings, bookmarks, last: _, stop: _, goal, theme: _, reviews, runs, interviews } =
            self;
        let told =
            [skills.len(), leanings.len(), bookmarks.len(), reviews.len(), runs.len(), interviews.len()];
        goal.is_none() && told.iter().all(|many| *many == 0)
    }

    /// Changes one thing.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Skill(id, Some(level)) => drop(self.skills.insert(id.clone(), *level)),
            Change::Skill(id, None) => drop(self.skills.remove(id)),
            Change::Leaning(id, Some(likes)) => drop(self.leanings.insert(id.clone(), *likes)),
            Change::Leaning(id, None) => drop(self.leanings.remove(id)),
            Change::Bookmark(place, marked) => {
                if !marked {
                    self.bookmarks.retain(|other| other != place);
                } else if !self.bookmarks.contains(place) {
                    self.bookmarks.push(place.clone());
                }
            }
            Change::Last(link) => self.last = Some(link.clone()),
            Change::Stop(place) => self.stop = Some(place.clone()),
            Change::Goal(role) => self.goal = Some(role.clone()),
            Change::Theme(name) => self.theme = Some(name.clone()),
            Change::Run(run) => self.go_on(run),
            Change::RunOver(key) => drop(self.runs.remove(key)),
            Change::Review(review, run) => {
                if !self.reviews.iter().any(|other| other.is_the_same_as(review)) {
                    self.reviews.push(review.clone());
                }
                if let Some(run) = run {
                    self.go_on(run);
                }
            }
            Change::Unreview(review, run) => {
                self.reviews.retain(|other| !other.is_the_same_as(review));
                self.go_on(run);
            }
            Change::Interview(interview, run) => {
                if !self.interviews.iter().any(|other| other.at == interview.at) {
                    self.interviews.push((**interview).clone());
                }
                if let Some(run) = run {
                    self.go_on(run);
                }
            }
            Change::Uninterview(at, run) => {
                self.interviews.retain(|other| other.at != *at);
                self.go_on(run);
            }
        }
    }

    /// A run that another sitting went on with meanwhile stays as it is.
    fn go_on(&mut self, run: &Run) {
        let key = run.key();
        if self.runs.get(&key).is_none_or(|kept| kept.touched <= run.touched) {
            self.runs.insert(key, run.clone());
        }
    }

    /// What the reader wrote last to a question, in practice or in an interview.
    #[must_use]
    pub fn last_note(&self, question: &str) -> Option<&str> {
        let practised = self.reviews.iter().filter(|one| one.question == question);
        let practised = practised.map(|one| (one.at, &one.note));
        let answers = self.interviews.iter().flat_map(|held| held.answers.iter().map(|one| (held.at, one)));
        let held = answers.filter(|(_, one)| one.question == question).map(|(at, one)| (at, &one.note));
        let written = practised.chain(held).filter(|(_, note)| !note.trim().is_empty());
        written.max_by_key(|(at, _)| *at).map(|(_, note)| note.as_str())
    }

    /// Every graded answer to a question that there is, in practice and in interviews, the first in time first.
    #[must_use]
    pub fn answers(&self) -> Vec<Review> {
        let held = self.interviews.iter();
        let held = held.flat_map(|held| held.answers.iter().filter_map(|answered| answered.review(held.at)));
        let mut all: Vec<_> = self.reviews.iter().cloned().chain(held).collect();
        // As they were kept where the clock says nothing else.
        all.sort_by_key(|review| review.at);
        all
    }

    /// The changes that make an empty profile into this one.
    pub fn changes(&self) -> impl Iterator<Item = Change> {
        let skills = self.skills.iter().map(|(id, level)| Change::Skill(id.clone(), Some(*level)));
        let leanings = self.leanings.iter().map(|(id, likes)| Change::Leaning(id.clone(), Some(*likes)));
        let bookmarks = self.bookmarks.iter().map(|place| Change::Bookmark(place.clone(), true));
        let rest = [
            self.last.clone().map(Change::Last),
            self.stop.clone().map(Change::Stop),
            self.goal.clone().map(Change::Goal),
            self.theme.clone().map(Change::Theme),
        ];
        let reviews = self.reviews.iter().map(|review| Change::Review(review.clone(), None));
        let held = self.interviews.iter().map(|held| Change::Interview(Box::new(held.clone()), None));
        let runs = self.runs.values().map(|run| Change::Run(Box::new(run.clone())));
        let practised = reviews.chain(held).chain(runs);
        skills.chain(leanings).chain(bookmarks).chain(rest.into_iter().flatten()).chain(practised)
    }
}

/// Where a profile is kept.
pub trait Store: Send {
    /// What is kept there; nothing, where nothing was kept yet.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn load(&mut self) -> Result<Profile, StoreError>;

    /// What is kept now, where somebody else changed it since this store was last asked or written.
    fn news(&mut self) -> Option<Profile> {
        None
    }

    /// Keeps one change; once this returns, a kill of the program does not lose it.
    ///
    /// # Errors
    /// Where it cannot be written; nothing was changed then.
    fn apply(&mut self, change: &Change) -> Result<(), StoreError>;
}

/// Why a profile is not kept.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// A version of the program wrote it that keeps more than this one knows.
    #[error(
        "{file} was written by a newer roledex (store version {found}, this one knows {known}); it is left as it is"
    )]
    Newer {
        /// The file.
        file: String,
        /// The version in it.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The file is something else.
    #[error("{0} is no profile of roledex; it is left as it is")]
    Foreign(String),
    /// So many changes wait to be kept that there is no room for another.
    #[error("{0} changes wait already, and there is no room for this one")]
    Full(usize),
    /// The folder or file cannot be made, read or written.
    #[error("{file}: {why}")]
    Unusable {
        /// The file.
        file: String,
        /// What the system or the store says.
        why: String,
    },
}

impl StoreError {
    /// What else they can do who sit at the machine where it is kept.
    #[must_use]
    pub fn instead(&self) -> &'static str {
        match self {
            Self::Newer { .. } | Self::Foreign(_) => "; --profile FILE names another",
            Self::Full(_) | Self::Unusable { .. } => "",
        }
    }

    /// What is said to a reader whose changes are not kept.
    #[must_use]
    pub fn unkept(&self) -> String {
        format!("what you change is not kept: {self}")
    }
}

/// A profile that is kept as long as the sitting goes on.
#[derive(Debug, Default)]
pub struct Memory(Profile);

impl Store for Memory {
    fn load(&mut self) -> Result<Profile, StoreError> {
        Ok(self.0.clone())
    }

    fn apply(&mut self, change: &Change) -> Result<(), StoreError> {
        self.0.apply(change);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
