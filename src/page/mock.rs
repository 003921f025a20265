//! A mock interview: where one begins it, its open question, and the judging.

use crate::content::in_prose;
use crate::place::Place;
use crate::practice::{Offer, deck};
use crate::profile::{Card, Run, Stage, Wish};

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::practice::{given_up, kept, offer, open_run, title, waiting};
use super::question::{answer, ask_row, checklist, follow_ups, follow_ups_answered, note, subtitle};
use super::row::{Evidence, Row};
use super::summary;

/// How long an interview may take, in minutes.
const LENGTHS: [u16; 3] = [15, deck::USUAL_MINUTES, 60];

/// The page of a mock interview for a role.
pub fn page(draft: Draft<'_>, place: &Place, role: &str) -> Page {
    let run = open_run(&draft, place);
    match run.as_ref().and_then(|run| Some((run, run.stage()?))) {
        None => start(draft, place, role),
        Some((run, Stage::Done)) => summary::of_interview(draft, place, run),
        Some((run, stage)) => asked(draft, place, run, stage),
    }
}

fn start(mut draft: Draft<'_>, place: &Place, role: &str) -> Page {
    let library = draft.library;
    let era = draft.era.id.clone();
    let all = deck::all(library, &Wish::interview(role, &era, deck::USUAL_MINUTES));
    let offered = LENGTHS.map(|minutes| Wish::interview(role, &era, minutes));
    let waiting = waiting(&draft);
    let mut rows = kept(&draft, place, &offered, &waiting);
    if !all.is_empty() {
        for (minutes, wish) in LENGTHS.into_iter().zip(offered) {
            let number = usize::from(wish.limit).min(all.len());
            let asked = count(number, "question", "questions");
            let text = format!("{asked}, from junior to senior{}", given_up(&waiting, &wish));
            rows.push(offer(
                format!("begin/{minutes}"),
                &count(minutes.into(), "minute", "minutes"),
                text,
                Offer::Begin(wish),
            ));
        }
    }
    draft.section("begin", "Begin", String::new(), Block::List(rows));
    let how = if all.is_empty() {
        format!("There are no interview questions for this role {}.", in_prose(&draft.era.name))
    } else {
        "The clock runs while the questions are asked, and nothing is shown of the answers: answer aloud, or \
         write with i what you would say. Space goes on to the next question, u back to the one before. Then \
         you see the points of each: Space takes one as had, 1 again to 4 easy grade it more closely. The clock \
         stops when you lay the interview down with ← or leave the guide."
            .to_owned()
    };
    let evidence = Evidence { editorial: true, ..Evidence::default() };
    let how = Row { key: "how/1".to_owned(), text: how, evidence, ..Row::default() };
    draft.section("how", "How it goes", String::new(), Block::Text(vec![how]));
    summary::held_before(&mut draft, role);
    let subtitle = in_prose(&draft.era.name);
    draft.page(place.clone(), library.title(place), subtitle)
}

fn asked(mut draft: Draft<'_>, place: &Place, run: &Run, stage: Stage) -> Page {
    let left = run.clock.as_ref().filter(|clock| clock.left(draft.reader.now) > 0);
    let time = left.map_or("time is up".to_owned(), |clock| clock.shown(draft.reader.now));
    let title = match stage {
        Stage::Asking => format!("{time} · {}", title(&draft, run)),
        Stage::Judging | Stage::Done => format!("Grade {}", title(&draft, run)),
    };
    let (Some(question), Some(card)) = (run.question(draft.library), run.card()) else {
        return draft.page(place.clone(), title, String::new());
    };
    let mut ask = ask_row(&draft, &question);
    if stage == Stage::Asking {
        // Nobody looks things up in an interview.
        ask.links.clear();
        draft.block(Block::Text(vec![ask]));
        let asked = Card { answered: 0, ..card.clone() };
        follow_ups(&mut draft, &question, &asked);
        note(&mut draft, &card.note);
        let subtitle = question.level.word().to_owned();
        return draft.page(place.clone(), title, subtitle);
    }
    draft.block(Block::Text(vec![ask]));
    note(&mut draft, &card.note);
    let (list, had) = checklist(&draft, &question, 0, card);
    draft.section("points", "A good answer has", had, list);
    answer(&mut draft, &question);
    // What was asked further is shown, and counts for nothing.
    follow_ups_answered(&mut draft, &question, card.asked);
    let subtitle = subtitle(&draft, &question);
    draft.page(place.clone(), title, subtitle)
}
