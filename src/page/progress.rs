//! What was practised, how it went, and what is due.

use crate::content::EntryKind;
use crate::place::{Kind, Place};
use crate::practice::progress::{self, Tally};
use crate::profile::{Grade, Interview};

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::row::Row;
use super::summary;

/// The page of what was practised, for a role or all.
pub fn page(mut draft: Draft<'_>, place: &Place, role: Option<&str>) -> Page {
    let (library, now) = (draft.library, draft.reader.now);
    let all = progress::progress(library, draft.reader.profile, role);
    let title = library.title(place);
    if all.questions.is_empty() && all.interviews.is_empty() {
        let text = "Nothing was practised yet; what you grade in practice stands here.".to_owned();
        let links = vec![draft.target(Place::from(Kind::Practice(role.map(str::to_owned))))];
        draft.block(Block::Text(vec![Row { key: "page/line".to_owned(), text, links, ..Row::default() }]));
        return draft.page(place.clone(), title, String::new());
    }
    let due = all.questions.iter().filter(|one| one.standing.is_due(now)).count();
    let subtitle = format!(
        "{} practised, {} given · {due} due · questions of all eras",
        count(all.questions.len(), "question", "questions"),
        count(all.answers, "answer", "answers")
    );
    if role.is_none() {
        let rows = all.by_role(library, now).into_iter().map(|(id, tally)| {
            let mut row = draft.entry_row("roles", EntryKind::Role, &id, words(&tally));
            row.links.insert(0, draft.target(Place::from(Kind::Progress(Some(id)))));
            row
        });
        let rows = rows.collect();
        draft.section("roles", "By role", String::new(), Block::List(rows));
    }
    let rows = all.by_skill(now).into_iter();
    let rows = rows.map(|(id, tally)| draft.entry_row("skills", EntryKind::Skill, &id, words(&tally)));
    let rows = rows.collect();
    draft.section("skills", "By skill, the weakest first", String::new(), Block::List(rows));
    let rows = all.questions.iter().map(|one| {
        let standing = &one.standing;
        let place = EntryKind::Question.place(&one.question.id);
        Row {
            key: format!("questions/{}", one.question.id),
            label: format!("{}, {}", standing.grade.word(), standing.due_words(now)),
            text: one.question.ask.clone(),
            note: count(standing.times, "time", "times"),
            links: vec![draft.target(place.clone())],
            subject: Some(place.into()),
            ..Row::default()
        }
    });
    let rows = rows.collect();
    draft.section("questions", "By question, what is due first", String::new(), Block::List(rows));
    let rows = all.interviews.iter().map(|held| interview(&draft, held)).collect();
    draft.section("interviews", "Interviews", String::new(), Block::List(rows));
    draft.page(place.clone(), title, subtitle)
}

/// "3 of 14 practised: 1 again, 2 good; 1 due"
fn words(tally: &Tally) -> String {
    let due = if tally.due > 0 { format!("; {} due", tally.due) } else { String::new() };
    let grades = tally.grades.iter().copied();
    format!("{} of {} practised: {}{due}", tally.grades.len(), tally.of, Grade::told(grades))
}

/// An interview that was held; its page tells what was asked and written.
fn interview(draft: &Draft<'_>, held: &Interview) -> Row {
    let asked = count(held.answers.len(), "question", "questions");
    let place = Place::from(Kind::Mock(held.role.clone()));
    Row {
        key: format!("interviews/{}", held.at),
        label: draft.library.party_name(&held.role).to_owned(),
        text: format!(
            "{}, {asked}: {}",
            count(usize::from(held.minutes), "minute", "minutes"),
            summary::points(held)
        ),
        note: draft.reader.now.ago(held.at).unwrap_or_default(),
        links: vec![draft.target(place)],
        ..Row::default()
    }
}
