//! A presentation and the notes to it: where the talk is, how it stands with time, and what one tells the other.

use crate::moment::Moment;
use crate::page::tour::stop_place;
use crate::place::{Kind, Place};
use crate::talk::{Standing, Talk};

use super::{App, At, Dress, Theme};

/// What is known of a presentation.
#[derive(Debug, Default)]
pub struct Presentation {
    /// The talk that is presented here, or that these are the notes to.
    pub(super) talk: Option<Talk>,
    /// Talks that another took the place of, maybe by mistake: whoever goes back to one goes on with it.
    earlier: Vec<Talk>,
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
        self.presentation.end = end;
        self
    }

    /// Whether a stop of the tour is open that is presented; where none is, of any tour.
    pub(super) fn is_at_talk(&self) -> bool {
        let talk = self.presentation.talk.as_ref().filter(|_| self.looks.dress == Dress::Stage);
        self.open_stop().is_some_and(|(tour, _)| talk.is_none_or(|talk| talk.tour == tour))
    }

    /// The talk: of a presentation as it stands now, of notes as they were told.
    #[must_use]
    pub fn talk(&self) -> Option<Talk> {
        let talk = self.presentation.talk.clone()?;
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

    /// The stop of the presentation, also while the room looks at something beside the tour.
    pub(super) fn presented(&self) -> Option<Place> {
        let talk = self.presentation.talk.as_ref()?;
        Some(stop_place(&talk.tour, talk.stop))
    }

    /// How the talk stands with time.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let talk = self.presentation.talk.as_ref()?;
        let end = self.presentation.end.as_ref().map(|(end, _)| *end);
        Some(talk.standing(self.library.tour(&talk.tour)?, end, self.now))
    }

    /// When the talk has to end, as whoever reads the notes wrote it.
    #[must_use]
    pub fn talk_ends(&self) -> Option<&str> {
        self.presentation.end.as_ref().map(|(_, written)| written.as_str())
    }

    /// How many milliseconds from now the notes' clock shows something else; `None` where none is seen, and once the
    /// presentation is gone.
    pub(super) fn standing_changes_in(&self) -> Option<u64> {
        self.standing().filter(|_| self.presentation.is_live).map(|standing| standing.changes_in())
    }

    /// Whether the room looks at something beside the tour, as notes were told.
    pub(super) fn is_aside(&self) -> bool {
        self.presentation.talk.as_ref().is_some_and(|talk| talk.aside.is_some())
    }

    /// Remembers which stop a presentation is at, and since when. A stop of another tour is a look aside, unless it is
    /// the first: with that another talk begins.
    pub(super) fn note_stop(&mut self) {
        let Some((tour, stop)) = self.open_stop().filter(|_| self.looks.dress == Dress::Stage) else {
            return;
        };
        let (tour, now) = (tour.to_owned(), self.now);
        let talk = match self.presentation.talk.take() {
            Some(talk) if talk.tour == tour && talk.stop == stop => talk,
            Some(talk) if talk.tour == tour => Talk { stop, since: now, ..talk },
            Some(talk) if stop != 1 => talk,
            other => {
                self.presentation.earlier.retain(|earlier| earlier.tour != tour);
                if let Some(other) = other {
                    self.presentation.earlier.push(other);
                    self.say("another tour begins; Alt-← goes back to the one before");
                }
                Talk {
                    tour,
                    from: stop,
                    stop,
                    aside: None,
                    is_blank: false,
                    begun: now,
                    since: now,
                    content: None,
                }
            }
        };
        self.presentation.talk = Some(talk);
    }

    /// Goes on with the talk to which the reader came back.
    pub(super) fn go_on_with_talk(&mut self) {
        let open = self.open_stop().filter(|_| self.looks.dress == Dress::Stage);
        let is_of = |talk: &Talk| open.is_some_and(|(tour, _)| talk.tour == tour);
        if let Some(at) = self.presentation.earlier.iter().position(is_of) {
            let talk = self.presentation.earlier.swap_remove(at);
            self.presentation.earlier.extend(self.presentation.talk.replace(talk));
        }
        self.note_stop();
    }

    /// The first time that is told is when the presentation began.
    pub(super) fn begin_talk(&mut self) {
        if let (Dress::Stage, Some(talk)) = (self.looks.dress, &mut self.presentation.talk) {
            (talk.begun, talk.since) = (self.now, self.now);
        }
    }

    /// Takes in what a presentation told, or that it has ended; who reads something else meanwhile is not called away.
    pub(super) fn hear(&mut self, talk: Option<Talk>) {
        let place = &self.page.page().place.kind;
        let would_follow = self.at != At::Index && matches!(place, Kind::Tour(None | Some((_, Some(_)))));
        match talk {
            Some(mut talk) => {
                if let Some(last) = self.presentation.talk.as_ref().filter(|last| talk.goes_on_from(last)) {
                    // Whoever had to begin the presentation again has not got their minutes back.
                    (talk.begun, talk.from) = (last.begun, last.from);
                }
                self.presentation.is_live = true;
                self.presentation.talk = Some(talk);
                if would_follow {
                    self.follow_talk();
                }
            }
            None => self.presentation.is_live = false,
        }
    }

    /// Whether these are notes, and what is open is what belongs to the talk: its stop, or the tours before it begins.
    #[must_use]
    pub fn reads_notes(&self) -> bool {
        let kind = match &self.presentation.talk {
            Some(talk) => stop_place(&talk.tour, talk.stop).kind,
            None => Kind::Tour(None),
        };
        self.looks.dress == Dress::Notes && self.at != At::Index && self.page.page().place.kind == kind
    }

    /// To the notes of the stop that the room sees, or saw last.
    pub(super) fn follow_talk(&mut self) {
        let Some(talk) = &self.presentation.talk else {
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
        self.presentation.is_live
    }
}
