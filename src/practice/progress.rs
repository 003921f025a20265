//! What was practised, how it went, and what is due: per role, per skill, and per question.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::content::Library;
use crate::content::model::Seniority;
use crate::moment::Moment;
use crate::profile::{Grade, Interview, Profile, Wish};
use crate::question::Question;

use super::deck;
use super::schedule::{Schedule, Standing};

/// What came of practising.
pub struct Progress<'l> {
    /// The questions that were answered, those due first.
    pub questions: Vec<Practised<'l>>,
    /// The interviews that were held, the last first.
    pub interviews: Vec<Interview>,
    /// How many answers to questions of this pack were given.
    pub answers: usize,
    /// Every question there is to be answered, each once.
    all: Vec<Question<'l>>,
}

/// A question that was answered.
pub struct Practised<'l> {
    /// The question.
    pub question: Question<'l>,
    /// How the reader stands with it.
    pub standing: Standing,
}

/// How a number of questions went, each by its last answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How the questions went that were answered.
    pub grades: Vec<Grade>,
    /// How many there are.
    pub of: usize,
    /// How many of those that were answered are due.
    pub due: usize,
}

impl Tally {
    /// The mean of the grades in hundredths, by which what is weak comes first.
    fn mean(&self) -> usize {
        mean(&self.grades)
    }
}

/// The mean of grades in hundredths.
#[must_use]
pub fn mean(grades: &[Grade]) -> usize {
    let sum: usize = grades.iter().map(|grade| usize::from(grade.number())).sum();
    100 * sum / grades.len().max(1)
}

/// What came of practising, for one role or all; questions that the pack does not have are left out.
#[must_use]
pub fn progress<'l>(library: &'l Library, profile: &Profile, role: Option<&str>) -> Progress<'l> {
    let mut all: Vec<Question<'l>> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for era in library.eras() {
        let asked = deck::all(library, &Wish::usual(role, &era.id));
        all.extend(asked.into_iter().filter(|question| seen.insert(question.id.clone())));
    }
    let mut answers = profile.answers();
    answers.retain(|review| seen.contains(&review.question));
    let standings = Schedule::default().standings(&answers);
    let practised = all.iter().filter_map(|question| {
        let standing = *standings.get(question.id.as_str())?;
        Some(Practised { question: question.clone(), standing })
    });
    let mut questions: Vec<_> = practised.collect();
    questions.sort_by_key(|one| one.standing.due);
    let held = profile.interviews.iter().filter(|held| role.is_none_or(|role| held.role == role));
    let mut interviews: Vec<_> = held.cloned().collect();
    interviews.sort_by_key(|held| std::cmp::Reverse(held.at));
    Progress { questions, interviews, answers: answers.len(), all }
}

impl Progress<'_> {
    /// How it went for each role of which something was answered, in the order of [`Library::roles`]; a question
    /// that several are asked counts for each.
    #[must_use]
    pub fn by_role(&self, library: &Library, now: Moment) -> Vec<(String, Tally)> {
        let mut tallies = self.tallies(|question| &question.roles, now);
        let roles = library.roles().into_iter();
        roles.filter_map(|role| tallies.remove_entry(role.id.as_str())).collect()
    }

    /// How it went for each skill of which something was answered, the weakest first.
    #[must_use]
    pub fn by_skill(&self, now: Moment) -> Vec<(String, Tally)> {
        let tallies = self.tallies(|question| &question.skills, now);
        let mut told: Vec<_> = tallies.into_iter().collect();
        told.sort_by_key(|(_, tally)| tally.mean());
        told
    }

    /// How it went for each of what questions are about.
    fn tallies(
        &self,
        about: impl for<'q> Fn(&'q Question<'_>) -> &'q Vec<&'q str>,
        now: Moment,
    ) -> BTreeMap<String, Tally> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for one in &self.questions {
            for id in about(&one.question) {
                let tally = tallies.entry((*id).to_owned()).or_default();
                tally.grades.push(one.standing.grade);
                tally.due += usize::from(one.standing.is_due(now));
            }
        }
        for id in self.all.iter().flat_map(about) {
            if let Some(tally) = tallies.get_mut(*id) {
                tally.of += 1;
            }
        }
        tallies
    }
}

/// A line of what was practised, as a table holds it.
#[derive(Clone, Debug, Serialize)]
pub struct TableLine<'p> {
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

impl TableLine<'_> {
    /// What its fields are called, in order.
    pub const FIELDS: [&'static str; 9] =
        ["role", "question", "level", "era", "skills", "times", "last", "grade", "due"];
}

impl Practised<'_> {
    /// The question as a line of a table.
    #[must_use]
    pub fn line(&self) -> TableLine<'_> {
        let Self { question, standing } = self;
        TableLine {
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
