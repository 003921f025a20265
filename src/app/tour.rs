//! A tour while one goes through it: from stop to stop, aside and back.

use crate::content::model::Stop;
use crate::page::tour::stop_place;
use crate::place::{Kind, Place};

use super::prompt::Ask;
use super::{Action, App, At, Dress, Effect};

impl App {
    /// What is shown of a place: a room sees the stops of a tour, and not what is said there.
    pub(super) fn staged(&self, place: &Place) -> Place {
        match &place.kind {
            Kind::Tour(Some((tour, None))) if self.looks.dress == Dress::Stage => stop_place(tour, 1),
            _ => place.clone(),
        }
    }

    /// The tour and the stop that are open, while keys go to it.
    #[must_use]
    pub fn stop_here(&self) -> Option<(&str, u16)> {
        self.open_stop().filter(|_| self.at == At::Page)
    }

    /// The tour and the stop that are open, also while the margin is read.
    pub(super) fn open_stop(&self) -> Option<(&str, u16)> {
        stop_of(&self.page.page().place).filter(|_| self.at != At::Index)
    }

    /// The tour and the stop that are open, or were last; of notes those that the room sees.
    #[must_use]
    pub fn stop_seen(&self) -> Option<(&str, u16)> {
        if let (Dress::Notes, Some(talk)) = (self.looks.dress, &self.presentation.talk) {
            return Some((&talk.tour, talk.stop));
        }
        let left = || self.left_stop.as_ref().and_then(|visit| stop_of(visit.place()));
        self.open_stop().or_else(left)
    }

    /// Does what the keys of a tour do.
    pub(super) fn do_in_tour(&mut self, action: &Action) -> Effect {
        match action {
            Action::Forward | Action::Backward => return self.step(*action == Action::Forward),
            Action::Jump | Action::JumpTo(_) if self.looks.dress == Dress::Notes => {
                self.say("n and p lead the presentation from here; numbers are typed there");
            }
            Action::Jump | Action::JumpTo(_) if self.stop_seen().is_none() => self.say(NONE_YET),
            Action::JumpTo(digit) => self.ask(Ask::Stop, &digit.to_string()),
            Action::Jump => self.ask(Ask::Stop, ""),
            Action::Blank if self.looks.dress == Dress::Stage => self.looks.blank = true,
            Action::Blank if self.looks.dress == Dress::Notes => {
                self.say(". is pressed in the presentation; n and p lead from here");
            }
            Action::Blank if self.is_served() => self.say("only a presentation can be blanked"),
            Action::Blank => self.say("only a presentation can be blanked; \"roledex present\" begins one"),
            _ => self.resume(),
        }
        Effect::Draw
    }

    /// To the stop after or before; notes ask the presentation to go there.
    fn step(&mut self, forward: bool) -> Effect {
        // Whatever is open there, it is somebody else who leads; what was written is kept already.
        self.prompt = None;
        self.note = None;
        let Some((tour, number)) = self.stop_seen() else {
            self.say(match self.looks.dress {
                Dress::Notes => "there is no presentation to lead yet",
                _ => NONE_YET,
            });
            return Effect::Draw;
        };
        let stops = self.stops(tour);
        let to = if forward { number.saturating_add(1) } else { number.saturating_sub(1) };
        if self.looks.dress == Dress::Notes && self.is_aside() {
            return Effect::Lead { forward };
        }
        if self.looks.dress == Dress::Stage && self.open_stop().is_none() {
            // Who led from afar does not see that the room looks at something else: first back to the tour.
            self.resume();
            return Effect::Draw;
        }
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

    /// What the open stop is called and shows, which tells it from others when numbers change.
    pub(super) fn stop_shown(&self) -> Option<(String, String)> {
        let (tour, number) = self.stop_here()?;
        let (_, stop) = self.library.stop(tour, number)?;
        Some((stop.title.to_string(), stop.place.to_string()))
    }

    /// After the pack has changed: the stop that was shown is shown, also where it has another number now; a tour that
    /// ends before it is at its last one.
    pub(super) fn stay_on_tour(&mut self, shown: Option<&(String, String)>) {
        let Some((tour, number)) = self.stop_here() else { return };
        let stops = self.stops(tour);
        let moved = if self.stop_shown().as_ref() == shown {
            None
        } else {
            let is_it = |stop: &Stop| {
                shown.is_some_and(|(title, place)| {
                    (stop.title.as_str(), stop.place.as_str()) == (title, place)
                })
            };
            let at = self.library.tour(tour).and_then(|tour| tour.stop.iter().position(is_it));
            at.and_then(|at| u16::try_from(at + 1).ok())
        };
        let wanted = moved.unwrap_or(number).min(stops.max(1));
        if wanted != number && stops > 0 {
            let stop = stop_place(tour, wanted);
            self.go_to_stop(stop);
        }
    }

    /// How many stops a tour has.
    fn stops(&self, tour: &str) -> u16 {
        let stops = self.library.tour(tour).map_or(0, |tour| tour.stop.len());
        u16::try_from(stops).unwrap_or(u16::MAX)
    }

    /// Goes to the stop whose number was typed.
    pub(super) fn take_stop(&mut self, text: &str) {
        let text = text.trim();
        let tour = self.stop_seen().map(|(tour, _)| tour.to_owned()).unwrap_or_default();
        match text.parse().ok().filter(|number| self.library.stop(&tour, *number).is_some()) {
            Some(number) => self.go_to_stop(stop_place(&tour, number)),
            None => {
                self.say(format!("this tour has no stop {text:?}; its stops are 1 to {}", self.stops(&tour)));
            }
        }
    }

    /// Back to the stop last seen, as it was left.
    fn resume(&mut self) {
        if self.looks.dress == Dress::Notes {
            self.follow_talk();
        } else if self.is_at_talk() {
            self.at = At::Page;
            self.say("this is the stop");
        } else if let Some(visit) = self.left_stop.clone() {
            self.leave_trail();
            self.looks.zoomed = false;
            self.revisit(&visit);
        } else {
            self.say(NONE_YET);
        }
    }
}

/// What is said to whoever would go on with a tour before any.
const NONE_YET: &str = "no stop of a tour was open yet; 7 shows the tours";

/// The tour and the stop of a place.
fn stop_of(place: &Place) -> Option<(&str, u16)> {
    match &place.kind {
        Kind::Tour(Some((tour, Some(stop)))) => Some((tour, *stop)),
        _ => None,
    }
}
