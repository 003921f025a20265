//! A point in time: sittings and commands read the clock, and whatever is below them is told.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Milliseconds since the beginning of 1970, universal time; written as `2026-11-21T09:30:00.5Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(pub i64);

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * 60 * SECOND;

impl Moment {
    /// The time now, by the machine's clock.
    #[must_use]
    pub fn now() -> Self {
        Self(Timestamp::now().as_millisecond())
    }

    /// Whole days since an earlier moment; 0 where the clock went backwards.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> u32 {
        let days = self.0.saturating_sub(earlier.0) / DAY;
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    }

    /// Milliseconds since an earlier moment; 0 where the clock went backwards.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).max(0)
    }

    /// This moment, or the first later one that is not taken; of something that is kept by its moment.
    #[must_use]
    pub fn first_free(self, is_taken: impl Fn(Self) -> bool) -> Self {
        let mut free = self;
        // What is taken has an end, and time goes round before a clock at its end would be stuck.
        while is_taken(free) {
            free.0 = free.0.wrapping_add(1);
        }
        free
    }

    /// So many days later, or parts of them.
    #[must_use]
    pub fn plus_days(self, days: f32) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "what is too large ends at the end of time, and a day is exact"
        )]
        let milliseconds = (f64::from(days) * DAY as f64) as i64;
        Self(self.0.saturating_add(milliseconds))
    }

    /// How long ago an earlier moment was, roughly: "2 hours ago"; `None` of one that lies ahead, as it may where the
    /// clock was set back.
    #[must_use]
    pub fn ago(self, earlier: Self) -> Option<String> {
        // Two clocks that go apart by less tell the same time.
        let is_ahead = earlier.0.saturating_sub(self.0) >= MINUTE;
        (!is_ahead).then(|| format!("{} ago", self.distance(earlier)))
    }

    /// How far another moment is, roughly: "3 days", "2 hours", "5 minutes"; "a moment" below one.
    #[must_use]
    pub fn distance(self, other: Self) -> String {
        let seconds = self.0.abs_diff(other.0) / SECOND.unsigned_abs();
        let (number, unit) = match seconds {
            0..60 => return "a moment".to_owned(),
            60..3600 => (seconds / 60, "minute"),
            3600..86_400 => (seconds / 3600, "hour"),
            _ => (seconds / 86_400, "day"),
        };
        format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What no calendar has is shown as its last or first day.
        let bound = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_millisecond(self.0).unwrap_or(bound).fmt(f)
    }
}

impl FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.parse::<Timestamp>()?.as_millisecond()))
    }
}

impl TryFrom<String> for Moment {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_it_is_written_and_a_clock_set_back_is_no_time() {
        let moment = Moment(1_795_253_400_500);
        assert_eq!(moment.to_string(), "2026-11-21T09:30:00.5Z");
        assert_eq!(moment.to_string().parse::<Moment>().ok(), Some(moment));
        assert_eq!(Moment(0).days_since(moment), 0);
        assert_eq!(Moment(0).since(moment), 0);
        assert_eq!(moment.plus_days(1.5).days_since(moment), 1);
        assert_eq!(Moment(i64::MAX).plus_days(f32::MAX), Moment(i64::MAX));
        assert!(Moment(i64::MIN).to_string().starts_with("-0099"));
    }

    #[test]
    fn distances_are_told_in_the_largest_unit_that_fits() {
        let told = |seconds: i64| Moment(0).distance(Moment(seconds * SECOND));
        assert_eq!(told(59), "a moment");
        assert_eq!(told(60), "1 minute");
        assert_eq!(told(-7200), "2 hours");
        assert_eq!(told(3 * 86_400 + 5), "3 days");
    }
    #[test]
    fn what_lies_ahead_was_at_no_time_ago() {
        let told = |seconds: i64| Moment(0).ago(Moment(seconds * SECOND));
        assert_eq!(told(-7200).as_deref(), Some("2 hours ago"));
        assert_eq!(told(59).as_deref(), Some("a moment ago"), "clocks are not that exact");
        assert_eq!(told(60), None);
        assert_eq!(Moment(i64::MIN).ago(Moment(i64::MAX)), None);
    }
}
