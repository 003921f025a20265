//! One question, and what a good answer has: as a page of its own, and as it is practised.

use crate::content::EntryKind;
use crate::place::{Kind, Link, Place};
use crate::practice::run::point_key;
use crate::practice::schedule::Schedule;
use crate::profile::Card;
use crate::question::{FollowUp, Point, Question};

use super::Page;
use super::block::{Block, Check, Tick};
use super::draft::{Draft, count};
use super::row::{Evidence, Row};

/// The page of a question, with everything that belongs to it.
pub fn page(mut draft: Draft<'_>, place: &Place, question: &Question<'_>) -> Page {
    let ask = ask_row(&draft, question);
    draft.block(Block::Text(vec![ask]));
    let own = question.points.iter().any(|point| point.sources.is_empty());
    let whose = if own { "the guide's own judgement" } else { "" }.to_owned();
    let rows = points(&draft, question, 0, &question.points);
    draft.section("points", "A good answer has", whose, Block::List(rows));
    answer(&mut draft, question);
    follow_ups_answered(&mut draft, question, question.follow_ups.len());
    if let Some(written) = draft.reader.profile.last_note(&question.id) {
        note(&mut draft, written);
    }
    about(&mut draft, question);
    let subtitle = subtitle(&draft, question);
    draft.page(place.clone(), "Interview question".to_owned(), subtitle)
}

/// The first follow-ups with their points, to be read.
pub fn follow_ups_answered(draft: &mut Draft<'_>, question: &Question<'_>, first: usize) {
    for (at, one) in question.follow_ups.iter().take(first).enumerate() {
        let (nth, section) = (at + 1, format!("follow-up-{}", at + 1));
        draft.section(&section, "Follow-up", String::new(), Block::Text(vec![follow_up_row(nth, one)]));
        let rows = points(draft, question, nth, &one.points);
        draft.block(Block::List(rows));
    }
}

/// What is asked; it leads to the page it came from, and tells nothing of the answer.
pub fn ask_row(draft: &Draft<'_>, question: &Question<'_>) -> Row {
    let place = EntryKind::Question.place(&question.id);
    Row {
        key: format!("question/{}", question.id),
        text: question.ask.clone(),
        links: vec![draft.target(question.page.clone())],
        subject: Some(place.into()),
        origin: question.origin,
        ..Row::default()
    }
}

/// "senior · Retrieval, Fine-tuning"
pub fn subtitle(draft: &Draft<'_>, question: &Question<'_>) -> String {
    let skill = |id: &&str| draft.library.skill(id).map(|skill| skill.name.as_str());
    let skills = question.skills.iter().filter_map(skill).collect::<Vec<_>>().join(", ");
    let about = if question.is_made() { "made from the guide".to_owned() } else { skills };
    if about.is_empty() {
        question.level.word().to_owned()
    } else {
        format!("{} · {about}", question.level.word())
    }
}

/// The points of a question or of its `nth` follow-up, as rows.
fn points(draft: &Draft<'_>, question: &Question<'_>, nth: usize, points: &[Point]) -> Vec<Row> {
    let row = |(at, point): (usize, &Point)| said(draft, question, point_key(nth, at), point);
    points.iter().enumerate().map(row).collect()
}

/// What an answer has, and who says so where somebody does.
fn said(draft: &Draft<'_>, question: &Question<'_>, key: String, point: &Point) -> Row {
    let evidence =
        if point.sources.is_empty() { Evidence::default() } else { draft.evidence(&point.sources, None) };
    let remarks = draft.remarks_on(&point.sources, point.but.as_ref());
    let cited = evidence.citations.iter().map(|citation| Link::from(citation.place()));
    Row {
        key,
        text: point.text.clone(),
        // Behind what is said: one looks for what to tick.
        note: evidence.attribution(),
        remarks,
        links: std::iter::once(question.page.clone()).chain(cited).map(|link| draft.target(link)).collect(),
        evidence,
        subject: Some(EntryKind::Question.place(&question.id).into()),
        origin: question.origin,
        ..Row::default()
    }
}

/// The short model answer, where there is one.
pub fn answer(draft: &mut Draft<'_>, question: &Question<'_>) {
    let rows = question.answer.iter().map(|point| {
        let mut row = said(draft, question, "answer/short".to_owned(), point);
        row.attribution = std::mem::take(&mut row.note);
        row
    });
    let rows = rows.collect();
    draft.section("answer", "In short", String::new(), Block::Text(rows));
}

fn follow_up_row(nth: usize, one: &FollowUp) -> Row {
    Row { key: format!("follow-up-{nth}/ask"), text: one.ask.clone(), ..Row::default() }
}

/// The points of a question with what the reader ticked or graded, and how many of them they had.
pub fn checklist(draft: &Draft<'_>, question: &Question<'_>, nth: usize, card: &Card) -> (Block, String) {
    let all = match nth.checked_sub(1).and_then(|nth| question.follow_ups.get(nth)) {
        Some(follow_up) => &follow_up.points,
        None => &question.points,
    };
    let check = |row: Row| {
        let tick = match card.grades.get(&row.key) {
            Some(grade) => Tick::Graded(*grade),
            None if card.ticked.contains(&row.key) => Tick::Had,
            None => Tick::Open,
        };
        Check { row, tick }
    };
    let checks: Vec<_> = points(draft, question, nth, all).into_iter().map(check).collect();
    let had = checks.iter().filter(|check| check.tick.is_had());
    let note = format!("{} of {}", had.count(), checks.len());
    (Block::Checklist(checks), note)
}

/// Follow-ups that were asked, those answered with their points.
pub fn follow_ups(draft: &mut Draft<'_>, question: &Question<'_>, card: &Card) {
    for (at, one) in question.follow_ups.iter().take(card.asked).enumerate() {
        let (nth, section) = (at + 1, format!("follow-up-{}", at + 1));
        let ask = Block::Text(vec![follow_up_row(nth, one)]);
        if at < card.answered {
            let (list, note) = checklist(draft, question, nth, card);
            draft.section(&section, "Follow-up", note, ask);
            draft.block(list);
        } else {
            draft.section(&section, "Follow-up", String::new(), ask);
        }
    }
}

/// What the reader wrote, a row for each of its lines, with what they wrote apart apart; nothing while they write it.
pub fn note(draft: &mut Draft<'_>, written: &str) {
    if draft.reader.is_writing {
        return;
    }
    let mut number = 0;
    let mut row = |line: &&str| {
        number += 1;
        Row { key: format!("note/{number}"), text: (*line).to_owned(), ..Row::default() }
    };
    let lines: Vec<_> = written.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty());
    for paragraph in paragraphs.filter(|lines| !lines.is_empty()) {
        let mut rows: Vec<_> = paragraph.iter().map(&mut row).collect();
        if rows[0].key == "note/1" {
            draft.section("note", "Your note", String::new(), Block::List(rows));
        } else {
            // A paragraph stands apart from what is above it.
            let further = rows.split_off(1);
            draft.block(Block::Text(rows));
            draft.block(Block::List(further));
        }
    }
}

/// Who is asked it, what it is about, and how the reader stands with it.
fn about(draft: &mut Draft<'_>, question: &Question<'_>) {
    let mut rows: Vec<Row> = Vec::new();
    for role in &question.roles {
        // A skill may have the id of a role.
        let mut row = draft.entry_row("about/role", EntryKind::Role, role, "is asked this".to_owned());
        row.links.push(draft.target(Place::from(Kind::Practice(Some((*role).to_owned())))));
        rows.push(row);
    }
    for skill in &question.skills {
        rows.push(draft.entry_row("about/skill", EntryKind::Skill, skill, "is what it is about".to_owned()));
    }
    let answers = draft.reader.profile.answers();
    let own = answers.iter().filter(|review| review.question == question.id);
    if let Some(standing) = Schedule::default().standings(own).get(question.id.as_str()) {
        let now = draft.reader.now;
        let last = now.ago(standing.last).map(|ago| format!(", last {ago}"));
        let text = format!(
            "answered {}{}: {}; {}",
            count(standing.times, "time", "times"),
            last.unwrap_or_default(),
            standing.grade.word(),
            standing.due_words(now)
        );
        rows.push(Row { key: "about/you".to_owned(), label: "You".to_owned(), text, ..Row::default() });
    }
    draft.section("about", "About it", String::new(), Block::List(rows));
}
