//! Presents a tour, opens the notes to it, and says beforehand whether the room will be able to read it.

use std::io::IsTerminal;

use clap::Args;
use jiff::civil::Time;
use jiff::{ToSpan, Zoned};

use crate::app::Theme;
use crate::moment::Moment;
use crate::page::tour::stop_place;
use crate::place::{Kind, Link, Listed, Place};

use super::asked::run_here;
use super::{Asked, Code};

mod rehearsal;

/// What is said of a pack without tours.
const NO_TOURS: &str = "this pack has no tours; write one as tours/ID.toml (\"roledex schema tour\" tells its fields), \
                        or leave out --content for those of the guide";

/// What to present.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  roledex present who-is-an-ai-engineer        from its first stop
  roledex present who-is-an-ai-engineer/4      from its fourth stop
  roledex present                              where the last one was cut off
  roledex present --check                      whether a room will be able to read the tours

`roledex notes` in a second terminal shows what to say, what comes next, and the time.")]
pub struct Present {
    /// The tour, and the stop where it begins: `ID` or `ID/STOP`
    #[arg(value_name = "TOUR")]
    tour: Option<String>,
    /// Say what the terminal and the tours are like, and what should be changed, instead
    #[arg(long)]
    check: bool,
}

/// How the notes are read.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  roledex notes --end 10:30        the room has to be left at half past ten
  roledex notes                    the talk takes the minutes of its tour

Whichever is begun first waits for the other, and either may be left and come back. n and p lead the presentation.")]
pub struct Notes {
    /// When the talk has to end, by this machine's clock [default: after the minutes of the tour]
    #[arg(long, value_name = "HH:MM", value_parser = time)]
    end: Option<Time>,
}

/// Reads a time of the day.
fn time(text: &str) -> Result<Time, String> {
    Time::strptime("%H:%M", text).map_err(|_| "a time such as 10:30 is wanted".to_owned())
}

/// When it is such a time next; one that was up to half a day ago is over.
fn next(time: Time, now: &Zoned) -> Moment {
    let today = now.with().time(time).build().unwrap_or_else(|_| now.clone());
    let half_a_day = 12.hours();
    let is_of_tomorrow = today.checked_add(half_a_day).is_ok_and(|then| then < *now);
    let then = if is_of_tomorrow { today.tomorrow().unwrap_or(today) } else { today };
    Moment(then.timestamp().as_millisecond())
}

impl Asked {
    /// Presents a tour, or says how that would go.
    pub(super) fn present(&self, asked: &Present) -> anyhow::Result<Code> {
        let place = asked.tour.as_deref().map(|tour| self.tour_place(tour)).transpose()?;
        if asked.check {
            return rehearsal::report(self, place.as_ref());
        }
        anyhow::ensure!(self.library.has_any(Listed::Tours), NO_TOURS);
        let link = place.or_else(|| self.last_stop()).unwrap_or_else(|| self.only_tour());
        if !std::io::stdout().is_terminal() {
            let tour = match &link.kind {
                Kind::Tour(Some((tour, _))) => tour.as_str(),
                _ => "ID",
            };
            anyhow::bail!(
                "a tour is presented in a terminal, and this is none; \
                 \"roledex export tour:{tour} -o handout.html\" writes it to a file"
            );
        }
        let mut opening = self.opening(Some(link.into()), None, None)?;
        opening.app = opening.app.on_stage(self.theme_for_rooms());
        run_here(opening)?;
        Ok(0)
    }

    /// Opens the notes.
    pub(super) fn notes(&self, asked: &Notes) -> anyhow::Result<()> {
        anyhow::ensure!(
            std::io::stdout().is_terminal(),
            "the notes open in a terminal, and this is none; \"roledex show tour:ID\" prints what to say at each stop"
        );
        let end = asked.end.map(|time| (next(time, &Zoned::now()), time.strftime("%H:%M").to_string()));
        let tours = Link::from(Place::from(Kind::Tour(None)));
        let mut opening = self.opening(Some(tours), None, None)?;
        opening.app = opening.app.with_notes(end);
        run_here(opening)
    }

    /// The stop that is meant: the first, where only a tour is named.
    fn tour_place(&self, text: &str) -> anyhow::Result<Place> {
        let named = if text.contains(':') { text.to_owned() } else { format!("tour:{text}") };
        let Link { place, key } = self.library.resolve(&named)?;
        anyhow::ensure!(key.is_none() && place.era.is_none(), "a tour is begun at a stop: ID or ID/STOP");
        match &place.kind {
            Kind::Tour(Some((id, None))) => self.first_stop(id),
            Kind::Tour(_) => Ok(place),
            _ => anyhow::bail!("{place} is no tour; roledex list tours shows what there is"),
        }
    }

    fn first_stop(&self, tour: &str) -> anyhow::Result<Place> {
        anyhow::ensure!(self.library.stop(tour, 1).is_some(), "the tour {tour:?} has no stops yet");
        Ok(stop_place(tour, 1))
    }

    /// The stop where a presentation was cut off; after the last stop it was at its end.
    fn last_stop(&self) -> Option<Place> {
        let place = self.kept().profile.stop.clone()?;
        let goes_on = match &place.kind {
            Kind::Tour(Some((tour, Some(stop)))) => self.library.stop(tour, stop.saturating_add(1)).is_some(),
            _ => false,
        };
        self.library.canonical(place).ok().filter(|_| goes_on)
    }

    /// The only tour, or the list of those there are to choose from.
    fn only_tour(&self) -> Place {
        let mut tours = self.library.tours();
        match (tours.next(), tours.next()) {
            (Some(tour), None) if !tour.stop.is_empty() => stop_place(&tour.id, 1),
            _ => Kind::Tour(None).into(),
        }
    }

    /// The theme for a room: what was asked for; what was chosen once, if that is made for rooms; else white on black.
    fn theme_for_rooms(&self) -> Theme {
        let environment = &self.streams.borrow().environment;
        if !self.looking.colour(environment) {
            return Theme::Mono;
        }
        let chosen = || self.kept().profile.theme.as_deref().and_then(Theme::named);
        let chosen = self.looking.theme.or_else(|| chosen().filter(|theme| theme.is_for_rooms()));
        chosen.unwrap_or(Theme::ProjectorDark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_of_today_unless_that_is_long_over() {
        let at = |text: &str| text.parse::<Zoned>().unwrap_or_else(|error| panic!("{error}"));
        for (text, now, expected) in [
            ("10:30", "2026-11-22T09:00:00[UTC]", "2026-11-22T10:30:00Z"),
            ("10:30", "2026-11-22T10:40:00[UTC]", "2026-11-22T10:30:00Z"),
            ("00:20", "2026-11-22T23:50:00[UTC]", "2026-11-23T00:20:00Z"),
            ("10:30", "2026-11-22T09:00:00[Europe/Berlin]", "2026-11-22T09:30:00Z"),
        ] {
            let time = time(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(next(time, &at(now)).to_string(), expected, "{text} at {now}");
        }
        assert!(time("half past ten").is_err() && time("25:00").is_err());
    }
}
