//! What a reader does in a run: each step gives the change that keeps it, or why it cannot be.

use crate::content::Library;
use crate::moment::Moment;
use crate::profile::{Card, Change, Grade, Profile, Review, Run, Stage};
use crate::question::{self, Question};

/// What a step does: the change to keep, and the key of the row to stand on, where that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What is to be kept.
    pub change: Change,
    /// The row to stand on, or its section.
    pub stand: Option<String>,
}

/// Why a step cannot be taken, in words for the reader.
pub type Refused = &'static str;

/// The key of a point of a question; follow-ups are counted from 1, the question itself is 0.
#[must_use]
pub fn point_key(follow_up: usize, point: usize) -> String {
    match follow_up {
        0 => format!("points/{}", point + 1),
        follow_up => format!("follow-up-{follow_up}/{}", point + 1),
    }
}

impl Run {
    /// The run without questions that the pack no longer has; `None` where none of them is left.
    #[must_use]
    pub fn settled(&self, library: &Library) -> Option<Self> {
        let is_there = |card: &Card| question::find(library, &card.question).is_some();
        if self.cards.iter().all(is_there) && !self.cards.is_empty() {
            return Some(self.clone());
        }
        let gone = self.cards.iter().take(self.at).filter(|card| !is_there(card)).count();
        let cards: Vec<_> = self.cards.iter().filter(|card| is_there(card)).cloned().collect();
        let mut clock = self.clock.clone();
        if let Some(clock) = &mut clock {
            // Cards have other numbers now, and only grades can still be taken back that were not yet kept.
            clock.graded.clear();
        }
        (!cards.is_empty()).then(|| Self { cards, at: self.at.saturating_sub(gone), clock, ..self.clone() })
    }

    /// The open card; `None` where all were gone through.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.at)
    }

    /// The open question.
    #[must_use]
    pub fn question<'l>(&self, library: &'l Library) -> Option<Question<'l>> {
        question::find(library, &self.card()?.question)
    }

    /// Whether nothing is left to be done but to look back.
    #[must_use]
    pub fn is_over(&self) -> bool {
        match &self.clock {
            Some(clock) => clock.stage == Stage::Done,
            None => self.at >= self.cards.len(),
        }
    }

    /// The run with its open card changed.
    pub(super) fn with(&self, now: Moment, change: impl FnOnce(&mut Card)) -> Self {
        let mut run = self.touched(now);
        if let Some(card) = run.cards.get_mut(self.at) {
            change(card);
        }
        run
    }

    /// The run as something is done with it; its clock is read.
    pub(super) fn touched(&self, now: Moment) -> Self {
        let mut run = self.clone();
        run.touched = now;
        if let Some(clock) = run.clock.as_mut().filter(|clock| clock.stage == Stage::Asking) {
            clock.left = clock.left.saturating_sub(now.since(clock.since)).max(0);
            clock.since = now;
        }
        run
    }

    /// Takes a run up again: its clock did not run meanwhile.
    #[must_use]
    pub fn taken_up(&self, now: Moment) -> Self {
        let mut run = self.clone();
        if let Some(clock) = &mut run.clock {
            clock.since = now;
        }
        run.touched = now;
        run
    }

    /// Reveals what is not shown yet, else ticks the point with a key or takes the tick away; in an interview the
    /// next question.
    ///
    /// # Errors
    /// Where there is nothing to reveal or tick.
    pub fn reveal(&self, library: &Library, focus: &str, now: Moment) -> Result<Done, Refused> {
        if self.clock.is_some() {
            return self.next(library, now);
        }
        let card = self.card().ok_or("this was the last question; u takes the last grade back")?;
        let run = |change: fn(&mut Card)| Change::Run(Box::new(self.with(now, change)));
        if !card.revealed {
            return Ok(Done { change: run(|card| card.revealed = true), stand: Some("points".to_owned()) });
        }
        if card.answered < card.asked {
            return Ok(Done {
                change: run(|card| card.answered += 1),
                stand: Some(point_key(card.answered + 1, 0)),
            });
        }
        let question = self.question(library).ok_or("this question is no longer in the pack")?;
        if !shown_points(&question, card).any(|(key, _)| key == focus) {
            return Err("Space ticks a point that your answer had; stand on one first");
        }
        let ticked = self.with(now, |card| {
            if !card.ticked.remove(focus) {
                card.ticked.insert(focus.to_owned());
            }
        });
        Ok(Done { change: Change::Run(Box::new(ticked)), stand: None })
    }

    /// Grades the open question, and goes on to the next; in an interview the point with a key.
    ///
    /// # Errors
    /// Where there is nothing to grade yet.
    pub fn grade(
        &self,
        library: &Library,
        profile: &Profile,
        grade: Grade,
        focus: &str,
        now: Moment,
    ) -> Result<Done, Refused> {
        if self.clock.is_some() {
            return self.grade_point(library, grade, focus, now);
        }
        let card = self.card().ok_or("all are graded; u takes the last grade back")?;
        if !card.revealed {
            return Err("Space reveals what a good answer has, then you grade yours");
        }
        let question = self.question(library).ok_or("this question is no longer in the pack")?;
        let points = shown_points(&question, card);
        let (had, of) =
            points.fold((0, 0), |(had, of), (key, _)| (had + u16::from(card.ticked.contains(&key)), of + 1));
        let mut review = Review { question: card.question.clone(), at: now, grade, had, of };
        // Nobody answers a question twice in one moment, but a clock may be set back.
        while profile.reviews.iter().any(|other| other.is_the_same_as(&review)) {
            review.at.0 = review.at.0.saturating_add(1);
        }
        let mut run = self.with(now, |card| card.review = Some(review.clone()));
        run.at += 1;
        Ok(Done { change: Change::Review(review, Some(Box::new(run))), stand: Some("question".to_owned()) })
    }

    /// Takes the last grade back: all is as it was before.
    ///
    /// # Errors
    /// Where nothing was graded.
    pub fn take_back(&self, now: Moment) -> Result<Done, Refused> {
        if self.clock.is_some() {
            return self.step_back(now);
        }
        let at = self.at.checked_sub(1).ok_or("there is no grade to take back")?;
        let mut run = Self { at, ..self.clone() };
        let review = run.cards.get_mut(at).and_then(|card| card.review.take());
        let review = review.ok_or("there is no grade to take back")?;
        run.touched = now;
        Ok(Done { change: Change::Unreview(review, Box::new(run)), stand: Some("points".to_owned()) })
    }

    /// Asks the next follow-up of the open question.
    ///
    /// # Errors
    /// Where it has none, or none more.
    pub fn follow_up(&self, library: &Library, now: Moment) -> Result<Done, Refused> {
        if self.clock.as_ref().is_some_and(|clock| clock.stage != Stage::Asking) {
            return Err("follow-ups are asked while the interview goes on");
        }
        let card = self.card().ok_or("this was the last question")?;
        let question = self.question(library).ok_or("this question is no longer in the pack")?;
        match question.follow_ups.len() {
            0 => Err("this question has no follow-up"),
            all if card.asked >= all => Err("there is no further follow-up"),
            _ => {
                let run = self.with(now, |card| card.asked += 1);
                let stand = format!("follow-up-{}/ask", card.asked + 1);
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some(stand) })
            }
        }
    }

    /// Keeps what the reader writes to a question, also where the run went on meanwhile; `None` where that is
    /// what is kept already.
    #[must_use]
    pub fn noted(&self, question: &str, note: &str, now: Moment) -> Option<Change> {
        let at = self.cards.iter().position(|card| card.question == question)?;
        let mut run = self.touched(now);
        let card = run.cards.get_mut(at).filter(|card| card.note != note)?;
        note.clone_into(&mut card.note);
        Some(Change::Run(Box::new(run)))
    }
}

/// The points of a question that are shown, with their keys: its own, and those of follow-ups.
pub fn shown_points<'q>(
    question: &'q Question<'_>,
    card: &'q Card,
) -> impl Iterator<Item = (String, &'q str)> + 'q {
    let own = question.points.iter().filter(|_| card.revealed);
    let own = own.enumerate().map(|(at, point)| (point_key(0, at), point.text.as_str()));
    let asked = question.follow_ups.iter().take(card.answered).enumerate();
    let asked = asked.flat_map(|(nth, one)| {
        one.points.iter().enumerate().map(move |(at, point)| (point_key(nth + 1, at), point.text.as_str()))
    });
    own.chain(asked)
}
