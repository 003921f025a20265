//! A mock interview: questions against the clock with nothing shown, then judged point by point.

use crate::content::Library;
use crate::moment::Moment;
use crate::profile::{Answered, Change, Clock, Grade, Interview, Judged, Run, Stage};
use crate::question;

use super::run::{Context, Done, GONE, Refused, point_key};

/// Why nothing can be done with an interview that was kept.
const OVER: Refused = "this interview is over; u goes back to its last question";

impl Clock {
    /// Milliseconds that are left now.
    #[must_use]
    pub fn left(&self, now: Moment) -> i64 {
        match self.stage {
            Stage::Asking => self.left.saturating_sub(now.since(self.since)).max(0),
            Stage::Judging | Stage::Done => self.left.max(0),
        }
    }

    /// What is left as minutes and seconds, `12:29`; a second that has begun counts.
    #[must_use]
    pub fn shown(&self, now: Moment) -> String {
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

    /// The next question; behind the last the judging begins. There a point is taken as had, or the next one that
    /// was not judged is stood on; where all were, the next question, and behind the last it is kept.
    pub(super) fn go_on(&self, context: &Context<'_>, focus: &str) -> Result<Done, Refused> {
        let next = self.at.saturating_add(1);
        let is_last = next >= self.cards.len();
        let run = self.touched(context.now);
        let done = |run: Self, stand: &str| {
            Ok(Done { change: Change::Run(Box::new(run)), stand: Some(stand.to_owned()) })
        };
        match self.stage() {
            Some(Stage::Asking) if is_last => done(run.staged(Stage::Judging, 0), "points"),
            Some(Stage::Asking) => done(run.staged(Stage::Asking, next), "question"),
            Some(Stage::Judging) => match self.unjudged(context.library)? {
                open if open.iter().any(|key| key == focus) => self.grade_point(context, Grade::Good, focus),
                open if !open.is_empty() => done(run, &open[0]),
                _ if is_last => self.end(context),
                _ => done(run.staged(Stage::Judging, next), "points"),
            },
            _ => Err(OVER),
        }
    }

    /// The keys of the points of the open question.
    fn points(&self, library: &Library) -> Result<Vec<String>, Refused> {
        let question = self.question(library).ok_or(GONE)?;
        Ok((0..question.points.len()).map(|at| point_key(0, at)).collect())
    }

    /// Those of them that were not judged yet.
    fn unjudged(&self, library: &Library) -> Result<Vec<String>, Refused> {
        let mut points = self.points(library)?;
        points.retain(|key| self.card().is_some_and(|card| !card.grades.contains_key(key)));
        Ok(points)
    }

    /// Whether a point of the open question was not judged yet.
    #[must_use]
    pub fn has_unjudged(&self, library: &Library) -> bool {
        self.unjudged(library).is_ok_and(|open| !open.is_empty())
    }

    /// Whether a grade would be that of the point with a key.
    #[must_use]
    pub fn judges(&self, library: &Library, focus: &str) -> bool {
        self.stage() == Some(Stage::Judging)
            && self.points(library).is_ok_and(|points| points.iter().any(|key| key == focus))
    }

    /// Whether going on would take the point with a key as had.
    #[must_use]
    pub fn would_judge(&self, library: &Library, focus: &str) -> bool {
        self.unjudged(library).is_ok_and(|open| open.iter().any(|key| key == focus))
    }

    /// Keeps what came of it.
    fn end(&self, context: &Context<'_>) -> Result<Done, Refused> {
        let interview = self.interview(context).ok_or("this is no interview")?;
        let mut run = self.touched(context.now).staged(Stage::Done, self.cards.len());
        if let Some(clock) = &mut run.clock {
            clock.kept = Some(interview.at);
        }
        Ok(Done { change: Change::Interview(Box::new(interview), Some(Box::new(run))), stand: None })
    }

    /// What is kept of an interview.
    fn interview(&self, context: &Context<'_>) -> Option<Interview> {
        let Run { wish, cards, .. } = self;
        let points =
            |id: &str| question::find(context.library, id).map_or(0, |question| question.points.len());
        let answers = cards.iter().map(|card| Answered {
            question: card.question.clone(),
            of: u16::try_from(points(&card.question)).unwrap_or(u16::MAX),
            grades: card.grades.clone(),
            note: card.note.clone(),
        });
        Some(Interview {
            at: context.now.first_free(|at| context.profile.interviews.iter().any(|held| held.at == at)),
            role: wish.role.clone()?,
            era: wish.era.clone(),
            minutes: wish.minutes?,
            answers: answers.collect(),
        })
    }

    /// Grades the point with a key, and stands on the next one.
    pub(super) fn grade_point(
        &self,
        context: &Context<'_>,
        grade: Grade,
        focus: &str,
    ) -> Result<Done, Refused> {
        match self.stage() {
            Some(Stage::Asking) => {
                return Err("points are graded when all questions were asked; Space goes on");
            }
            Some(Stage::Judging) => {}
            _ => return Err(OVER),
        }
        let keys = self.points(context.library)?;
        let at =
            keys.iter().position(|key| key == focus).ok_or("1 to 4 grade a point; stand on one first")?;
        let mut run = self.touched(context.now);
        let card = run.cards.get_mut(self.at).ok_or(GONE)?;
        let before = card.grades.insert(focus.to_owned(), grade);
        if before == Some(grade) {
            return Err("this point has that grade already");
        }
        if let Some(clock) = &mut run.clock {
            clock.judged.push(Judged { card: self.at, point: focus.to_owned(), before });
        }
        let stand = keys.get(at + 1).cloned().unwrap_or_else(|| focus.to_owned());
        Ok(Done { change: Change::Run(Box::new(run)), stand: Some(stand) })
    }

    /// Back to the question before; while judging, takes back the grade that was given last and, before the first,
    /// goes back to the last question as long as there is time.
    pub(super) fn step_back(&self, now: Moment) -> Result<Done, Refused> {
        let run = self.touched(now);
        match (self.stage(), &self.clock) {
            (Some(Stage::Asking), _) => {
                let at = self.at.checked_sub(1).ok_or("this is the first question")?;
                let run = run.staged(Stage::Asking, at);
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some("question".to_owned()) })
            }
            // A key too many ended it.
            (Some(Stage::Judging), Some(clock)) if clock.judged.is_empty() && clock.left > 0 => {
                let mut run = run.staged(Stage::Asking, self.cards.len().saturating_sub(1));
                if let Some(clock) = &mut run.clock {
                    clock.since = now;
                }
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some("question".to_owned()) })
            }
            (Some(Stage::Judging), Some(clock)) => {
                let Judged { card, point, before } =
                    clock.judged.last().cloned().ok_or("there is no grade to take back")?;
                let mut run = run.staged(Stage::Judging, card);
                let grades = &mut run.cards.get_mut(card).ok_or(GONE)?.grades;
                match before {
                    Some(before) => grades.insert(point.clone(), before),
                    None => grades.remove(&point),
                };
                if let Some(clock) = &mut run.clock {
                    clock.judged.pop();
                }
                Ok(Done { change: Change::Run(Box::new(run)), stand: Some(point) })
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
