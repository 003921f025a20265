//! A tour: its stops with what is said there, a stop as the room sees it, and what whoever speaks reads meanwhile.

use crate::content::model::{Stop, Text, Tour, Vote};
use crate::content::{Entry, Library, in_prose};
use crate::place::{Kind, Link, Place};
use crate::profile::Profile;

use super::block::Block;
use super::draft::{Draft, count};
use super::row::Row;
use super::{BROKEN, Page, Reader};

/// The page of a tour: every stop, with what is said there.
pub fn page(mut draft: Draft<'_>, place: &Place, tour: &Entry<Tour>) -> Page {
    for (number, stop) in (1..).zip(&tour.stop) {
        let section = format!("stop-{number}");
        let shown = draft.target(stop_place(&tour.id, number));
        let row = Row {
            key: format!("{section}/place"),
            label: "shows".to_owned(),
            text: shows(&draft, &shown.link.place),
            links: vec![shown],
            origin: Some(tour.origin(&stop.place)),
            ..Row::default()
        };
        let title = format!("{number} · {}", stop.title.as_str());
        draft.section(&section, &title, minutes(stop), Block::List(vec![row]));
        let said = said(&draft, &section, tour, stop);
        draft.block(Block::Text(said));
        let asked = stop.vote.iter().map(|vote| Row {
            label: "for the room".to_owned(),
            ..line(&format!("{section}/question"), question_in_a_line(vote))
        });
        let asked = asked.collect();
        draft.block(Block::List(asked));
    }
    let length = tour.length();
    let subtitle = if draft.reader.is_far {
        length
    } else {
        format!("{length} · roledex present {} presents it, roledex notes shows what to say", tour.id)
    };
    draft.page(place.clone(), tour.title.to_string(), subtitle)
}

/// A stop as the room sees it: the place or the part that it shows, under the stop's title; for whoever speaks, what
/// to say there.
pub fn stop(draft: Draft<'_>, place: &Place, tour: &Entry<Tour>, number: u16, stop: &Stop) -> Page {
    if draft.reader.speaks {
        return notes(draft, place, tour, number, stop);
    }
    let shown = draft.library.shown_at(place);
    shown_page(draft, place, tour, stop, &shown)
}

/// The page of a stop with what it shows.
fn shown_page(mut draft: Draft<'_>, place: &Place, tour: &Entry<Tour>, stop: &Stop, shown: &Link) -> Page {
    let title = stop.title.to_string();
    let library = draft.library;
    let subtitle = shows(&draft, &shown.place);
    let whole = match shown.place.kind {
        // Pages do not go round in circles, whatever a pack says.
        Kind::Tour(_) => None,
        _ if library.canonical(shown.place.clone()).is_err() => None,
        // The room sees nothing of what whoever leads it knows, and neither do those who take it home.
        _ => Some(super::build(library, Reader { profile: &Profile::EMPTY, ..draft.reader }, &shown.place)),
    };
    let page = match &shown.key {
        Some(key) => whole.and_then(|page| page.part(key)),
        None => whole.map(Page::without_sources),
    };
    let Some(mut page) = page else {
        let text = format!("This pack has no {}: the stop is broken.", stop.place.as_str());
        let row = Row { origin: Some(tour.origin(&stop.place)), ..line(BROKEN, text) };
        draft.block(Block::Text(vec![row]));
        return draft.bare(place.clone(), title);
    };
    // A question is called by what is asked, and that stands there already.
    let is_said = page.blocks.iter().flat_map(Block::rows).next().is_some_and(|row| row.text == subtitle);
    let subtitle = if is_said { String::new() } else { subtitle };
    if shown.key.is_some() && matches!(shown.place.kind, Kind::Question(_)) {
        // Who opens what is asked there wants to see what a good answer has.
        for row in page.blocks.iter_mut().flat_map(Block::rows_mut) {
            row.links.insert(0, draft.target(shown.place.clone()));
        }
    }
    page.blocks.into_iter().for_each(|block| draft.put(block));
    question(&mut draft, stop);
    Page { subtitle, ..draft.bare(place.clone(), title) }
}

/// A stop as it is handed out: what the room saw and, where that is wanted, what was said; of a project all eras, where
/// none is asked for: paper cannot be turned. `None` where there is no such stop.
#[must_use]
pub fn handed_out(
    library: &Library,
    reader: Reader<'_>,
    (tour, number): (&str, u16),
    era: Option<&str>,
    with_notes: bool,
) -> Option<Page> {
    let (tour, stop) = library.stop(tour, number)?;
    let mut place = stop_place(&tour.id, number);
    place.era = era.map(str::to_owned);
    let draft = || Draft::new(library, Reader { speaks: false, ..reader }, library.era_or_default(None));
    let mut shown = library.shown_at(&place);
    if era.is_none() && matches!(shown.place.kind, Kind::Scenario(_)) {
        shown.place.era = None;
    }
    let mut page = shown_page(draft(), &place, tour, stop, &shown);
    page.title = format!("{number} · {}", page.title);
    if with_notes {
        let mut notes = draft();
        let said = said(&notes, "say", tour, stop);
        notes.section("say", "What is said", String::new(), Block::Text(said));
        page.blocks.extend(notes.bare(place, String::new()).blocks);
    }
    Some(page)
}

/// Whether a stop shows nothing, because what it names is not there.
#[must_use]
pub fn is_broken(page: &Page) -> bool {
    page.blocks.iter().flat_map(Block::rows).any(|row| row.key == BROKEN)
}

/// What to say at a stop, and what to ask.
fn notes(mut draft: Draft<'_>, place: &Place, tour: &Entry<Tour>, number: u16, stop: &Stop) -> Page {
    let said = said(&draft, "say", tour, stop);
    draft.block(Block::Text(said));
    question(&mut draft, stop);
    let subtitle = format!("stop {number} of {} · {}", tour.stop.len(), minutes(stop));
    Page { subtitle, ..draft.bare(place.clone(), stop.title.to_string()) }
}

/// What is said at a stop.
fn said(draft: &Draft<'_>, section: &str, tour: &Entry<Tour>, stop: &Stop) -> Vec<Row> {
    draft.statements(section, tour.file, &stop.say)
}

/// The question for the room, and what one can answer.
fn question(draft: &mut Draft<'_>, stop: &Stop) {
    let Some(vote) = &stop.vote else { return };
    let ask = line("question/ask", vote.ask.to_string());
    draft.section("question", "A question for the room", String::new(), Block::Text(vec![ask]));
    let option = |(number, option): (usize, &Text)| line(&format!("question/{number}"), option.to_string());
    let options = (1..).zip(&vote.options).map(option).collect();
    draft.block(Block::List(options));
}

/// The same in a line, for whoever prepares.
fn question_in_a_line(vote: &Vote) -> String {
    let options: Vec<_> = vote.options.iter().map(Text::as_str).collect();
    format!("{} ({})", vote.ask.as_str(), options.join("; "))
}

/// The place of a stop.
#[must_use]
pub fn stop_place(tour: &str, number: u16) -> Place {
    Kind::Tour(Some((tour.to_owned(), Some(number)))).into()
}

/// What a stop shows, in a few words: "AI engineer, after foundation models".
fn shows(draft: &Draft<'_>, place: &Place) -> String {
    let Link { place: shown, .. } = draft.library.shown_at(place);
    let title = draft.library.title(&shown);
    match shown.era.as_deref().and_then(|era| draft.library.era(era)) {
        // A question is its own title.
        _ if matches!(shown.kind, Kind::Question(_)) => title,
        Some(era) => format!("{title}, {}", in_prose(&era.name)),
        None => title,
    }
}

fn minutes(stop: &Stop) -> String {
    count(stop.minutes.into(), "minute", "minutes")
}

fn line(key: &str, text: String) -> Row {
    Row { key: key.to_owned(), text, ..Row::default() }
}
