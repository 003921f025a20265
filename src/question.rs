//! What one may be asked in an interview: written by the pack's authors, or made from the guide itself.

pub mod made;

use crate::content::model::{Claim, Seniority, Text};
use crate::content::{Entry, EntryKind, Library, Origin, model};
use crate::place::{Link, MADE};

/// A question, with what tells a good answer from a weak one.
#[derive(Clone, Debug)]
pub struct Question<'l> {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// The ids of the roles that are asked it, the first before all.
    pub roles: Vec<&'l str>,
    /// Whom it is asked.
    pub level: Seniority,
    /// The id of the one era it belongs to; `None` where it is asked in all that its role has.
    pub era: Option<&'l str>,
    /// The ids of the skills it is about.
    pub skills: Vec<&'l str>,
    /// What a good answer has.
    pub points: Vec<Point>,
    /// A short model answer; what is made from the guide has none beside its points.
    pub answer: Option<Point>,
    /// What is asked next.
    pub follow_ups: Vec<FollowUp>,
    /// The page it came from, which answers it where it was made from the guide.
    pub page: Link,
    /// Where it is written.
    pub origin: Option<Origin>,
}

/// One thing that an answer has.
#[derive(Clone, Debug)]
pub struct Point {
    /// What it is.
    pub text: String,
    /// Who says so; empty where it is the guide's own judgement of answers.
    pub sources: Vec<Text>,
    /// What speaks against it.
    pub but: Option<Claim>,
}

/// What is asked after a question was answered.
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// What is asked.
    pub ask: String,
    /// What a good answer has.
    pub points: Vec<Point>,
}

impl<'l> Question<'l> {
    /// A question as it is written.
    #[must_use]
    pub fn written(library: &'l Library, entry: &'l Entry<model::Question>) -> Self {
        let own = |text: &Text| Point { text: text.to_string(), sources: Vec::new(), but: None };
        let own = |texts: &[Text]| texts.iter().map(own).collect::<Vec<_>>();
        let era = entry.era.as_ref().map(Text::as_str);
        let role = EntryKind::Role.place(&entry.group);
        let page = match era.and_then(|era| library.era(era)) {
            Some(era) => role.at(era.short.as_str()),
            None => role,
        };
        Self {
            id: entry.id.clone(),
            ask: entry.ask.to_string(),
            roles: vec![&entry.group],
            level: entry.level,
            era,
            skills: entry.skills.iter().map(Text::as_str).collect(),
            points: own(&entry.points),
            answer: Some(Point { text: entry.answer.to_string(), sources: entry.sources.clone(), but: None }),
            follow_ups: entry
                .follow_ups
                .iter()
                .map(|one| FollowUp { ask: one.ask.to_string(), points: own(&one.points) })
                .collect(),
            page: page.into(),
            origin: Some(entry.origin(&entry.ask)),
        }
    }

    /// Whether it was made from the guide itself.
    #[must_use]
    pub fn is_made(&self) -> bool {
        self.id.starts_with(MADE)
    }

    /// Whether it is asked in an era (by its id): one that it names, or any that its role has.
    #[must_use]
    pub fn is_asked_in(&self, library: &Library, era: &str) -> bool {
        match self.era {
            Some(own) => own == era,
            None => self.roles.iter().any(|id| library.role(id).is_some_and(|role| role.exists_in(era))),
        }
    }
}

/// The question with an id; `None` where this pack has none such.
#[must_use]
pub fn find<'l>(library: &'l Library, id: &str) -> Option<Question<'l>> {
    if id.starts_with(MADE) {
        return made::find(library, id);
    }
    library.question(id).map(|entry| Question::written(library, entry))
}
