//! What JSON says of questions and of what was practised.

use serde_json::{Value, json};

use super::{Record, with};
use crate::content::EntryKind;
use crate::moment::Moment;
use crate::practice::progress::{self, Tally};
use crate::profile::{Grade, Profile};
use crate::question::{Point, Question};

impl Record<'_> {
    /// A question without its answer, as lists have it.
    pub(super) fn question_line(&self, question: &Question<'_>) -> Value {
        let named =
            |kind: EntryKind, ids: &[&str]| ids.iter().map(|id| self.named(kind, id)).collect::<Vec<_>>();
        json!({
            "id": question.id,
            "name": question.ask,
            "role": question.roles.first().map(|role| self.named(EntryKind::Role, role)),
            "level": question.level,
            "era": question.era.map(|era| self.named(EntryKind::Era, era)),
            "skills": named(EntryKind::Skill, &question.skills),
        })
    }

    pub(super) fn question(&self, question: &Question<'_>) -> Value {
        let points = |points: &[Point]| {
            let point = |one: &Point| json!({ "text": one.text, "sources": self.sources(&one.sources) });
            points.iter().map(point).collect::<Vec<_>>()
        };
        let roles = question.roles.iter().map(|role| self.named(EntryKind::Role, role)).collect::<Vec<_>>();
        let value = with(self.question_line(question), "roles", json!(roles));
        let value = with(value, "made_from_the_guide", json!(question.is_made()));
        let value = with(value, "points", json!(points(&question.points)));
        let answer = question.answer.as_ref();
        let answer = answer.map(|one| json!({ "text": one.text, "sources": self.sources(&one.sources) }));
        let value = with(value, "answer", json!(answer));
        let follow_ups = question.follow_ups.iter();
        let follow_ups = follow_ups.map(|one| json!({ "ask": one.ask, "points": points(&one.points) }));
        let value = with(value, "follow_ups", json!(follow_ups.collect::<Vec<_>>()));
        with(value, "page", json!(question.page.to_string()))
    }

    /// What was practised, for a role or all.
    pub(super) fn progress(&self, profile: &Profile, role: Option<&str>, now: Moment) -> Value {
        let all = progress::progress(self.library, profile, role);
        let told = |kind: EntryKind, tallies: Vec<(String, Tally)>| {
            let one = |(id, tally): &(String, Tally)| {
                let number = |grade: Grade| tally.grades.iter().filter(|one| **one == grade).count();
                let grades = Grade::ALL.map(|grade| (grade.word().to_owned(), json!(number(grade))));
                json!({ kind.noun(): self.named(kind, id), "practised": tally.grades.len(), "of": tally.of,
                        "due": tally.due, "grades": Value::Object(grades.into_iter().collect()) })
            };
            tallies.iter().map(one).collect::<Vec<_>>()
        };
        json!({
            "now": now,
            "roles": told(EntryKind::Role, all.by_role(self.library, now)),
            "skills": told(EntryKind::Skill, all.by_skill(now)),
            "questions": all.questions.iter().map(|one| {
                let standing = &one.standing;
                let value = self.question_line(&one.question);
                let value = with(value, "times", json!(standing.times));
                let value = with(value, "last", json!(standing.last));
                let value = with(value, "grade", json!(standing.grade));
                with(value, "due", json!(standing.due))
            }).collect::<Vec<_>>(),
            "interviews": all.interviews,
        })
    }
}
