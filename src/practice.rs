//! Practising for an interview: which questions come, what a reader does with them, and when they come again.

pub mod deck;
mod mock;
pub mod progress;
pub mod run;
pub mod schedule;

pub use run::{Done, Refused};

use std::collections::BTreeSet;

use crate::profile::Wish;

/// What a sitting does about practice, beside what is kept: which runs were taken up in it, and what was asked
/// for when it was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The places, as they are written, whose run goes on in this sitting.
    pub open: BTreeSet<String>,
    /// What was asked for.
    pub asked: Option<Wish>,
    /// Whether a note is being written, which stands beside its page then.
    pub writing: bool,
}

impl Desk {
    /// The desk of somebody who does not practise.
    pub const EMPTY: Self = Self { open: BTreeSet::new(), asked: None, writing: false };
}

/// What a row of practice offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// To begin a run.
    Begin(Wish),
    /// To go on with the run that is kept.
    Resume,
    /// To put a run away that is over.
    PutAway,
}

#[cfg(test)]
mod tests;
