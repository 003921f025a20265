//! When a question is due again: the Free Spaced Repetition Scheduler, version 6, with its default weights.
//!
//! <https://github.com/open-spaced-repetition/fsrs-rs>

use std::collections::BTreeMap;

use fsrs::{FSRS, MemoryState, NextStates};

use crate::moment::Moment;
use crate::profile::{Grade, Review};

/// The share of questions that are to be remembered on the day they are due.
const RETENTION: f32 = 0.9;

/// How soon a question comes again that went badly, in milliseconds: days are the scheduler's, and this the step in which
/// Anki teaches again by default (`relearn_steps`).
///
/// <https://github.com/ankitects/anki/blob/main/rslib/src/deckconfig/mod.rs>
const SOON: i64 = 10 * 60 * 1000;

/// How a reader stands with a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// How often it was answered.
    pub times: usize,
    /// When it was answered last.
    pub last: Moment,
    /// How that went.
    pub grade: Grade,
    /// When it is due again.
    pub due: Moment,
    /// The scheduler's memory of it; `None` where that cannot be told.
    memory: Option<MemoryState>,
}

impl Standing {
    /// Whether the question is due.
    #[must_use]
    pub fn is_due(&self, now: Moment) -> bool {
        self.due <= now
    }

    /// When it is due, in words: "due now", "due in 3 days".
    #[must_use]
    pub fn due_words(&self, now: Moment) -> String {
        if self.is_due(now) { "due now".to_owned() } else { format!("due in {}", self.due.distance(now)) }
    }
}

/// Reckons when questions are due.
#[derive(Default)]
pub struct Schedule(FSRS);

impl Schedule {
    /// How a reader stands after one more answer.
    #[must_use]
    pub fn after(&self, before: Option<&Standing>, grade: Grade, at: Moment) -> Standing {
        let days = before.map_or(0, |before| at.days_since(before.last));
        let memory = before.and_then(|before| before.memory);
        let next = self.0.next_states(memory, RETENTION, days).ok().map(|states| {
            let NextStates { again, hard, good, easy } = states;
            match grade {
                Grade::Again => again,
                Grade::Hard => hard,
                Grade::Good => good,
                Grade::Easy => easy,
            }
        });
        // Where it cannot be told, a question is due at once: to ask once more does no harm.
        let mut due = next.as_ref().map_or(at, |next| at.plus_days(next.interval));
        if grade == Grade::Again {
            due = due.min(Moment(at.0.saturating_add(SOON)));
        }
        let times = before.map_or(0, |before| before.times) + 1;
        Standing { times, last: at, grade, due, memory: next.map(|next| next.memory) }
    }

    /// How a reader stands with each question they answered, by its id; answers come the first first.
    #[must_use]
    pub fn standings<'r>(
        &self,
        answers: impl IntoIterator<Item = &'r Review>,
    ) -> BTreeMap<&'r str, Standing> {
        let mut standings: BTreeMap<&str, Standing> = BTreeMap::new();
        for review in answers {
            let before = standings.get(review.question.as_str());
            let after = self.after(before, review.grade, review.at);
            standings.insert(&review.question, after);
        }
        standings
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: i64 = 86_400_000;

    fn history() -> impl Strategy<Value = Vec<(i64, i64)>> {
        // Steps in time of any length, also backwards.
        prop::collection::vec((-DAY..400 * DAY, 1..=4_i64), 0..30)
    }

    fn grade(number: i64) -> Grade {
        Grade::try_from(number).unwrap_or(Grade::Again)
    }

    proptest! {
        #[test]
        fn a_better_grade_is_never_due_earlier(history in history(), step in -DAY..400 * DAY) {
            let schedule = Schedule::default();
            let (mut standing, mut at) = (None, Moment(1_795_000_000_000));
            for (step, number) in history {
                at = Moment(at.0 + step);
                standing = Some(schedule.after(standing.as_ref(), grade(number), at));
            }
            at = Moment(at.0 + step);
            let due = Grade::ALL.map(|grade| schedule.after(standing.as_ref(), grade, at).due);
            prop_assert!(due.is_sorted(), "{due:?}");
            prop_assert!(due[0] >= at, "due before it was answered");
        }
    }

    #[test]
    fn what_went_badly_comes_again_within_the_hour_also_where_it_went_well_for_months() {
        let schedule = Schedule::default();
        let standing = schedule.after(None, Grade::Easy, Moment(0));
        let standing = schedule.after(Some(&standing), Grade::Easy, standing.due);
        let at = standing.due;
        assert_eq!(schedule.after(Some(&standing), Grade::Again, at).due_words(at), "due in 10 minutes");
    }

    #[test]
    fn a_first_good_answer_comes_again_after_two_days_and_then_later_and_later() {
        let schedule = Schedule::default();
        let mut at = Moment(0);
        let mut standing = schedule.after(None, Grade::Good, at);
        let mut days = Vec::new();
        for _ in 0..4 {
            days.push(standing.due.days_since(at));
            at = standing.due;
            standing = schedule.after(Some(&standing), Grade::Good, at);
        }
        assert_eq!(days, [2, 10, 43, 154]);
        assert_eq!(standing.times, 5);
    }
}
