//! A tour while one goes through it: from stop to stop, aside and back, and what the notes are told.

use crate::moment::Moment;
use crate::page::tour::stop_place;
use crate::place::{Kind, Link, Place};
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
    /// When it has to end, as whoever reads the notes said, and as they wrote it.
    end: Option<(Moment, String)>,
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
    pub fn with_notes(mut self, end: Option<(Moment, String)>) -> Self {
        self.looks.dress = Dress::Notes;
        self.told.end = end;
        self
    }

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
    fn open_stop(&self) -> Option<(&str, u16)> {
        stop_of(&self.page.page().place).filter(|_| self.at != At::Index)
    }

    /// Whether a stop of the tour is open that is presented; where none is, of any tour.
    pub(super) fn is_at_talk(&self) -> bool {
        let talk = self.told.talk.as_ref().filter(|_| self.looks.dress == Dress::Stage);
        self.open_stop().is_some_and(|(tour, _)| talk.is_none_or(|talk| talk.tour == tour))
    }

    /// The tour and the stop that are open, or were last; of notes those that the room sees.
    #[must_use]
    pub fn stop_seen(&self) -> Option<(&str, u16)> {
        if let (Dress::Notes, Some(talk)) = (self.looks.dress, &self.told.talk) {
            return Some((&talk.tour, talk.stop));
        }
        let left = || self.left_stop.as_ref().and_then(|visit| stop_of(visit.place()));
        self.open_stop().or_else(left)
    }

    /// The talk: of a presentation as it stands now, of notes as they were told.
    #[must_use]
    pub fn talk(&self) -> Option<Talk> {
        let talk = self.told.talk.clone()?;
        if self.looks.dress == Dress::Notes {
            return Some(talk);
        }
        let here = &self.here().place;
        Some(Talk {
            aside: (!self.is_at_talk()).then(|| here.to_string()),
            is_blank: self.looks.blank,
            content: self.library.folder().map(std::path::Path::to_owned),
            ..talk
        })
    }

    /// Where to come back to another time: from a presentation to its stop; who reads notes stays where they were before.
    #[must_use]
    pub fn place_to_keep(&self) -> Option<Link> {
        match (self.looks.dress, &self.told.talk) {
            (Dress::Notes, _) => None,
            (Dress::Stage, Some(talk)) if !self.is_at_talk() => {
                Some(stop_place(&talk.tour, talk.stop).into())
            }
            _ => Some(self.here()),
        }
    }

    /// How the talk stands with time.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let talk = self.told.talk.as_ref()?;
        let end = self.told.end.as_ref().map(|(end, _)| *end);
        Some(talk.standing(self.library.tour(&talk.tour)?, end, self.now))
    }

    /// When the talk has to end, as whoever reads the notes wrote it.
    #[must_use]
    pub fn talk_ends(&self) -> Option<&str> {
        self.told.end.as_ref().map(|(_, written)| written.as_str())
    }

    /// How many milliseconds from now the notes' clock shows something else; `None` where none is seen, and once the
    /// presentation is gone.
    pub(super) fn standing_changes_in(&self) -> Option<u64> {
        self.standing().filter(|_| self.told.is_live).map(|standing| standing.changes_in())
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
                _ => "no stop of a tour was open yet; 7 shows the tours",
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

    /// Whether the room looks at something beside the tour, as notes were told.
    fn is_aside(&self) -> bool {
        self.told.talk.as_ref().is_some_and(|talk| talk.aside.is_some())
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

    /// After the pack has changed: a tour that ends before the open stop now is at its last one.
    pub(super) fn stay_on_tour(&mut self) {
        let Some((tour, number)) = self.stop_here() else { return };
        let stops = self.stops(tour);
        if (1..number).contains(&stops) {
            let last = stop_place(tour, stops);
            self.go_to_stop(last);
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
            self.say("no stop of a tour was open yet; 7 shows the tours");
        }
    }

    /// Remembers which stop a presentation is at, and since when. A stop of another tour is a look aside, unless it is
    /// the first: with that another talk begins.
    pub(super) fn note_stop(&mut self) {
        let Some((tour, stop)) = self.open_stop().filter(|_| self.looks.dress == Dress::Stage) else {
            return;
        };
        let (tour, now) = (tour.to_owned(), self.now);
        let talk = match self.told.talk.take() {
            Some(talk) if talk.tour == tour && talk.stop == stop => talk,
            Some(talk) if talk.tour == tour => Talk { stop, since: now, ..talk },
            Some(talk) if stop != 1 => talk,
            _ => Talk {
                tour,
                from: stop,
                stop,
                aside: None,
                is_blank: false,
                begun: now,
                since: now,
                content: None,
            },
        };
        self.told.talk = Some(talk);
    }

    /// The first time that is told is when the presentation began.
    pub(super) fn begin_talk(&mut self) {
        if let (Dress::Stage, Some(talk)) = (self.looks.dress, &mut self.told.talk) {
            (talk.begun, talk.since) = (self.now, self.now);
        }
    }

    /// Takes in what a presentation told, or that it has ended; who reads something else meanwhile is not called away.
    pub(super) fn hear(&mut self, talk: Option<Talk>) {
        let place = &self.page.page().place.kind;
        let reads_notes = self.at != At::Index && matches!(place, Kind::Tour(None | Some((_, Some(_)))));
        match talk {
            Some(mut talk) => {
                if let Some(last) = self.told.talk.as_ref().filter(|last| talk.goes_on_from(last)) {
                    // Whoever had to begin the presentation again has not got their minutes back.
                    (talk.begun, talk.from) = (last.begun, last.from);
                }
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
        match self.library.canonical(stop_place(&talk.tour, talk.stop)) {
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
