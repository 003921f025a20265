//! Practising for an interview: which questions come, what a reader does with them, and when they come again.

pub mod deck;
mod mock;
pub mod progress;
pub mod run;
pub mod schedule;

pub use run::{Context, Done, Refused};

use std::collections::BTreeMap;

use crate::profile::Wish;

/// What a sitting does about practice, beside what is kept: which runs were taken up in it, and what was asked
/// for when it was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The keys of the runs that go on in this sitting, by their place as it is written.
    pub open: BTreeMap<String, String>,
    /// What was asked for.
    pub asked: Option<Wish>,
}

impl Desk {
    /// The desk of somebody who does not practise.
    pub const EMPTY: Self = Self { open: BTreeMap::new(), asked: None };
}

/// What a row of practice offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// To begin a run.
    Begin(Wish),
    /// To go on with the run that is kept under a key.
    Resume(String),
    /// To put the open run away.
    PutAway,
}
