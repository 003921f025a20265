//! A talk: a tour while it is presented, as the presentation tells it to whoever reads the notes.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::content::model::Tour;
use crate::moment::Moment;

/// A tour while it is presented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// The tour's id.
    pub tour: String,
    /// The stop with which the presentation began, from 1.
    pub from: u16,
    /// The stop that is open, or was last, from 1.
    pub stop: u16,
    /// The place beside the tour that the room sees now; `None` while it sees the stop.
    pub aside: Option<String>,
    /// Whether the room sees nothing.
    pub is_blank: bool,
    /// When the presentation began.
    pub begun: Moment,
    /// When the stop was opened.
    pub since: Moment,
    /// The folder of the pack; `None` for the built-in one.
    pub content: Option<PathBuf>,
}

/// How a talk stands with time, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Since it began.
    pub elapsed: i64,
    /// Until it has to end; less than 0 once that is over.
    pub left: i64,
    /// How much more time there is than what the stops still take; less than 0 where there is less.
    pub ahead: i64,
    /// What is left of the minutes of the open stop; less than 0 once they are over.
    pub here: i64,
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
/// What is nearer to the plan than this is on time.
const ON_TIME: i64 = 30 * SECOND;

impl Talk {
    /// Whether it is what was told last, begun again where it was cut off; one that begins with the first stop is not.
    #[must_use]
    pub fn goes_on_from(&self, last: &Self) -> bool {
        self.tour == last.tour && self.from > 1 && self.from == last.stop && self.begun > last.begun
    }

    /// How it stands with time; it has to end at `end`, or after the minutes of the stops from its first on.
    ///
    /// Of the open stop so much is still to come as its minutes have left over, and of the stops after it all.
    #[must_use]
    pub fn standing(&self, tour: &Tour, end: Option<Moment>, now: Moment) -> Standing {
        let minutes = |minutes: u16| i64::from(minutes) * MINUTE;
        let from = |stop: u16| tour.stop.iter().skip(usize::from(stop).saturating_sub(1));
        let all = |stop: u16| from(stop).map(|stop| minutes(stop.minutes)).sum::<i64>();
        let end = end.unwrap_or(Moment(self.begun.0.saturating_add(all(self.from))));
        let left = end.0.saturating_sub(now.0);
        let open = from(self.stop).next().map_or(0, |stop| minutes(stop.minutes));
        // A clock that was set back meanwhile is told as it is: it goes on, and nothing stands still.
        let here = open.saturating_sub(now.0.saturating_sub(self.since.0));
        let planned = (all(self.stop) - open).saturating_add(here.max(0));
        let elapsed = now.0.saturating_sub(self.begun.0);
        Standing { elapsed, left, ahead: left.saturating_sub(planned), here }
    }
}

impl Standing {
    /// Time that went by and that is left: "4:05 gone · 15:55 left".
    #[must_use]
    pub fn times(&self) -> String {
        format!("{} gone · {} {}", clock(self.elapsed), clock(self.left), left_or_over(self.left))
    }

    /// How many milliseconds from now one of the clocks shows something else.
    #[must_use]
    pub fn changes_in(&self) -> u64 {
        // How far it is ahead stays the same, until the minutes of the stop are over.
        let ahead = (self.here < 0).then_some(self.ahead);
        let down = [self.left, self.here].into_iter().chain(ahead).map(i64::saturating_neg);
        let clocks = down.chain([self.elapsed]).map(changes_in);
        clocks.min().unwrap_or(SECOND).unsigned_abs()
    }

    /// What is left of the open stop: "here 1:20 left".
    #[must_use]
    pub fn here(&self) -> String {
        format!("here {} {}", clock(self.here), left_or_over(self.here))
    }

    /// How that is to the plan: "on time", "2:10 behind".
    #[must_use]
    pub fn pace(&self) -> String {
        match self.ahead {
            ahead if ahead.saturating_abs() < ON_TIME => "on time".to_owned(),
            0.. => format!("{} ahead", clock(self.ahead)),
            _ => format!("{} behind", clock(self.ahead)),
        }
    }
}

/// In how many milliseconds a clock that counts up shows something else, also while it is below 0.
fn changes_in(time: i64) -> i64 {
    if time < 0 { time.saturating_neg() % SECOND + 1 } else { SECOND - time % SECOND }
}

/// The last second is none that is over.
fn left_or_over(time: i64) -> &'static str {
    if time > -SECOND { "left" } else { "over" }
}

/// Minutes and seconds, "4:05"; above an hour with hours, "1:04:05".
fn clock(milliseconds: i64) -> String {
    let seconds = milliseconds.saturating_abs() / SECOND;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOUR: &str = r#"
        title = "Bread"
        minutes = 10
        stop = [
            { place = "home", title = "One", minutes = 2 },
            { place = "home", title = "Two", minutes = 3 },
            { place = "home", title = "Three", minutes = 5 },
        ]"#;

    fn at(stop: u16, begun: i64, since: i64) -> Talk {
        Talk {
            tour: "bread".to_owned(),
            from: 1,
            stop,
            aside: None,
            is_blank: false,
            begun: Moment(begun),
            since: Moment(since),
            content: None,
        }
    }

    #[test]
    fn pace_is_what_is_left_against_what_is_to_come() {
        let tour: Tour = toml::from_str(TOUR).unwrap_or_else(|error| panic!("{error}"));
        for (stop, since, end, now, times, pace) in [
            // As planned, at the beginning and in the middle of the second stop.
            (1, 0, None, 0, "0:00 gone · 10:00 left", "on time"),
            (2, 120, None, 180, "3:00 gone · 7:00 left", "on time"),
            // A minute too long at the first stop counts only from then on.
            (1, 0, None, 120, "2:00 gone · 8:00 left", "on time"),
            (1, 0, None, 180, "3:00 gone · 7:00 left", "1:00 behind"),
            (3, 120, None, 120, "2:00 gone · 8:00 left", "3:00 ahead"),
            (3, 300, None, 665, "11:05 gone · 1:05 over", "1:05 behind"),
            // The room has to be left earlier.
            (1, 0, Some(300), 0, "0:00 gone · 5:00 left", "5:00 behind"),
            (1, 0, Some(7200), 0, "0:00 gone · 2:00:00 left", "1:50:00 ahead"),
        ] {
            let second = |seconds: i64| Moment(seconds * SECOND);
            let talk = at(stop, 0, since * SECOND);
            let standing = talk.standing(&tour, end.map(second), second(now));
            assert_eq!((standing.times().as_str(), standing.pace().as_str()), (times, pace), "{now} s");
        }
    }

    #[test]
    fn who_begins_later_has_less_to_tell_and_who_begins_again_no_more_time() {
        let tour: Tour = toml::from_str(TOUR).unwrap_or_else(|error| panic!("{error}"));
        let second = Talk { from: 2, ..at(2, 0, 0) };
        let standing = second.standing(&tour, None, Moment(0));
        assert_eq!((standing.left, standing.pace().as_str()), (8 * MINUTE, "on time"));
        assert_eq!(standing.here(), "here 3:00 left");
        assert_eq!(second.standing(&tour, None, Moment(4 * MINUTE)).here(), "here 1:00 over");
        let again = |from: u16| Talk { from, ..at(from, 500, 500) };
        assert!(again(2).goes_on_from(&second), "it was cut off there");
        assert!(
            !again(3).goes_on_from(&second)
                && !again(1).goes_on_from(&at(1, 0, 0))
                && !second.goes_on_from(&second)
        );
    }

    #[test]
    fn a_clock_wakes_when_it_shows_something_else_and_not_before() {
        let tour: Tour = toml::from_str(TOUR).unwrap_or_else(|error| panic!("{error}"));
        let shown = |talk: &Talk, now: i64| {
            let standing = talk.standing(&tour, Some(Moment(90_250)), Moment(now));
            (standing.times(), standing.pace(), standing.here(), standing.changes_in())
        };
        for (begun, since) in [(0, 0), (0, 17_300), (-999, -500)] {
            let talk = at(1, begun, since);
            let (mut now, mut wakes) = (0, 0);
            // Over the minutes of the stop, and over those of the talk.
            while now < 240_000 {
                let (times, pace, here, next) = shown(&talk, now);
                let next = i64::try_from(next).unwrap_or(i64::MAX);
                assert!((1..=SECOND).contains(&next), "{next}");
                let just_before = shown(&talk, now + next - 1);
                assert_eq!((&times, &here, &pace), (&just_before.0, &just_before.2, &just_before.1), "{now}");
                now += next;
                wakes += 1;
            }
            assert!(wakes <= 4 * 241, "{wakes} wakes in four minutes");
        }
    }

    #[test]
    fn a_clock_at_its_ends_is_no_panic() {
        let tour: Tour = toml::from_str(TOUR).unwrap_or_else(|error| panic!("{error}"));
        for (begun, now) in [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (0, i64::MIN)] {
            let standing = at(9, begun, begun).standing(&tour, None, Moment(now));
            assert!(!standing.times().is_empty() && !standing.pace().is_empty());
        }
    }
}
