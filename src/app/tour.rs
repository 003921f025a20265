//! A tour while one goes through it: from stop to stop, aside and back, and what the notes are told.

use crate::moment::Moment;
use crate::page::tour::stop_place;
use crate::place::{Kind, Place};
use crate::talk::{Standing, Talk};

use super::layout::At;
use super::looks::Dress;
use super::prompt::Ask;
use super::{Action, App, Effect, Theme};

/// What is known of a presentation.
#[derive(Debug, Default)]
pub struct Told {
    /// The talk that is presented here, or that these are the notes to.
    talk: Option<Talk>,
    /// When it has to end, as whoever reads the notes said.
    end: Option<Moment>,
    /// Whether a presentation tells these notes where it is.
    is_live: bool,
}

impl App {
    /// The same sitting as a presentation in a theme.
    #[must_use]
    pub fn on_stage(mut self, theme: Theme) -> Self {
        self.looks.dress = Dress::Stage;
        self.looks.theme = theme;
        self.note_stop();
        self
    }

    /// The same sitting as the notes to a presentation, which has to end then; else after the minutes of its tour.
    #[must_use]
    pub fn with_notes(mut self, end: Option<Moment>) -> Self {
        self.looks.dress = Dress::Notes;
        self.told.end = end;
        self
    }

    /// The tour and the stop that are open, while keys go to it.
    #[must_use]
    pub fn stop_here(&self) -> Option<(&str, u16)> {
        (self.at == At::Page).then(|| stop_of(&self.page.page().place)).flatten()
    }

    /// The tour and the stop that are open, or were last; of notes those that the room sees.
    #[must_use]
    pub fn stop_seen(&self) -> Option<(&str, u16)> {
        if let (Dress::Notes, Some(talk)) = (self.looks.dress, &self.told.talk) {
            return Some((&talk.tour, talk.stop));
        }
        let last = || self.stop.as_ref().and_then(|visit| stop_of(visit.place()));
        stop_of(&self.page.page().place).or_else(last)
    }

    /// The talk: of a presentation as it stands now, of notes as they were told.
    #[must_use]
    pub fn talk(&self) -> Option<Talk> {
        let talk = self.told.talk.clone()?;
        if self.looks.dress == Dress::Notes {
            return Some(talk);
        }
        let here = &self.here().place;
        let stop = self.stop.as_ref().map_or(here, |visit| visit.place());
        let is_here = self.stop_here().is_some();
        Some(Talk {
            era: if is_here { here.era.clone() } else { stop.era.clone() },
            aside: (!is_here).then(|| here.to_string()),
            is_blank: self.looks.blank,
            content: self.library.folder().map(std::path::Path::to_owned),
            ..talk
        })
    }

    /// How the talk stands with time.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let talk = self.told.talk.as_ref()?;
        Some(talk.standing(self.library.tour(&talk.tour)?, self.told.end, self.now))
    }

    /// How many milliseconds from now the notes' clock shows something else; `None` where none is seen.
    pub(super) fn standing_changes_in(&self) -> Option<u64> {
        let talk = self.told.talk.as_ref()?;
        Some((1000 - self.now.since(talk.begun) % 1000).unsigned_abs())
    }

    /// Does what the keys of a tour do.
    pub(super) fn do_in_tour(&mut self, action: &Action) -> Effect {
        match action {
            Action::Forward | Action::Backward => return self.step(*action == Action::Forward),
            Action::Jump | Action::JumpTo(_) if self.looks.dress == Dress::Notes => {
                self.say("n and p lead the presentation from here; numbers are typed there");
            }
            Action::JumpTo(digit) => self.ask(Ask::Stop, &digit.to_string()),
            Action::Jump => self.ask(Ask::Stop, ""),
            Action::Blank if self.looks.dress == Dress::Stage => self.looks.blank = true,
            Action::Blank => self.say("only a presentation can be blanked; \"roledex present\" begins one"),
            _ => self.resume(),
        }
        Effect::Draw
    }

    /// To the stop after or before; notes ask the presentation to go there.
    fn step(&mut self, forward: bool) -> Effect {
        self.prompt = None;
        let Some((tour, number)) = self.stop_seen() else {
            self.say("no stop of a tour was open yet; 7 shows the tours");
            return Effect::Draw;
        };
        let stops = self.library.tour(tour).map_or(0, |tour| tour.stop.len());
        let stops = u16::try_from(stops).unwrap_or(u16::MAX);
        // A tour that is edited meanwhile may be shorter by now.
        let to = if forward { number.saturating_add(1) } else { number.saturating_sub(1).min(stops) };
        if to == 0 || to > stops {
            self.say(if forward { "this is the last stop" } else { "this is the first stop" });
            return Effect::Draw;
        }
        if self.looks.dress == Dress::Notes {
            return Effect::Lead { forward };
        }
        self.go_to_stop(stop_place(tour, to));
        Effect::Draw
    }

    /// Opens a stop; from another stop without a step in history.
    fn go_to_stop(&mut self, place: Place) {
        if self.stop_here().is_none() {
            self.leave_trail();
        }
        self.looks.zoomed = false;
        self.open(&place.into());
        self.fill_margin();
    }

    /// Goes to the stop whose number was typed.
    pub(super) fn take_stop(&mut self, text: &str) {
        let text = text.trim();
        let tour = self.stop_seen().map(|(tour, _)| tour.to_owned()).unwrap_or_default();
        match text.parse().ok().filter(|number| self.library.stop(&tour, *number).is_some()) {
            Some(number) => self.go_to_stop(stop_place(&tour, number)),
            None => self.say(format!("this tour has no stop {text:?}")),
        }
    }

    /// Back to the stop last seen, as it was left.
    fn resume(&mut self) {
        if self.looks.dress == Dress::Notes {
            self.follow_talk();
        } else if self.stop_here().is_some() {
            self.say("this is the stop");
        } else if let Some(visit) = self.stop.clone() {
            self.leave_trail();
            self.looks.zoomed = false;
            self.revisit(&visit);
        } else {
            self.say("no stop of a tour was open yet; 7 shows the tours");
        }
    }

    /// Remembers which stop a presentation is at, and since when.
    pub(super) fn note_stop(&mut self) {
        let Some((tour, stop)) =
            stop_of(&self.page.page().place).filter(|_| self.looks.dress == Dress::Stage)
        else {
            return;
        };
        let (tour, now) = (tour.to_owned(), self.now);
        self.told.talk = Some(match self.told.talk.take() {
            Some(talk) if talk.tour == tour && talk.stop == stop => talk,
            Some(talk) if talk.tour == tour => Talk { stop, since: now, ..talk },
            _ => Talk {
                tour,
                stop,
                era: None,
                aside: None,
                is_blank: false,
                begun: now,
                since: now,
                content: None,
            },
        });
    }

    /// The first time that is told is when the presentation began.
    pub(super) fn begin_talk(&mut self) {
        if let (Dress::Stage, Some(talk)) = (self.looks.dress, &mut self.told.talk) {
            (talk.begun, talk.since) = (self.now, self.now);
        }
    }

    /// Takes in what a presentation told, or that it has ended; who reads something else meanwhile is not called away.
    pub(super) fn hear(&mut self, talk: Option<Talk>) {
        let reads_notes = matches!(self.page.page().place.kind, Kind::Tour(_)) && self.at == At::Page;
        match talk {
            Some(talk) => {
                self.told.is_live = true;
                self.told.talk = Some(talk);
                if reads_notes {
                    self.follow_talk();
                }
            }
            None => self.told.is_live = false,
        }
    }

    /// To the notes of the stop that the room sees, or saw last.
    fn follow_talk(&mut self) {
        let Some(talk) = &self.told.talk else {
            self.say("no presentation has begun yet");
            return;
        };
        let mut place = stop_place(&talk.tour, talk.stop);
        place.era.clone_from(&talk.era);
        match self.library.canonical(place) {
            Ok(place) if place == self.page.page().place => {}
            Ok(place) => {
                self.open(&place.into());
                self.fill_margin();
            }
            Err(error) => self.say(format!("the presentation is of another pack: {error}")),
        }
    }

    /// Whether a presentation tells these notes where it is.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.told.is_live
    }
}

/// The tour and the stop of a place.
fn stop_of(place: &Place) -> Option<(&str, u16)> {
    match &place.kind {
        Kind::Tour(Some((tour, Some(stop)))) => Some((tour, *stop)),
        _ => None,
    }
}
