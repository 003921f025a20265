//! What came of a run: how it went, what was weak, and where to read.

use std::collections::BTreeMap;

use crate::content::EntryKind;
use crate::place::{Kind, Place};
use crate::practice::Offer;
use crate::profile::{Grade, Run};
use crate::question;

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::practice::offer;
use super::row::Row;

/// How one question of a run went.
struct Went {
    question: String,
    /// `None` where it was not graded.
    grade: Option<Grade>,
    had: usize,
    of: usize,
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
    let answers = held.into_iter().flat_map(|held| &held.answers).map(|answered| Went {
        question: answered.question.clone(),
        grade: held.and_then(|held| answered.review(held.at)).map(|review| review.grade),
        had: answered.grades.values().filter(|grade| **grade > Grade::Again).count(),
        of: answered.of.into(),
    });
    let went: Vec<_> = answers.collect();
    page(draft, place, run, "The interview is over".to_owned(), &went)
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
    let asked = went.iter().map(|one| asked(&draft, one)).collect();
    draft.section("asked", "What was asked", String::new(), Block::List(asked));
    let told = Grade::ALL.into_iter().filter_map(|grade| {
        let number = went.iter().filter(|one| one.grade == Some(grade)).count();
        (number > 0).then(|| format!("{number} {}", grade.word()))
    });
    let mut told: Vec<_> = told.collect();
    let ungraded = went.iter().filter(|one| one.grade.is_none()).count();
    if ungraded > 0 {
        told.push(format!("{ungraded} not graded"));
    }
    let (had, of) = went.iter().fold((0, 0), |(had, of), one| (had + one.had, of + one.of));
    let subtitle = format!("{} · {had} of {}", told.join(", "), count(of, "point", "points"));
    draft.page(place.clone(), title, subtitle)
}

/// The skills whose questions went badly, the worst first, and the pages of what was made from the guide.
fn weak_skills(draft: &Draft<'_>, went: &[Went]) -> Vec<Row> {
    let mut skills: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut pages = Vec::new();
    for one in went {
        let is_weak = one.grade.is_some_and(|grade| grade <= Grade::Hard);
        let Some(question) = question::find(draft.library, &one.question) else { continue };
        for skill in &question.skills {
            let (weak, of) = skills.entry((*skill).to_owned()).or_default();
            *weak += usize::from(is_weak);
            *of += 1;
        }
        if is_weak && question.is_made() {
            let target = draft.target(question.page.clone());
            let (key, text) = (format!("weak/{}", question.id), question.ask.clone());
            pages.push(Row { key, label: target.title.clone(), text, links: vec![target], ..Row::default() });
        }
    }
    let mut weak: Vec<_> = skills.into_iter().filter(|(_, (weak, _))| *weak > 0).collect();
    // By the share that went badly, then by how many.
    weak.sort_by(|(_, (weak, of)), (_, (other, out_of))| {
        (other * of).cmp(&(weak * out_of)).then(other.cmp(weak))
    });
    let row = |(id, (weak, of)): &(String, (usize, usize))| {
        let text = format!("{weak} of {} went badly", count(*of, "question", "questions"));
        draft.entry_row("weak", EntryKind::Skill, id, text)
    };
    weak.iter().map(row).chain(pages).collect()
}

/// A question, how it went, and the way to its page.
fn asked(draft: &Draft<'_>, one: &Went) -> Row {
    let place = EntryKind::Question.place(&one.question);
    let ask = question::find(draft.library, &one.question).map_or(one.question.clone(), |found| found.ask);
    Row {
        key: format!("asked/{}", one.question),
        label: one.grade.map_or("not graded", Grade::word).to_owned(),
        text: ask,
        note: format!("{} of {}", one.had, one.of),
        links: vec![draft.target(place.clone())],
        subject: Some(place.into()),
        ..Row::default()
    }
}
