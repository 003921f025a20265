//! A mock interview: questions against the clock with nothing shown, then judged point by point.

use crate::content::Library;
use crate::moment::Moment;
use crate::profile::{Answered, Change, Clock, Grade, Interview, Run, Stage};

use super::run::{Done, Refused, point_key};

impl Clock {
    /// Milliseconds that are left now.
    #[must_use]
    pub fn left(&self, now: Moment) -> i64 {
        match self.stage {
            Stage::Asking => self.left.saturating_sub(now.since(self.since)).max(0),
            Stage::Judging | Stage::Done => self.left,
        }
    }

    /// What is left as minutes and seconds, `12:29`; a second that has begun counts. In words where none is left.
    #[must_use]
    pub fn shown(&self, now: Moment) -> String {
        if self.left(now) == 0 {
            return "time is up".to_owned();
        }
        let seconds = self.left(now).saturating_add(999) / 1000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

impl Run {
    /// How far an interview is; `None` for practice.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.clock.as_ref().map(|clock| clock.stage)
    }

    fn staged(mut self, stage: Stage, at: usize) -> Self {
        self.at = at;
        if let Some(clock) = &mut self.clock {
            clock.stage = stage;
        }
        self
    }

    /// The next question of an interview; behind the last the judging begins, and behind that it is kept.
    pub(super) fn next(&self, library: &Library, now: Moment) -> Result<Done, Refused> {
        let next = self.at + 1;
        let is_last = next >= self.cards.len();
        let stand = Some("question".to_owned());
        let run = self.touched(now);
        match (self.stage(), is_last) {
            (Some(Stage::Asking), false) => {
                Ok(Done { change: Change::Run(Box::new(run.staged(Stage::Asking, next))), stand })
            }
            (Some(Stage::Asking), true) => {
                let run = run.staged(Stage::Judging, 0);
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some("points".to_owned()) })
            }
            (Some(Stage::Judging), false) => {
                let run = run.staged(Stage::Judging, next);
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some("points".to_owned()) })
            }
            (Some(Stage::Judging), true) => {
                let interview = self.interview(library, now).ok_or("this is no interview")?;
                let mut run = run.staged(Stage::Done, next);
                if let Some(clock) = &mut run.clock {
                    clock.kept = Some(interview.at);
                }
                let change = Change::Interview(Box::new(interview), Some(Box::new(run)));
                Ok(Done { change, stand: None })
            }
            _ => Err("this interview is over; u goes back to its last question"),
        }
    }

    /// What is kept of an interview.
    fn interview(&self, library: &Library, now: Moment) -> Option<Interview> {
        let Run { wish, cards, .. } = self;
        let answers = cards.iter().map(|card| Answered {
            question: card.question.clone(),
            of: crate::question::find(library, &card.question)
                .map_or(0, |question| u16::try_from(question.points.len()).unwrap_or(u16::MAX)),
            grades: card.grades.clone(),
            note: card.note.clone(),
        });
        Some(Interview {
            at: now,
            role: wish.role.clone()?,
            era: wish.era.clone(),
            minutes: wish.minutes?,
            answers: answers.collect(),
        })
    }

    /// Grades the point with a key, and stands on the next one.
    pub(super) fn grade_point(
        &self,
        library: &Library,
        grade: Grade,
        focus: &str,
        now: Moment,
    ) -> Result<Done, Refused> {
        match self.stage() {
            Some(Stage::Asking) => {
                return Err("points are graded when all questions were asked; Space goes on");
            }
            Some(Stage::Judging) => {}
            _ => return Err("this interview is over; u goes back to its last question"),
        }
        let question = self.question(library).ok_or("this question is no longer in the pack")?;
        let keys: Vec<_> = (0..question.points.len()).map(|at| point_key(0, at)).collect();
        let at =
            keys.iter().position(|key| key == focus).ok_or("1 to 4 grade a point; stand on one first")?;
        let mut run = self.with(now, |card| {
            card.grades.insert(focus.to_owned(), grade);
        });
        if let Some(clock) = &mut run.clock {
            clock.graded.retain(|graded| *graded != (self.at, focus.to_owned()));
            clock.graded.push((self.at, focus.to_owned()));
        }
        let stand = keys.get(at + 1).cloned().unwrap_or_else(|| focus.to_owned());
        Ok(Done { change: Change::Run(Box::new(run)), stand: Some(stand) })
    }

    /// Back to the question before; while judging, takes back the grade that was given last.
    pub(super) fn step_back(&self, now: Moment) -> Result<Done, Refused> {
        let run = self.touched(now);
        match (self.stage(), &self.clock) {
            (Some(Stage::Asking), _) => {
                let at = self.at.checked_sub(1).ok_or("this is the first question")?;
                let run = run.staged(Stage::Asking, at);
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some("question".to_owned()) })
            }
            (Some(Stage::Judging), Some(clock)) => {
                let Some((at, key)) = clock.graded.last().cloned() else {
                    // Nothing was judged yet, so the last question may still be answered.
                    let run = run.staged(Stage::Asking, self.cards.len().saturating_sub(1)).taken_up(now);
                    let stand = Some("question".to_owned());
                    return Ok(Done { change: Change::Run(Box::new(run)), stand });
                };
                let mut run = run.staged(Stage::Judging, at);
                if let Some(card) = run.cards.get_mut(at) {
                    card.grades.remove(&key);
                }
                if let Some(clock) = &mut run.clock {
                    clock.graded.pop();
                }
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some(key) })
            }
            (Some(Stage::Done), Some(Clock { kept: Some(kept), .. })) => {
                let mut run = run.staged(Stage::Judging, self.cards.len().saturating_sub(1));
                if let Some(clock) = &mut run.clock {
                    clock.kept = None;
                }
                Ok(Done {
                    change: Change::Uninterview(*kept, Box::new(run)),
                    stand: Some("points".to_owned()),
                })
            }
            _ => Err("there is nothing to take back"),
        }
    }
}
