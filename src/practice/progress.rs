//! What was practised, how it went, and what is due: per role, per skill, and per question.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::Library;
use crate::content::model::Seniority;
use crate::moment::Moment;
use crate::profile::{Grade, Interview, Profile, Review};
use crate::question::{self, Question};

use super::schedule::{Schedule, Standing};

/// What came of practising.
pub struct Progress<'l> {
    /// The questions that were answered, those due first.
    pub questions: Vec<Practised<'l>>,
    /// The interviews that were held, the last first.
    pub interviews: Vec<Interview>,
    /// All answers to questions of this pack, the first in time first.
    pub answers: Vec<Review>,
}

/// A question that was answered.
pub struct Practised<'l> {
    /// The question.
    pub question: Question<'l>,
    /// How the reader stands with it.
    pub standing: Standing,
}

/// How a number of answers went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many questions were answered.
    pub practised: usize,
    /// How many there are.
    pub of: usize,
    /// How many of those that were answered are due.
    pub due: usize,
    /// How many of them went how, by the last answer: again, hard, good, easy.
    pub grades: [usize; 4],
}

impl Tally {
    fn add(&mut self, standing: &Standing, now: Moment) {
        self.practised += 1;
        self.due += usize::from(standing.due <= now);
        self.grades[usize::from(standing.grade.number()) - 1] += 1;
    }

    /// How many answers went badly: again or hard.
    #[must_use]
    pub fn weak(&self) -> usize {
        self.grades[0] + self.grades[1]
    }

    /// "1 again, 2 good"; empty where nothing was answered.
    #[must_use]
    pub fn words(&self) -> String {
        let told = Grade::ALL.iter().zip(self.grades).filter(|(_, number)| *number > 0);
        told.map(|(grade, number)| format!("{number} {}", grade.word())).collect::<Vec<_>>().join(", ")
    }
}

/// What came of practising, for one role or all; questions that the pack does not have are left out.
#[must_use]
pub fn progress<'l>(library: &'l Library, profile: &Profile, role: Option<&str>) -> Progress<'l> {
    let mut answers = profile.answers();
    let found: BTreeMap<String, Question<'l>> = {
        let schedule =
            answers.iter().map(|review| review.question.as_str()).collect::<std::collections::BTreeSet<_>>();
        schedule.into_iter().filter_map(|id| Some((id.to_owned(), question::find(library, id)?))).collect()
    };
    let is_asked = |question: &Question<'_>| role.is_none_or(|role| question.roles.contains(&role));
    answers.retain(|review| found.get(&review.question).is_some_and(is_asked));
    let standings = Schedule::default().standings(&answers);
    let practised = found.values().filter_map(|question| {
        let standing = *standings.get(question.id.as_str())?;
        Some(Practised { question: question.clone(), standing })
    });
    let mut questions: Vec<_> = practised.collect();
    questions.sort_by_key(|one| one.standing.due);
    let held = profile.interviews.iter().filter(|held| role.is_none_or(|role| held.role == role));
    let mut interviews: Vec<_> = held.cloned().collect();
    interviews.sort_by_key(|held| std::cmp::Reverse(held.at));
    Progress { questions, interviews, answers }
}

impl Progress<'_> {
    /// How it went for each role that has questions, in the order of [`Library::roles`]; of a question that
    /// several are asked, the first counts.
    #[must_use]
    pub fn by_role(&self, library: &Library, now: Moment) -> Vec<(String, Tally)> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for one in &self.questions {
            if let Some(role) = one.question.roles.first() {
                tallies.entry(role).or_default().add(&one.standing, now);
            }
        }
        let written = |role: &str| library.questions().iter().filter(|entry| entry.group == role).count();
        let roles = library.roles().into_iter();
        let told = roles.filter_map(|role| {
            let mut tally = *tallies.get(role.id.as_str())?;
            let made = self.questions.iter().filter(|one| {
                one.question.is_made() && one.question.roles.first() == Some(&role.id.as_str())
            });
            tally.of = written(&role.id) + made.count();
            Some((role.id.clone(), tally))
        });
        told.collect()
    }

    /// How it went for each skill that was asked for, the weakest first.
    #[must_use]
    pub fn by_skill(&self, library: &Library, now: Moment) -> Vec<(String, Tally)> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for one in &self.questions {
            for skill in &one.question.skills {
                tallies.entry(skill).or_default().add(&one.standing, now);
            }
        }
        for entry in library.questions() {
            for skill in &entry.skills {
                if let Some(tally) = tallies.get_mut(skill.get_ref().as_str()) {
                    tally.of += 1;
                }
            }
        }
        let mut told: Vec<_> = tallies.into_iter().map(|(id, tally)| (id.to_owned(), tally)).collect();
        // By the share of answers that went badly.
        told.sort_by(|(_, one), (_, other)| {
            (other.weak() * one.practised).cmp(&(one.weak() * other.practised))
        });
        told
    }
}

/// A line of what was practised, as a table holds it.
#[derive(Clone, Debug, Serialize)]
pub struct Line<'p> {
    /// The id of the first role that is asked it.
    pub role: &'p str,
    /// The question's id.
    pub question: &'p str,
    /// Whom it is asked.
    pub level: Seniority,
    /// The id of the one era it belongs to.
    pub era: Option<&'p str>,
    /// The ids of its skills, with blanks between them.
    pub skills: String,
    /// How often it was answered.
    pub times: usize,
    /// When it was answered last.
    pub last: Moment,
    /// How that went, 1 to 4.
    pub grade: u8,
    /// When it is due again.
    pub due: Moment,
}

impl Line<'_> {
    /// What its fields are called, in order.
    pub const FIELDS: [&'static str; 9] =
        ["role", "question", "level", "era", "skills", "times", "last", "grade", "due"];
}

impl Practised<'_> {
    /// The question as a line of a table.
    #[must_use]
    pub fn line(&self) -> Line<'_> {
        let Self { question, standing } = self;
        Line {
            role: question.roles.first().copied().unwrap_or_default(),
            question: &question.id,
            level: question.level,
            era: question.era,
            skills: question.skills.join(" "),
            times: standing.times,
            last: standing.last,
            grade: standing.grade.number(),
            due: standing.due,
        }
    }
}
