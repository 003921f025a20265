//! A tour is presented: on the stage, in the notes, and by whoever reads it alone.

use std::sync::Arc;

use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roledex::app::key::Key;
use roledex::app::{Action, Effect};
use roledex::content::Library;
use roledex::place::Place;
use roledex::profile::Change;
use roledex::view::stage::{Fit, fit};

use crate::session::Session;

/// What a room sees, in stories that end on every kind of it.
const STORIES: &[(&str, &str)] = &[
    ("tour:bread/1", ""),
    ("tour:bread/2", "j"),
    ("tour:bread/3", "]"),
    ("tour:bread/2", "z"),
    ("tour:bread/3", "j z"),
    ("tour:bread/2", "2"),
    ("tour:bread/2", "q"),
    ("tour:bread/2", "/ stok"),
    ("tour:bread/2", "/ stoker enter"),
    ("tour:bread/1", "s"),
    ("tour", ""),
];

fn all(columns: u16, lines: u16) -> String {
    let one = |(place, story): &(&str, &str)| {
        let screen = Session::on_stage(place, columns, lines).press(story).screen();
        format!("───── {place} {story} ─────\n{screen}")
    };
    STORIES.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn stage_100x28() {
    assert_snapshot!(all(100, 28));
}

#[test]
fn stage_60x18() {
    assert_snapshot!(all(60, 18));
}

#[test]
fn every_cell_of_a_stage_is_painted() {
    for (place, story) in STORIES.iter().chain(&[("tour:bread/1", ".")]) {
        let mut session = Session::on_stage(place, 100, 28);
        session.press(story);
        let area = Rect::new(0, 0, 100, 28);
        let mut buffer = Buffer::empty(area);
        session.0.draw(&mut buffer);
        let bare = area.positions().find(|at| buffer[*at].bg == ratatui::style::Color::Reset);
        assert_eq!(bare, None, "{place} {story}");
    }
}

#[test]
fn a_row_alone_is_gone_through_by_screens_too() {
    for (columns, lines) in [(160, 50), (100, 28), (40, 9), (20, 4)] {
        let mut session = Session::on_stage("tour:bread/2", columns, lines);
        session.press("enter z");
        let page = session.0.app().page().page().clone();
        let rows: Vec<_> =
            page.blocks.iter().flat_map(|block| block.rows()).map(|row| row.key.clone()).collect();
        let focus = |session: &Session| session.0.app().page().focus().to_owned();
        let first = rows.iter().position(|row| *row == focus(&session)).expect("a row");
        for (key, way) in
            [("pgdn", rows[first + 1..].to_vec()), ("ctrl-u", rows.iter().rev().skip(1).cloned().collect())]
        {
            for next in way {
                let from = focus(&session);
                // What there is more of a row comes first.
                for _ in 0..99 {
                    session.press(key);
                    if focus(&session) != from {
                        break;
                    }
                }
                assert_eq!(focus(&session), next, "{columns}x{lines} {key}");
            }
        }
        assert!(session.lets_go());
    }
}

#[test]
fn a_note_is_not_written_blind_on_a_stage() {
    let mut session = Session::on_stage("tour:bread/2", 100, 28);
    session.press("/ practice:baker enter enter i");
    assert!(session.0.app().run().is_some() && session.0.app().note().is_none());
    assert_eq!(session.message(), "a note is written in the guide, not while you present");
}

#[test]
fn the_keys_of_a_tour_go_from_stop_to_stop_and_the_others_do_not() {
    let mut session = Session::on_stage("tour:bread/1", 100, 28);
    for (story, stop) in [
        ("space", 2),
        ("right", 3),
        ("pgdn", 4),
        ("n", 4),
        ("p", 3),
        ("left", 2),
        ("pgup", 1),
        ("p", 1),
        ("j j j k g G home end", 1),
        ("esc h backspace", 1),
        ("3 enter", 3),
        ("9 enter", 3),
        ("2 esc", 3),
        ("0", 3),
        // A clicker goes on, whatever number was begun.
        ("esc 1 pgdn", 4),
        ("2 pgup", 3),
        ("4 left", 2),
        ("3 9 space", 3),
    ] {
        session.press(story);
        assert_eq!(session.0.app().stop_here(), Some(("bread", stop)), "after {story}");
    }
    assert_eq!(session.press("9 enter").message(), "this tour has no stop \"9\"; its stops are 1 to 4");
    assert_eq!(session.press("4 enter n").message(), "this is the last stop");
}

#[test]
fn b_goes_back_to_the_stop_as_it_was_left() {
    let mut session = Session::on_stage("tour:bread/3", 100, 28);
    let here = session.press("] j").here();
    let screen = session.screen();
    session.press("/ stoker enter j j space c");
    assert_eq!(session.0.app().stop_here(), None);
    assert_eq!(session.press("b").here(), here);
    assert_eq!(session.screen(), screen, "in its era, on its row");
    assert_eq!(session.press("b").message(), "this is the stop");
    // Where one went aside again and again, too, and back through history.
    session.press("/ baker enter 1 3 alt-left alt-left b");
    assert_eq!(session.here(), here);
    assert_eq!(
        Session::at("home", 80, 24).press("b").message(),
        "no stop of a tour was open yet; 7 shows the tours"
    );
}

#[test]
fn keys_mean_what_they_always_do_on_what_is_opened_from_a_stop() {
    let mut session = Session::on_stage("tour:bread/2", 100, 28);
    session.press("/ stoker enter space / baker enter c");
    assert_eq!(session.0.app().place().to_string(), "compare:stoker,baker@after");
    assert_eq!(session.press("n").0.app().stop_here(), None, "n is a key of tours");
    // Pages are gone through on the stage, too, there and back, and all of their rows are seen.
    let page = session.0.app().page().page().clone();
    let folded = session.0.app().looks().folded;
    let texts: Vec<_> = page.blocks.iter().flat_map(|block| block.seen(folded)).map(begin).collect();
    for key in ["pgdn", "pgup"] {
        let mut seen = String::new();
        loop {
            let before = session.here();
            seen.push_str(&session.screen());
            if session.press(key).here() == before {
                break;
            }
        }
        seen.push_str(&session.screen());
        for text in &texts {
            assert!(seen.contains(text), "{key}: {text} is never seen");
        }
    }
}

/// The first words of a row.
fn begin(row: &roledex::page::row::Row) -> String {
    let words = if row.label.is_empty() { &row.text } else { &row.label };
    words.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_room_never_sees_what_is_said() {
    for story in
        [": list:tours enter", ": list:tours enter enter", ": tour:bread enter", "7 enter", "/ bread enter"]
    {
        let mut session = Session::on_stage("role:baker", 100, 28);
        let screen = session.press(story).screen();
        assert!(!screen.contains("Everybody knows the oven"), "{story}:\n{screen}");
    }
    let found = Session::on_stage("tour:bread/1", 100, 28).press("/ seen one from within").screen();
    assert!(!found.contains("Everybody knows"), "{found}");
    assert!(
        Session::at("tour:bread", 100, 28).screen().contains("Everybody knows the oven"),
        "who prepares does"
    );
}

#[test]
fn a_margin_or_another_tour_is_a_look_aside() {
    let mut session = Session::on_stage("tour:bread/1", 100, 28);
    session.press("/ stoker enter b n n s");
    let talk = session.0.app().talk().expect("a talk");
    assert_eq!((talk.stop, talk.aside), (3, None), "who says so is of the stop");
    assert_eq!(session.press("b").0.app().stop_here(), Some(("bread", 3)));
    let stop = Change::Stop(Place::parse("tour:bread/3").expect("a place"));
    assert_eq!(session.0.app_mut().arrive(), [stop]);
    session.press("/ stoker enter");
    assert_eq!(session.0.app_mut().arrive(), [], "it is at that stop, and nobody reads");
    assert_eq!(session.0.app_mut().depart(), []);
    assert_eq!(Session::with_notes(80, 24).0.app_mut().arrive(), [], "notes keep nobody's place");
}

/// The talk goes on where the room does, with the time it had.
#[test]
fn another_tour_that_was_begun_by_mistake_is_left_again() {
    let library = Arc::new(Library::built_in().expect("the shipped pack is good"));
    let mut session = Session::on_stage_of(&library, "tour:who-is-an-ai-engineer/4", 100, 28);
    let begun = session.0.app().talk().expect("a talk").begun;
    session.after(90).press("/ finding-your-route enter");
    let talk = session.0.app().talk().expect("a talk");
    assert_eq!((talk.tour.as_str(), talk.stop), ("finding-your-route", 1));
    assert_ne!(talk.begun, begun);
    assert!(session.screen().contains("another tour begins; Alt-← goes back"), "{}", session.screen());
    session.after(100).press("alt-left n");
    let talk = session.0.app().talk().expect("a talk");
    assert_eq!((talk.tour.as_str(), talk.stop, talk.begun), ("who-is-an-ai-engineer", 5, begun));
    assert_eq!(talk.aside, None);
    let stop = Change::Stop(Place::parse("tour:who-is-an-ai-engineer/5").expect("a place"));
    assert_eq!(session.0.app_mut().arrive(), [stop]);
    // And forward again.
    session.press("/ mlops-engineer enter b");
    assert_eq!(session.0.app().stop_here(), Some(("who-is-an-ai-engineer", 5)));
}

/// Who begins a number and thinks again types no commands that nobody sees.
#[test]
fn what_is_no_digit_ends_the_number_of_a_stop() {
    let mut session = Session::on_stage("tour:bread/2", 100, 28);
    session.press("3 /");
    assert!(session.screen().contains("/ a role"), "{}", session.screen());
    session.press("esc 1 j");
    assert_eq!(session.0.app().stop_here(), Some(("bread", 2)));
    session.press("1 enter");
    assert_eq!(session.0.app().stop_here(), Some(("bread", 1)));
}

#[test]
fn an_era_without_what_a_stop_shows_is_not_turned_to() {
    let mut session = Session::on_stage("tour:bread/1", 100, 28);
    let screen = session.screen();
    assert_eq!(session.press("[").message(), "nothing of this stop stands in \"By hand\"");
    assert_eq!(session.press("j k").screen(), screen);
}

#[test]
fn the_end_of_what_does_not_fit_is_seen_together() {
    let mut session = Session::on_stage("tour:bread/1", 60, 18);
    let screen = session.press("G").screen();
    for words in ["A QUESTION FOR THE ROOM", "Who should mind the fire?", "The baker", "Nobody", "6 of 6"] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    assert!(session.press("g").screen().contains("1 of 6 ↓"), "there is more");
}

#[test]
fn any_place_is_a_link_away() {
    let mut session = Session::on_stage("tour:bread/2", 100, 28);
    session.press(": compare:baker,stoker@before#tasks enter");
    assert!(session.here().starts_with("compare:baker,stoker@before#tasks/"), "{}", session.here());
    assert_eq!(session.press("b").0.app().stop_here(), Some(("bread", 2)));
}

#[test]
fn a_presentation_is_not_left_by_mistake() {
    let quits =
        |story: &str| Session::on_stage("tour:bread/2", 100, 28).press(story).effect() == Effect::Quit;
    for (story, expected) in [
        ("q", false),
        ("q n", false),
        ("q enter", false),
        ("q esc", false),
        ("q y", true),
        ("q Y", true),
        ("ctrl-c", false),
        ("ctrl-c ctrl-c", true),
        ("/ baker enter q", false),
        ("/ baker enter q y", true),
    ] {
        assert_eq!(quits(story), expected, "{story}");
    }
    let mut session = Session::on_stage("tour:bread/2", 100, 28);
    let screen = session.screen();
    assert_eq!(session.press("q n").screen(), screen, "and nothing is different then");
    assert_eq!(Session::at("tour:bread/2", 80, 24).press("q").effect(), Effect::Quit, "alone one just quits");
}

#[test]
fn a_blank_screen_shows_nothing_until_a_key_wakes_it() {
    let mut session = Session::on_stage("tour:bread/1", 100, 28);
    let first = session.screen();
    assert_eq!(session.press(".").screen().trim(), "");
    assert!(session.0.app().talk().is_some_and(|talk| talk.is_blank));
    assert_eq!(session.after(60).screen().trim(), "", "time is no key");
    for key in [".", "n", "esc", "pgdn"] {
        assert_eq!(session.press(key).screen(), first, "{key} does nothing but wake it");
        assert_eq!(session.press(".").screen().trim(), "");
    }
    assert!(session.press("q").screen().contains("leave the presentation?"), "to leave is to leave");
    for (columns, asked) in [(30, "leave the presentation? y/N"), (29, "leave? y/N"), (20, "leave? y/N")] {
        let screen = session.resize(columns, 10).screen();
        assert!(screen.contains(asked), "at {columns}: {screen}");
    }
}

#[test]
fn a_row_that_fills_the_screen_belongs_to_its_page() {
    let mut session = Session::on_stage("tour:bread/1", 100, 28);
    let alone = session.press("z").screen();
    let page = session.press("/ baker enter").screen();
    assert_ne!(page, session.press("z").screen(), "it was seen whole");
    assert_eq!(session.press("b").screen(), alone);
}

#[test]
fn a_stop_turns_through_the_eras_that_it_can_show() {
    let mut session = Session::on_stage("tour:bread/3", 100, 28);
    let before = session.screen();
    assert_eq!(session.press("[").message(), "By hand is the first era");
    let after = session.press("]").screen();
    assert_ne!(after, before);
    assert_eq!(session.press("]").message(), "With the oven is the last era");
    assert_eq!(session.press("[").screen(), before, "and back to just the same");
    assert_eq!(session.press("n p").screen(), before, "who comes back sees it as the tour wants it");
}

#[test]
fn what_does_not_fit_shows_from_the_focused_row_on() {
    let mut session = Session::on_stage("tour:bread/1", 60, 14);
    let Fit { shown, of, .. } = fit(session.0.app(), 60, 14);
    assert!(0 < shown && shown < of, "{shown} of {of}");
    for row in 1..=of {
        let screen = session.screen();
        assert!(screen.contains(&format!("{row} of {of}")) && screen.contains("1/4"), "{screen}");
        assert!(screen.contains("T H E   O V E N   C A M E"), "the title stays:\n{screen}");
        let focused = session.0.app().active().focused().map(|row| row.text.clone()).unwrap_or_default();
        let word = focused.split(' ').next().unwrap_or_default();
        assert!(screen.contains(word), "{word} of the focused row is seen:\n{screen}");
        session.press("j");
    }
    assert_eq!(fit(session.0.app(), 100, 28), Fit { shown: of, of, is_titled: true });
    assert!(!fit(session.0.app(), 20, 28).is_titled, "a word is wider than a line of large letters");
}

#[test]
fn the_tours_on_a_stage_say_how_one_begins_until_one_did() {
    let mut session = Session::on_stage("tour", 100, 28);
    assert!(session.screen().contains("1 tour · Enter begins one, q leaves"), "{}", session.screen());
    assert!(!session.press("enter esc").screen().contains("Enter begins"), "{}", session.screen());
}

#[test]
fn a_row_that_goes_on_below_a_stage_says_so() {
    let mut whole = Session::on_stage("tour:bread/4", 60, 20);
    assert!(!whole.screen().contains('↓'), "{}", whole.screen());
    let mut cut = Session::on_stage("tour:bread/4", 20, 8);
    assert!(cut.screen().contains("1 of 1 ↓"), "{}", cut.screen());
}

#[test]
fn what_is_left_out_of_a_full_stage_is_said_and_z_shows_it() {
    let mut session = Session::on_stage("tour:bread/3", 60, 20);
    assert!(session.press("] G k").screen().contains("z shows what has to be said with it"));
    let row = session.press("z").screen();
    assert!(row.contains("after:") && !row.contains("z shows"), "{row}");
    let mut opinion = Session::on_stage("role:baker@after#versus", 100, 28);
    let row = opinion.press("z").screen();
    assert!(row.contains("Almanac 1901, opinion"), "whose opinion it is stays:\n{row}");
}

#[test]
fn a_tour_is_read_alone_in_the_guide() {
    let mut session = Session::at("list:tours", 120, 36);
    session.press("l");
    assert_eq!(session.here(), "tour:bread@after#stop-1/place");
    let screen = session.press("enter").screen();
    assert_eq!(session.here(), "tour:bread/1#bridge-stoker/drawing");
    assert!(screen.contains("next stop") && screen.contains("? help"), "{screen}");
    assert_eq!(session.press("n p esc").here(), "tour:bread@after#stop-1/place", "one step in history");
}

#[test]
fn notes_follow_with_time_and_pace() {
    let mut stage = Session::on_stage("tour:bread/1", 100, 28);
    let mut notes = Session::with_notes(80, 24);
    assert!(notes.screen().contains("waiting for a presentation"));
    let follow = |stage: &Session, notes: &mut Session| {
        let talk = stage.0.app().talk().expect("a talk");
        notes.0.update(Action::Talk(Some(Box::new(talk))));
    };
    follow(&stage, &mut notes);
    assert_snapshot!(notes.screen());
    stage.after(140).press("n");
    follow(&stage, &mut notes);
    let screen = notes.after(140).screen();
    for words in ["on time", "2/4", "2:20 gone · 7:40 left", "next: One loaf", "stop 2 of 4 · 3 minutes"] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    notes.resize(45, 20);
    let narrow: Vec<_> = notes.screen().lines().take(4).map(|line| line.trim_end().to_owned()).collect();
    assert_eq!(narrow[0], " on time · 2/4 · here 3:00 left");
    assert_eq!(narrow[1], " 2:20 gone · 7:40 left");
    assert!(narrow[2].starts_with(" next: One loaf"), "{narrow:?}");
    notes.resize(80, 24);
    assert!(notes.after(460).screen().contains("2:40 behind · 2/4 · here 2:20 over · 7:40 gone · 2:20 left"));
    stage.press("/ stoker enter");
    follow(&stage, &mut notes);
    assert!(notes.screen().contains("the room sees role:stoker@after"));
    // Who looks something up is not called away, and b brings back.
    notes.press("/ baker enter");
    stage.press("b n");
    follow(&stage, &mut notes);
    let screen = notes.screen();
    assert!(screen.contains("3/4 ·") && notes.here().starts_with("role:baker"), "{screen}");
    assert!(screen.contains(" b notes"), "{screen}");
    assert_eq!(notes.press("b").here(), "tour:bread/3#say/1");
    // A slip on a key that leads back does not lose them.
    assert_eq!(notes.press("esc backspace").here(), "tour:bread/3#say/1");
    assert!(!notes.screen().contains(" b notes"));
    stage.press("]");
    follow(&stage, &mut notes);
    notes.0.update(Action::Talk(None));
    assert!(notes.screen().contains("the presentation is gone"));
}

#[test]
fn notes_lead_the_presentation() {
    let mut stage = Session::on_stage("tour:bread/1", 100, 28);
    let mut notes = Session::with_notes(80, 24);
    assert_eq!(notes.press("n").message(), "there is no presentation to lead yet");
    notes.0.update(Action::Talk(Some(Box::new(stage.0.app().talk().expect("a talk")))));
    assert_eq!(notes.press("n").effect(), Effect::Lead { forward: true });
    assert_eq!(notes.press("p").message(), "this is the first stop");
    // Wherever the presentation is then.
    for (aside, stop) in [
        ("", 2),
        ("/ stok", 2),
        ("q", 2),
        ("2", 2),
        ("s", 2),
        // From something else first back to the tour.
        ("/ stoker enter", 1),
        (": practice:baker enter enter space i hello", 1),
    ] {
        stage.press(aside);
        stage.0.update(Action::Forward);
        let app = stage.0.app();
        assert_eq!(
            (app.stop_here(), app.prompt().is_none(), app.note().is_none()),
            (Some(("bread", stop)), true, true),
            "{aside}"
        );
        assert_eq!(
            stage.press("j k 1 enter").0.app().stop_here(),
            Some(("bread", 1)),
            "its keys are its own again"
        );
    }
    // And whatever is looked up in the notes.
    notes.press("/ baker enter n");
    assert_eq!(notes.effect(), Effect::Lead { forward: true });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_keys_at_no_size_make_a_stage_panic(
        (columns, lines) in (0u16..130, 0u16..40),
        stop in 1u16..=4,
        keys in prop::collection::vec(
            prop::sample::select(vec!["n", "p", "j", "k", "G", "g", "z", "t", "]", "[", "space", "pgdn", "pgup", "enter",
                "esc", "b", ".", "s", "2", "/", "a", "q", "c", "1", "d", "tab", "?", "x", "alt-left"]), 0..25),
    ) {
        let mut session = Session::on_stage(&format!("tour:bread/{stop}"), columns, lines);
        for key in keys {
            for key in Key::story(key) {
                session.0.key(key);
            }
            session.screen();
        }
        session.resize(lines, columns).screen();
        prop_assert!(session.0.app().talk().is_some());
        prop_assert!(session.lets_go());
    }
}
