//! What came of a run: how it went, what was weak, and where to read.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::content::EntryKind;
use crate::place::{Kind, Place};
use crate::practice::Offer;
use crate::practice::progress::mean;
use crate::profile::{Answered, Grade, Interview, Run};
use crate::question;

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::practice::offer;
use super::row::{Remark, Row};

/// How one question of a run went.
struct Went {
    question: String,
    /// `None` where it was not graded.
    grade: Option<Grade>,
    had: usize,
    of: usize,
    note: String,
}

/// What came of practice.
pub fn of_practice(draft: Draft<'_>, place: &Place, run: &Run) -> Page {
    let went = run.cards.iter().map(|card| {
        let review = card.review.as_ref();
        Went {
            question: card.question.clone(),
            grade: review.map(|review| review.grade),
            had: review.map_or(0, |review| review.had.into()),
            of: review.map_or(0, |review| review.of.into()),
            note: card.note.clone(),
        }
    });
    let went: Vec<_> = went.collect();
    let title = format!("Done: {}", count(run.cards.len(), "question", "questions"));
    page(draft, place, run, title, &went)
}

/// What came of an interview.
pub fn of_interview(draft: Draft<'_>, place: &Place, run: &Run) -> Page {
    let kept = run.clock.as_ref().and_then(|clock| clock.kept);
    let held = draft.reader.profile.interviews.iter().find(|held| Some(held.at) == kept);
    let went = held.map(answers).unwrap_or_default();
    page(draft, place, run, "The interview is over".to_owned(), &went)
}

/// How the questions of an interview went.
fn answers(held: &Interview) -> Vec<Went> {
    let answers = held.answers.iter().map(|answered| Went {
        question: answered.question.clone(),
        grade: answered.review(held.at).map(|review| review.grade),
        had: answered.had(),
        of: answered.of.into(),
        note: answered.note.clone(),
    });
    answers.collect()
}

/// The interviews for a role that were held before, the last first, with what was asked and written.
pub fn held_before(draft: &mut Draft<'_>, role: &str) {
    let profile = draft.reader.profile;
    let mut held: Vec<_> = profile.interviews.iter().filter(|held| held.role == role).collect();
    held.sort_by_key(|held| Reverse(held.at));
    for held in held {
        let section = format!("held-{}", held.at.0);
        let rows = answers(held).iter().map(|one| asked(draft, &section, one)).collect();
        let ago = draft.reader.now.ago(held.at).map(|ago| format!(", {ago}"));
        let title = format!("The interview of {}", count(usize::from(held.minutes), "minute", "minutes"));
        draft.section(&section, &(title + &ago.unwrap_or_default()), points(held), Block::List(rows));
    }
}

/// "4 of 5 points"
pub fn points(held: &Interview) -> String {
    let had: usize = held.answers.iter().map(Answered::had).sum();
    let of: usize = held.answers.iter().map(|answered| usize::from(answered.of)).sum();
    format!("{had} of {}", count(of, "point", "points"))
}

fn page(mut draft: Draft<'_>, place: &Place, run: &Run, title: String, went: &[Went]) -> Page {
    let role = run.wish.role.as_deref();
    let back = draft.library.title(place);
    let mut rows = vec![offer("over/back".to_owned(), "Back to the start", back, Offer::PutAway)];
    let progress = draft.target(Place::from(Kind::Progress(role.map(str::to_owned))));
    let (label, text) = ("Progress".to_owned(), "all that you practised".to_owned());
    rows.push(Row { key: "over/progress".to_owned(), label, text, links: vec![progress], ..Row::default() });
    draft.section("over", "What next", String::new(), Block::List(rows));
    let weak = weak_skills(&draft, went);
    draft.section("weak", "Weak, and where to read", String::new(), Block::List(weak));
    let asked = went.iter().map(|one| asked(&draft, "asked", one)).collect();
    draft.section("asked", "What was asked", String::new(), Block::List(asked));
    let ungraded = went.iter().filter(|one| one.grade.is_none()).count();
    let told = [
        Grade::told(went.iter().filter_map(|one| one.grade)),
        if ungraded > 0 { format!("{ungraded} not graded") } else { String::new() },
    ];
    let told = told.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    let (had, of) = went.iter().fold((0, 0), |(had, of), one| (had + one.had, of + one.of));
    // Who ticks nothing says nothing of points.
    let points =
        if had > 0 { format!(" · {had} of {}", count(of, "point", "points")) } else { String::new() };
    let subtitle = format!("{told}{points}");
    draft.page(place.clone(), title, subtitle)
}

/// The skills of which a question went badly, the weakest first, and the pages of what was made from the guide.
fn weak_skills(draft: &Draft<'_>, went: &[Went]) -> Vec<Row> {
    let mut skills: BTreeMap<String, Vec<Grade>> = BTreeMap::new();
    let mut pages = Vec::new();
    for one in went {
        let (Some(grade), Some(question)) = (one.grade, question::find(draft.library, &one.question)) else {
            continue;
        };
        for skill in &question.skills {
            skills.entry((*skill).to_owned()).or_default().push(grade);
        }
        if grade.is_weak() && question.is_made() {
            let target = draft.target(question.page.clone());
            let (key, text) = (format!("weak/{}", question.id), question.ask.clone());
            pages.push(Row { key, label: target.title.clone(), text, links: vec![target], ..Row::default() });
        }
    }
    let mut weak: Vec<_> =
        skills.into_iter().filter(|(_, grades)| grades.iter().any(|one| one.is_weak())).collect();
    weak.sort_by_key(|(_, grades)| mean(grades));
    let row = |(id, grades): &(String, Vec<Grade>)| {
        draft.entry_row("weak", EntryKind::Skill, id, Grade::told(grades.iter().copied()))
    };
    weak.iter().map(row).chain(pages).collect()
}

/// A question, how it went, and the way to its page.
fn asked(draft: &Draft<'_>, section: &str, one: &Went) -> Row {
    let place = EntryKind::Question.place(&one.question);
    let notes = one.note.lines().filter(|line| !line.trim().is_empty());
    let ask = question::find(draft.library, &one.question).map_or(one.question.clone(), |found| found.ask);
    Row {
        key: format!("{section}/{}", one.question),
        label: one.grade.map_or("not graded", Grade::word).to_owned(),
        text: ask,
        note: if one.of > 0 { format!("{} of {}", one.had, one.of) } else { String::new() },
        remarks: notes.map(|line| Remark::new("your note", line.to_owned())).collect(),
        links: vec![draft.target(place.clone())],
        subject: Some(place.into()),
        ..Row::default()
    }
}
