//! Practice: where one begins, and the question that is open.

use std::collections::BTreeMap;

use crate::content::model::Seniority;
use crate::content::{EntryKind, in_prose};
use crate::place::{Kind, Listed, Place};
use crate::practice::{Offer, deck};
use crate::profile::{Run, Stage, Wish};
use crate::question::Question;

use super::block::Block;
use super::draft::{Draft, count, nth_key};
use super::question::{answer, ask_row, checklist, follow_ups, note, subtitle};
use super::row::{Evidence, Row, Subject};
use super::summary;
use super::{Page, Reader};

/// The page of practice for a role or all: what can be practised, the open question, or what came of it.
pub fn page(draft: Draft<'_>, place: &Place, role: Option<&str>) -> Page {
    match open_run(&draft, place) {
        None => start(draft, place, role),
        Some(run) if run.is_over() => summary::of_practice(draft, place, &run),
        Some(run) => asked(draft, place, &run),
    }
}

/// The run of a place that goes on in this sitting.
pub fn open_run(draft: &Draft<'_>, place: &Place) -> Option<Run> {
    let key = draft.reader.desk.open.get(&place.to_string())?;
    draft.reader.profile.runs.get(key)?.settled(draft.library)
}

/// The runs of this pack that wait to be gone on with, the last that was touched first.
pub fn waiting(draft: &Draft<'_>) -> Vec<Run> {
    let runs = draft.reader.profile.runs.values();
    let own = runs.filter(|run| run.pack == draft.library.pack().name);
    let settled = own.filter_map(|run| run.settled(draft.library)).filter(|run| !run.is_over());
    let mut waiting: Vec<_> = settled.collect();
    waiting.sort_by_key(|run| std::cmp::Reverse(run.touched));
    waiting
}

/// "3/10 · AI engineer"
pub fn title(draft: &Draft<'_>, run: &Run) -> String {
    let of = run.wish.role.as_ref().map_or("all roles", |role| draft.library.party_name(role));
    format!("{}/{} · {of}", run.number(), run.cards.len())
}

fn asked(mut draft: Draft<'_>, place: &Place, run: &Run) -> Page {
    let title = title(&draft, run);
    let (Some(question), Some(card)) = (run.question(draft.library), run.card()) else {
        return draft.page(place.clone(), title, String::new());
    };
    let ask = ask_row(&draft, &question);
    draft.block(Block::Text(vec![ask]));
    if card.revealed {
        let (list, had) = checklist(&draft, &question, 0, card);
        draft.section("points", "A good answer has", had, list);
        answer(&mut draft, &question);
    }
    follow_ups(&mut draft, &question, card);
    note(&mut draft, &card.note);
    let subtitle = subtitle(&draft, &question);
    draft.page(place.clone(), title, subtitle)
}

fn start(mut draft: Draft<'_>, place: &Place, role: Option<&str>) -> Page {
    let library = draft.library;
    let usual = Wish::usual(role, &draft.era.id);
    let all = deck::all(library, &usual);
    let title = library.title(place);
    if all.is_empty() {
        let text = match role.and_then(|role| library.role(role)) {
            Some(role) if !role.exists_in(&draft.era.id) => {
                format!("There is no such role {}; in another era there is.", in_prose(&draft.era.name))
            }
            Some(role) => {
                let name = in_prose(role.name.as_str());
                format!(
                    "There are no questions about the {name} in this pack yet; the practice of all roles has others."
                )
            }
            None => "There are no questions in this pack yet.".to_owned(),
        };
        draft.block(Block::Text(vec![Row { key: "page/line".to_owned(), text, ..Row::default() }]));
        return draft.page(place.clone(), title, String::new());
    }
    let waiting = waiting(&draft);
    begin(&mut draft, place, &usual, &all, &waiting);
    if role.is_none() {
        elsewhere(&mut draft, place, &waiting);
    }
    further(&mut draft, role);
    match role {
        Some(_) => skills(&mut draft, &usual, &all, &waiting),
        None => roles(&mut draft, &all),
    }
    let how = "Each question stands alone; Space shows what a good answer has, and you tick what yours had and \
               grade it: 1 again, 2 hard, 3 good, 4 easy. What went badly comes back soon, what went well \
               later. What a good answer has is the guide's own judgement, where no source stands behind it.";
    let evidence = Evidence { editorial: true, ..Evidence::default() };
    let how = Row { key: "how/1".to_owned(), text: how.to_owned(), evidence, ..Row::default() };
    draft.section("how", "How it goes", String::new(), Block::Text(vec![how]));
    let made = all.iter().filter(|question| question.is_made()).count();
    let made = if made > 0 { format!(", {made} of them made from the guide") } else { String::new() };
    let subtitle =
        format!("{} · {}{made}", in_prose(&draft.era.name), count(all.len(), "question", "questions"));
    draft.page(place.clone(), title, subtitle)
}

/// A row that offers something to practise.
pub fn offer(key: String, label: &str, text: String, offer: Offer) -> Row {
    let subject = Some(Subject::Practice(offer));
    Row { key, label: label.to_owned(), text, subject, ..Row::default() }
}

/// The rows that go on with runs which wait at a place. What was asked for on the command line stands first: the run
/// that goes on with it, else a row that begins it, where that is not offered there anyway.
pub fn kept(draft: &Draft<'_>, place: &Place, offered: &[Wish], waiting: &[Run]) -> Vec<Row> {
    let here = place.to_string();
    let asked = draft.reader.desk.asked.as_ref();
    let mut runs: Vec<_> = waiting.iter().filter(|run| run.place == here).collect();
    runs.sort_by_key(|run| Some(&run.wish) != asked);
    let goes_on = |run: &&&Run| {
        let Reader { profile, now, .. } = draft.reader;
        Some(&run.wish) == asked && !deck::is_outdated(draft.library, profile, run, now)
    };
    let is_waiting = runs.first().is_some_and(|run| goes_on(&run));
    let resume = |(nth, run): (usize, &&Run)| {
        let label = format!("Resume at {}/{}", run.number(), run.cards.len());
        offer(nth_key("begin", "resume", nth + 1), &label, stopped(draft, run), Offer::Resume(run.key()))
    };
    let mut rows: Vec<Row> = runs.iter().enumerate().map(resume).collect();
    let is_here = |wish: &&Wish| {
        let is_kind = match &place.kind {
            Kind::Practice(role) => wish.minutes.is_none() && *role == wish.role,
            Kind::Mock(role) => wish.minutes.is_some() && wish.role.as_ref() == Some(role),
            _ => false,
        };
        is_kind && wish.era == draft.era.id && !is_waiting && !offered.contains(wish)
    };
    if let Some(wish) = asked.filter(is_here) {
        let text = format!("{}, as you asked for{}", words(draft, wish), given_up(waiting, wish));
        rows.insert(0, offer("begin/asked".to_owned(), "Begin", text, Offer::Begin(wish.clone())));
    }
    rows
}

/// "10 senior questions; you stopped 2 hours ago", without the time where that lies ahead
fn stopped(draft: &Draft<'_>, run: &Run) -> String {
    // What was asked for may be more than there is.
    let limit = u16::try_from(run.cards.len()).unwrap_or(u16::MAX);
    let wish = Wish { limit, ..run.wish.clone() };
    let words = match &run.clock {
        None => words(draft, &wish),
        Some(clock) if clock.stage != Stage::Asking => format!("{}, to be graded", words(draft, &wish)),
        Some(clock) if clock.left > 0 => {
            format!("{} of {} left", clock.shown(clock.since), words(draft, &wish))
        }
        Some(_) => format!("{}, and the time is up", words(draft, &wish)),
    };
    let ago = draft.reader.now.ago(run.touched).map(|ago| format!("; you stopped {ago}"));
    format!("{words}{}", ago.unwrap_or_default())
}

/// The runs that wait elsewhere, each with the way there.
fn elsewhere(draft: &mut Draft<'_>, place: &Place, waiting: &[Run]) {
    let here = place.to_string();
    let runs = waiting.iter().filter(|run| run.place != here).enumerate();
    let rows = runs.filter_map(|(nth, run)| {
        let target = draft.target(Place::parse(&run.place).ok()?);
        let label = format!("{}, at {}/{}", target.title, run.number(), run.cards.len());
        let (key, text) = (nth_key("waits", "run", nth + 1), stopped(draft, run));
        Some(Row { key, label, text, links: vec![target], ..Row::default() })
    });
    let rows = rows.collect();
    draft.section("waits", "What waits for you", String::new(), Block::List(rows));
}

/// "10 senior questions about Retrieval, what is due first"
fn words(draft: &Draft<'_>, wish: &Wish) -> String {
    let level = wish.level.map(|level| format!("{} ", level.word())).unwrap_or_default();
    let noun = if wish.limit == 1 { "question" } else { "questions" };
    let number = match wish.minutes {
        Some(minutes) => count(usize::from(minutes), "minute", "minutes"),
        None => format!("{} {level}{noun}", wish.limit),
    };
    let skill = wish.skill.as_ref().and_then(|id| draft.library.skill(id));
    let about = skill.map(|skill| format!(" about {}", skill.name.as_str()));
    let due = if wish.due { ", what is due first" } else { "" };
    format!("{number}{}{due}", about.unwrap_or_default())
}

fn begin(draft: &mut Draft<'_>, place: &Place, usual: &Wish, all: &[Question<'_>], waiting: &[Run]) {
    let mut rows = kept(draft, place, std::slice::from_ref(usual), waiting);
    let mut add = |id: &str, label: &str, text: String, wish: Wish| {
        let text = text + &given_up(waiting, &wish);
        rows.push(offer(format!("begin/{id}"), label, text, Offer::Begin(wish)));
    };
    let number = usize::from(usual.limit).min(all.len());
    let text = "of every seniority, what you have not seen first".to_owned();
    add("all", &count(number, "question", "questions"), text, usual.clone());
    let standings = deck::standings(draft.reader.profile);
    let is_due = |one: &&Question<'_>| standings.get(&one.id).is_some_and(|one| one.is_due(draft.reader.now));
    let due = all.iter().filter(is_due).count();
    if due > 0 {
        let wish = Wish { due: true, ..usual.clone() };
        add("due", "What is due", format!("{}, then others", count(due, "question", "questions")), wish);
    }
    for level in Seniority::ALL {
        let of = all.iter().filter(|question| question.level == level).count();
        if of > 0 {
            let wish = Wish { level: Some(level), ..usual.clone() };
            add(level.word(), &format!("Only {}", level.word()), some_of(of, usual), wish);
        }
    }
    draft.section("begin", "Begin", String::new(), Block::List(rows));
}

/// The same wish goes on with the same run, so to begin it anew gives up one that waits.
pub fn given_up(waiting: &[Run], wish: &Wish) -> String {
    let same = waiting.iter().find(|run| run.wish == *wish);
    same.map(|run| format!("; ends the run at {}/{}", run.number(), run.cards.len())).unwrap_or_default()
}

/// "10 of 14 questions", where that is more than come at a time.
fn some_of(all: usize, usual: &Wish) -> String {
    let questions = count(all, "question", "questions");
    if all > usize::from(usual.limit) { format!("{} of {questions}", usual.limit) } else { questions }
}

/// Other ways to practise, and what came of it so far.
fn further(draft: &mut Draft<'_>, role: Option<&str>) {
    let mut rows = Vec::new();
    let mut add = |id: &str, label: &str, text: &str, kind: Kind| {
        let links = vec![draft.target(Place::from(kind))];
        let (key, label, text) = (format!("further/{id}"), label.to_owned(), text.to_owned());
        rows.push(Row { key, label, text, links, ..Row::default() });
    };
    if let Some(role) = role {
        let text = "against the clock, graded at the end";
        add("mock", "Mock interview", text, Kind::Mock(role.to_owned()));
    }
    let text = "what you practised, how it went, what is due";
    add("progress", "Progress", text, Kind::Progress(role.map(str::to_owned)));
    match role {
        Some(_) => add("all", "All roles", "practise for any of them", Kind::Practice(None)),
        None => {
            add("list", "All questions", "to read them, with their answers", Kind::List(Listed::Questions));
        }
    }
    draft.section("further", "More", String::new(), Block::List(rows));
}

/// The skills that the questions of a role are about.
fn skills(draft: &mut Draft<'_>, usual: &Wish, all: &[Question<'_>], waiting: &[Run]) {
    let mut about: BTreeMap<&str, usize> = BTreeMap::new();
    for skill in all.iter().flat_map(|question| &question.skills) {
        *about.entry(skill).or_default() += 1;
    }
    let row = |(id, of): (&&str, &usize)| {
        let wish = Wish { skill: Some((*id).to_owned()), ..usual.clone() };
        let text = some_of(*of, usual) + &given_up(waiting, &wish);
        let mut row = draft.entry_row("skills", EntryKind::Skill, id, text);
        row.subject = Some(Subject::Practice(Offer::Begin(wish)));
        row
    };
    let mut rows: Vec<Row> = about.iter().map(row).collect();
    rows.sort_by_key(|row| row.label.to_lowercase());
    draft.section("skills", "By skill", String::new(), Block::List(rows));
}

/// The roles that have questions.
fn roles(draft: &mut Draft<'_>, all: &[Question<'_>]) {
    let library = draft.library;
    let rows = library.roles().into_iter().filter_map(|role| {
        let of = all.iter().filter(|question| question.roles.contains(&role.id.as_str())).count();
        let mut row = draft.entry_row("roles", EntryKind::Role, &role.id, count(of, "question", "questions"));
        row.links.insert(0, draft.target(Place::from(Kind::Practice(Some(role.id.clone())))));
        (of > 0).then_some(row)
    });
    let rows = rows.collect();
    draft.section("roles", "For a role", String::new(), Block::List(rows));
}
