//! What a reader does in a run: each step gives the change that keeps it, or why it cannot be.

use crate::content::Library;
use crate::moment::Moment;
use crate::place::{Kind, Place};
use crate::profile::{Card, Change, Clock, Grade, Judged, Profile, Review, Run, Stage};
use crate::question::{self, Question};

/// In what a step is taken.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// The pack with the questions.
    pub library: &'c Library,
    /// What the reader keeps.
    pub profile: &'c Profile,
    /// The time.
    pub now: Moment,
    /// Whether points can be ticked here; else it is not known how many an answer had.
    pub ticks: bool,
}

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

/// Why nothing can be done with a question that is no longer there.
pub(super) const GONE: Refused = "this question is no longer in the pack";

/// The key of a point of a question; follow-ups are counted from 1, the question itself is 0.
#[must_use]
pub fn point_key(follow_up: usize, point: usize) -> String {
    match follow_up {
        0 => format!("points/{}", point + 1),
        follow_up => format!("follow-up-{follow_up}/{}", point + 1),
    }
}

impl Run {
    /// The run as this pack can go on with it: questions that it has not got are laid aside, and those that are
    /// back are asked again; nowhere beyond its ends. `None` where nothing is left of it, or it is none.
    ///
    /// Whatever a store or an imported profile holds goes through here before anything is done with it.
    #[must_use]
    pub fn settled(&self, library: &Library) -> Option<Self> {
        let minutes = self.minutes()?;
        let mut run = Self { cards: Vec::new(), aside: Vec::new(), ..self.clone() };
        // Where each card went.
        let mut moved: Vec<Option<usize>> = Vec::new();
        for card in &self.cards {
            let there = question::find(library, &card.question).map(|question| fitted(card, &question));
            moved.push(there.is_some().then_some(run.cards.len()));
            match there {
                Some(card) => run.cards.push(card),
                None => run.aside.push(card.clone()),
            }
        }
        run.at = moved.iter().take(self.at).flatten().count();
        for card in &self.aside {
            match question::find(library, &card.question).map(|question| fitted(card, &question)) {
                // What was graded lies behind, what was not is still to come.
                Some(card) if card.review.is_some() && run.clock.is_none() => {
                    run.cards.insert(0, card);
                    run.at += 1;
                }
                Some(card) => run.cards.push(card),
                None => run.aside.push(card.clone()),
            }
        }
        let last = run.cards.len().checked_sub(1)?;
        if let Some(clock) = &mut run.clock {
            clock.left = clock.left.clamp(0, i64::from(minutes) * 60_000);
            run.at = if clock.stage == Stage::Done { run.cards.len() } else { run.at.min(last) };
            let kept = clock.judged.drain(..);
            let kept = kept.filter_map(|one| Some(Judged { card: (*moved.get(one.card)?)?, ..one }));
            clock.judged = kept.filter(|one| run.cards[one.card].grades.contains_key(&one.point)).collect();
        }
        Some(run)
    }

    /// How many minutes it takes, 0 for practice; `None` where it does not fit the place where it would go on.
    fn minutes(&self) -> Option<u16> {
        let kind = Place::parse(&self.place).ok()?.kind;
        match (kind, &self.clock, self.wish.minutes) {
            (Kind::Practice(role), None, None) if role == self.wish.role => Some(0),
            (Kind::Mock(role), Some(_), Some(minutes)) if Some(&role) == self.wish.role.as_ref() => {
                Some(minutes)
            }
            _ => None,
        }
    }

    /// The open card; `None` where all were gone through.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.at)
    }

    /// The number of the open question, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.cards.len().min(self.at.saturating_add(1))
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

    /// The run as something is done with it, or left for a while; its clock is read.
    #[must_use]
    pub fn touched(&self, now: Moment) -> Self {
        let mut run = Self { touched: self.later(now), ..self.clone() };
        if let Some(clock) = run.clock.as_mut().filter(|clock| clock.stage == Stage::Asking) {
            clock.left = clock.left(now);
            clock.since = now;
        }
        run
    }

    /// The run as it is taken up again: its clock did not run meanwhile.
    #[must_use]
    pub fn taken_up(&self, now: Moment) -> Self {
        let mut run = Self { touched: self.later(now), ..self.clone() };
        if let Some(clock) = &mut run.clock {
            clock.since = now;
        }
        run
    }

    /// The moment of what is done with it now: not before what was done with it until then, also where the clock was
    /// set back. Of two that are kept, the later one stays.
    #[must_use]
    pub fn later(&self, now: Moment) -> Moment {
        now.max(self.touched)
    }

    /// Whether nothing was done with it that is not done with the other: to take it up, or to let its clock run, is
    /// nothing.
    #[must_use]
    pub fn is_as_far_as(&self, other: &Self) -> bool {
        let timeless = |run: &Self| {
            let clock = run.clock.clone().map(|clock| Clock { left: 0, since: Moment::default(), ..clock });
            Self { touched: Moment::default(), clock, ..run.clone() }
        };
        timeless(self) == timeless(other)
    }

    /// Reveals what is not shown yet, else ticks the point with a key or takes the tick away; an interview goes on.
    ///
    /// # Errors
    /// Where there is nothing to reveal or tick.
    pub fn reveal(&self, context: &Context<'_>, focus: &str) -> Result<Done, Refused> {
        if self.clock.is_some() {
            return self.go_on(context, focus);
        }
        let card = self.card().ok_or("this was the last question; u takes the last grade back")?;
        let run = |change: fn(&mut Card)| Change::Run(Box::new(self.with(context.now, change)));
        if !card.revealed {
            let stand = Some("points".to_owned());
            return Ok(Done { change: run(|card| card.revealed = true), stand });
        }
        if card.answered < card.asked {
            let stand = Some(point_key(card.answered + 1, 0));
            return Ok(Done { change: run(|card| card.answered += 1), stand });
        }
        let question = self.question(context.library).ok_or(GONE)?;
        if !shown_points(&question, card).contains(&focus.to_owned()) {
            return Err("Space ticks a point that your answer had; stand on one first");
        }
        let ticked = self.with(context.now, |card| {
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
    pub fn grade(&self, context: &Context<'_>, grade: Grade, focus: &str) -> Result<Done, Refused> {
        if self.clock.is_some() {
            return self.grade_point(context, grade, focus);
        }
        let card = self.card().ok_or("all are graded; u takes the last grade back")?;
        if !card.revealed {
            return Err("Space reveals what a good answer has, then you grade yours");
        }
        let question = self.question(context.library).ok_or(GONE)?;
        let points = shown_points(&question, card);
        let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        let (had, of) = if context.ticks {
            (points.iter().filter(|key| card.ticked.contains(*key)).count(), points.len())
        } else {
            (0, 0)
        };
        let taken =
            |at| context.profile.reviews.iter().any(|one| one.at == at && one.question == card.question);
        let at = context.now.first_free(taken);
        let (question, note) = (card.question.clone(), card.note.clone());
        let review = Review { question, at, grade, had: number(had), of: number(of), note };
        let mut run = self.with(context.now, |card| card.review = Some(review.clone()));
        run.at += 1;
        Ok(Done { change: Change::Review(review, Some(Box::new(run))), stand: Some("question".to_owned()) })
    }

    /// Takes the last grade back: all is as it was before.
    ///
    /// # Errors
    /// Where nothing was graded.
    pub fn take_back(&self, context: &Context<'_>) -> Result<Done, Refused> {
        if self.clock.is_some() {
            return self.step_back(context.now);
        }
        let at = self.at.checked_sub(1).ok_or("there is no grade to take back")?;
        let mut run = Self { at, ..self.clone() };
        let review = run.cards.get_mut(at).and_then(|card| card.review.take());
        let review = review.ok_or("there is no grade to take back")?;
        run.touched = self.later(context.now);
        Ok(Done { change: Change::Unreview(review, Box::new(run)), stand: Some("points".to_owned()) })
    }

    /// Asks the next follow-up of the open question.
    ///
    /// # Errors
    /// Where it has none, or none more.
    pub fn follow_up(&self, context: &Context<'_>) -> Result<Done, Refused> {
        if self.stage().is_some_and(|stage| stage != Stage::Asking) {
            return Err("follow-ups are asked while the interview goes on");
        }
        let card = self.card().ok_or("this was the last question")?;
        let question = self.question(context.library).ok_or(GONE)?;
        match question.follow_ups.len() {
            0 => Err("this question has no follow-up"),
            all if card.asked >= all => Err("there is no further follow-up"),
            _ => {
                let run = self.with(context.now, |card| card.asked += 1);
                let stand = format!("follow-up-{}/ask", card.asked + 1);
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some(stand) })
            }
        }
    }

    /// Whether a key is that of a point of the open question that is shown.
    #[must_use]
    pub fn has_point(&self, library: &Library, key: &str) -> bool {
        let shown =
            self.question(library).zip(self.card()).map(|(question, card)| shown_points(&question, card));
        shown.is_some_and(|points| points.iter().any(|point| point == key))
    }

    /// Keeps what the reader writes to a question, also where the run went on meanwhile.
    ///
    /// # Errors
    /// Where the question is no longer in the run.
    pub fn noted(&self, question: &str, note: &str, now: Moment) -> Result<Change, Refused> {
        let mut run = self.touched(now);
        let card = run.cards.iter_mut().find(|card| card.question == question).ok_or(GONE)?;
        note.clone_into(&mut card.note);
        Ok(Change::Run(Box::new(run)))
    }
}

/// A card as its question is now: with no more follow-ups than that has, and grades of its own points alone.
fn fitted(card: &Card, question: &Question<'_>) -> Card {
    let asked = card.asked.min(question.follow_ups.len());
    let mut card = Card { asked, answered: card.answered.min(asked), ..card.clone() };
    let points: Vec<_> = (0..question.points.len()).map(|at| point_key(0, at)).collect();
    card.grades.retain(|key, _| points.contains(key));
    card
}

/// The keys of the points that are shown: those of the question, and of its follow-ups.
fn shown_points(question: &Question<'_>, card: &Card) -> Vec<String> {
    let own = question.points.iter().filter(|_| card.revealed);
    let own = own.enumerate().map(|(at, _)| point_key(0, at));
    let asked = question.follow_ups.iter().take(card.answered).enumerate();
    let asked = asked.flat_map(|(nth, one)| (0..one.points.len()).map(move |at| point_key(nth + 1, at)));
    own.chain(asked).collect()
}
