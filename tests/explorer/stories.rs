//! The explorer as readers use it: keys in, what stands there out.

use std::sync::Arc;

use roledex::app::keys::{BINDINGS, Where};
use roledex::app::{Action, App, Effect, Looks};
use roledex::place::Place;
use roledex::profile::{Change, Profile};
use roledex::search::LONGEST_QUERY;
use roledex::session;

use crate::session::{LIBRARY, Session};

#[test]
fn a_reader_looks_around_and_goes_back_the_way_they_came() {
    let mut session = Session::new(120, 36);
    assert_eq!(session.here(), "home@after#ways/roles");
    assert_eq!(session.press("enter").here(), "list:roles@after#making/baker");
    // The index opens the page beside it, without a step in history.
    assert_eq!(session.press("j").here(), "list:roles@after#making/stoker");
    assert_eq!(session.0.app().page().page().title, "Stoker");
    assert_eq!(session.press("k l").here(), "role:baker@after#mission/1");
    assert_eq!(session.press("j j").here(), "role:baker@after#definition/2");
    // The same row in the other era, and back.
    assert_eq!(session.press("[").here(), "role:baker@before#definition/2");
    assert_eq!(session.press("[").message(), "By hand is the first era");
    assert_eq!(session.press("] h").here(), "list:roles@after#making/baker");
    assert_eq!(session.press("h h").here(), "home@after#ways/roles");
    assert_eq!(session.message(), "this is the first page; q quits");
    assert_eq!(session.press("q").effect(), Effect::Quit);
}

#[test]
fn a_place_that_was_opened_leads_back_to_its_index_and_home() {
    let mut session = Session::at("role:stoker", 80, 24);
    assert_eq!(session.press("h").here(), "list:roles@after#making/stoker");
    assert_eq!(session.press("h").here(), "home@after#ways/roles");
}

#[test]
fn history_goes_both_ways() {
    let mut session = Session::at("role:baker", 120, 36);
    session.press("/ stoker enter / peel enter");
    assert_eq!(session.here(), "tool:peel@after#about/1");
    assert_eq!(session.press("alt-left").here(), "role:stoker@after#mission/1");
    assert_eq!(session.press("alt-left").here(), "role:baker@after#mission/1");
    assert_eq!(session.press("alt-left").message(), "this is where you began");
    assert_eq!(session.press("alt-right alt-right").here(), "tool:peel@after#about/1");
    assert_eq!(session.press("alt-right").message(), "this is the page you read last");
}

#[test]
fn search_finds_and_leaves_everything_as_it_was() {
    let mut session = Session::at("role:baker#gives", 80, 24);
    let before = session.screen();
    let asked = session.press("/ thermo").screen();
    assert!(asked.contains(" / thermo") && asked.contains(">  Thermometer"), "{asked}");
    assert_eq!(session.press("esc").screen(), before);
    assert_eq!(session.press("/ kned enter").here(), "skill:kneading@after#about/1");
    assert_eq!(session.press("/ zzzz enter").message(), "nothing is chosen");
    let asked = session.screen();
    assert!(asked.contains(" / zzzz"), "what was typed stays: {asked}");
}

#[test]
fn hits_of_the_open_page_come_first_among_equals() {
    let first_tool = |place: &str| {
        let mut session = Session::at(place, 80, 24);
        session.press("/ t").screen();
        let page = session.0.app().prompt().expect("a prompt").pane().page().clone();
        let links = page.blocks[0].rows().into_iter().map(|row| row.links[0].link.to_string());
        links.into_iter().find(|link| link.starts_with("tool:")).expect("a tool")
    };
    assert_eq!(first_tool("home"), "tool:till", "the shortest name");
    assert_eq!(first_tool("role:baker"), "tool:trough");
}

#[test]
fn what_is_pasted_is_text_and_never_too_much() {
    let mut session = Session::new(80, 24);
    session.0.update(Action::Paste("q".repeat(100_000)));
    assert_eq!(session.message(), "to look for what you pasted, press / first");
    session.press("/");
    session.0.update(Action::Paste("bak\u{1b}[31mer\n".repeat(10_000)));
    let text = session.0.app().prompt().expect("a prompt").text().to_owned();
    assert!(text.starts_with("bak[31mer bak") && text.chars().count() == LONGEST_QUERY, "{text}");
}

#[test]
fn a_line_is_edited_at_both_ends_and_within() {
    let mut session = Session::new(80, 24);
    session.press("/ ython home P end ! left delete ctrl-a x delete");
    assert_eq!(session.0.app().prompt().expect("a prompt").text(), "xython");
}

#[test]
fn what_is_typed_is_seen_on_the_narrowest_screen() {
    let mut session = Session::at("baker", 20, 10);
    let screen = session.press("e a b c d e f g").screen();
    assert!(screen.contains("abcdefg") && screen.contains("write this page to:"), "{screen}");
    assert!(screen.contains('…'), "a name that goes on to the left says so:\n{screen}");
}

#[test]
fn that_nothing_is_kept_is_said_on_the_narrowest_screen() {
    let mut session = Session::at("baker", 20, 10);
    session.0.app_mut().set_unkept(true);
    let screen = session.screen();
    let last = screen.lines().last().unwrap_or_default();
    assert!(last.contains("not kept") && last.contains('?') && last.contains('q'), "{screen}");
}

#[test]
fn keys_are_named_in_ascii_by_words_that_are_no_other_keys() {
    let looks = Looks { ascii: true, colour: false, ..Looks::default() };
    let mut session = Session::with("baker", looks, 120, 30);
    let screen = session.screen();
    assert!(screen.contains("Left back") && screen.contains("Up Down move"), "{screen}");
    let help = session.press("? the space row").screen();
    assert!(help.contains("Down j") && help.contains("Up k"), "{help}");
}

#[test]
fn marked_roles_are_compared() {
    let mut session = Session::at("list:roles", 120, 36);
    assert_eq!(session.press("space").message(), "Baker is marked; mark another, then c compares");
    session.press("j space j");
    let screen = session.screen();
    assert!(screen.contains("2 marked"), "{screen}");
    assert!(
        screen.contains(" • Baker") || screen.contains("•Baker") || screen.contains("• Baker"),
        "{screen}"
    );
    assert_eq!(session.press("c").here(), "compare:baker,stoker@after#each/baker");
    assert_eq!(session.press("h j space").message(), "Seller is marked; c compares");
    assert_eq!(session.press("space").message(), "Seller is no longer marked");
    assert_eq!(session.press("2 4").here(), "compare:baker,stoker@after#each/baker", "the last place of 4");
}

#[test]
fn without_marks_one_chooses() {
    let mut session = Session::at("home", 100, 30);
    session.press("c");
    assert_eq!(session.message(), "mark two roles with Space, then press c");
    assert!(session.here().starts_with("compare@after#"), "{}", session.here());
    // The marked one and the one that is looked at are two.
    let mut session = Session::at("list:roles", 100, 30);
    assert_eq!(session.press("space j c").here(), "compare:baker,stoker@after#each/baker");
}

#[test]
fn a_narrow_comparison_shows_one_column_and_tab_the_next() {
    let mut session = Session::at("compare:baker,stoker@after#tasks", 100, 30);
    let row = session.here();
    let wide = session.screen();
    let narrow = session.resize(70, 30).screen();
    let heads = |screen: &str| screen.matches("Baker").count() > 0 && screen.contains("TASKS");
    assert!(heads(&wide) && heads(&narrow));
    let line = |screen: &str| {
        screen.lines().skip_while(|line| !line.starts_with(" TASKS")).nth(1).map(str::to_owned)
    };
    assert!(
        line(&narrow).is_some_and(|line| line.contains("Baker (1 of 2)") && !line.contains("Stoker")),
        "{narrow}"
    );
    assert!(narrow.contains("Tab column"), "{narrow}");
    let other = session.press("tab").screen();
    assert!(line(&other).is_some_and(|line| line.contains("Stoker") && !line.contains("Baker")), "{other}");
    assert_eq!(session.here(), row, "the same row");
    assert_eq!(session.message(), "Stoker (2 of 2)", "the head may be out of sight");
    session.press("tab");
    assert_eq!(session.message(), "Baker (1 of 2)");
    let body = |screen: &str| screen.rsplit_once('\n').map(|(body, _)| body.to_owned());
    assert_eq!(body(&session.screen()), body(&narrow));
    assert_eq!(body(&session.resize(100, 30).screen()), body(&wide));
}

#[test]
fn sources_of_a_row_are_one_key_away_and_lead_on() {
    for (columns, lines) in [(120, 36), (100, 30), (80, 24), (45, 20)] {
        let mut session = Session::at("role:baker@after#does/shape", columns, lines);
        let before = session.screen();
        let sources = session.press("s").screen();
        assert!(sources.contains("EVIDENCE") && sources.contains("Almanac"), "{sources}");
        assert_eq!(session.press("s").screen(), before);
        assert_eq!(session.press("s esc").screen(), before);
        assert!(session.press("s enter").here().starts_with("source:almanac"), "{}", session.here());
        assert_eq!(session.press("h h").screen(), before);
    }
}

#[test]
fn rows_and_pages_are_copied() {
    let mut session = Session::at("role:baker@after#does/shape", 80, 24);
    let Effect::Copy(row) = session.press("y").effect() else { panic!("nothing is copied") };
    assert!(row.ends_with("\nrole:baker@after#does/shape\n"), "{row}");
    assert_eq!(
        session.message(),
        format!("sent to your terminal's clipboard: the row and its link, {} bytes", row.len())
    );
    let Effect::Copy(page) = session.press("Y").effect() else { panic!("nothing is copied") };
    assert!(page.starts_with("# Baker"), "{page}");
}

#[test]
fn help_filters_and_presses_the_key() {
    let mut session = Session::at("role:baker", 80, 24);
    let help = session.press("? exp").screen();
    assert!(help.contains("export the page to a file") && !help.contains("next theme"), "{help}");
    let asked = session.press("enter").screen();
    assert!(asked.contains("write this page to: baker-after.md"), "{asked}");
    let Effect::Export { file, page, replace } = session.press("enter").effect() else {
        panic!("nothing is written")
    };
    assert_eq!((file.as_str(), page.title.as_str(), replace), ("baker-after.md", "Baker", false));
}

#[test]
fn help_names_a_command_and_stays_where_nothing_fits() {
    let mut session = Session::new(100, 30);
    assert_eq!(
        session.press("? roledex enter").message(),
        "no key does that; type it in a shell: roledex present"
    );
    assert!(session.0.app().prompt().is_some(), "the line stays");
    let screen = session.press("esc ? zzzz").screen();
    assert!(screen.contains("no key does that; : looks through everything"), "{screen}");
    assert_eq!(session.press("enter").message(), "nothing is chosen");
    assert!(session.0.app().prompt().is_some(), "the line stays");
}

#[test]
fn what_goes_on_below_says_so() {
    for (columns, lines) in [(45, 20), (80, 24)] {
        let mut session = Session::new(columns, lines);
        let rule = |screen: &str| screen.lines().rev().nth(1).unwrap_or_default().to_owned();
        assert!(rule(&session.screen()).contains("↓ more"), "{}", session.screen());
        assert!(!rule(&session.press("G").screen()).contains("more"), "{}", session.screen());
        assert!(rule(&session.press("?").screen()).contains("↓ more"), "{}", session.screen());
    }
    let screen = Session::at("tour:bread", 80, 24).screen();
    assert!(screen.contains("roledex present bread"), "{screen}");
}

#[test]
fn help_shows_each_key_once() {
    let mut session = Session::new(120, 200);
    let screen = session.press("?").screen();
    let page = session.0.app().prompt().expect("a prompt").pane().page().clone();
    let rows: Vec<_> = page.blocks.iter().flat_map(|block| block.rows()).collect();
    assert_eq!(rows.iter().filter(|row| row.key.starts_with("keys/")).count(), BINDINGS.len());
    for binding in BINDINGS {
        let shown = rows.iter().filter(|row| (&*row.label, &*row.text) == (binding.shown, binding.help));
        assert_eq!(shown.count(), 1, "{}: {}", binding.shown, binding.help);
        assert!(screen.contains(binding.shown), "{screen}");
    }
    for sign in ["+ ", "~ ", "= ", "- ", "->"] {
        assert!(rows.iter().any(|row| row.label == sign.trim()), "{sign} is not explained");
    }
}

#[test]
fn a_row_that_is_gone_for_an_era_is_found_again_when_one_turns_back() {
    let mut session = Session::at("role:baker@before#does/carry", 80, 24);
    assert_eq!(session.press("] [").here(), "role:baker@before#does/carry");
    // Whoever moves meanwhile stands where they moved to.
    session.press("] j k [");
    assert_eq!(session.here(), "role:baker@before#does/shape");
}

#[test]
fn a_screen_is_where_one_left_it_and_not_where_a_source_was_read() {
    let mut session = Session::at("era:after#about", 120, 36);
    session.press("s enter");
    assert!(session.here().starts_with("source:"), "{}", session.here());
    assert_eq!(session.press("1").here(), "list:roles@after#making/baker");
}

#[test]
fn a_file_that_cannot_be_written_is_asked_for_again() {
    let mut session = Session::at("role:baker", 45, 20);
    session.press("e enter");
    session.0.app_mut().ask_for_file_again(
        "x.pdf",
        false,
        "the form of x.pdf cannot be told; end it in .txt, .md or .html",
    );
    let asked = session.screen();
    assert!(asked.contains("write this page to: x.pdf"), "{asked}");
    let said = asked.lines().rev().take(2).collect::<Vec<_>>();
    assert!(said[1].contains("the form of x.pdf") && said[0].contains(".md or .html"), "all of it: {asked}");
    assert_eq!(session.press("esc").here(), "role:baker@after#mission/1");
}

#[test]
fn a_small_screen_keeps_the_way_in_and_back() {
    let mut session = Session::at("role:baker", 45, 20);
    let footer = |session: &mut Session| session.screen().lines().last().unwrap_or_default().to_owned();
    let line = footer(&mut session);
    for hint in ["← back", "? help", "q quit"] {
        assert!(line.contains(hint), "{line}");
    }
    let mut session = Session::at("list:roles", 45, 20);
    session.press("space j space j");
    let line = footer(&mut session);
    assert!(line.contains("c compare"), "{line}");
}

#[test]
fn the_palette_knows_actions_and_places() {
    let mut session = Session::at("role:baker", 80, 24);
    assert_eq!(session.press("ctrl-p stoker enter").here(), "role:stoker@after#mission/1");
    let screen = session.press(":").screen();
    assert!(screen.contains("WHERE YOU WERE") && screen.contains("Baker"), "{screen}");
    session.press("esc : era space before enter");
    assert_eq!(session.here(), "role:stoker@before#mission/1", "an action is done");
}

#[test]
fn numbers_open_screens_where_one_left_them() {
    let mut session = Session::new(120, 36);
    session.press("1 j l j j");
    let roles = session.here();
    assert_eq!(session.press("2").here(), "era:after#summary/1");
    assert_eq!(session.press("1").here(), roles);
    assert_eq!(
        session.press("1").here(),
        "list:roles@after#making/stoker",
        "and from there to its beginning"
    );
    assert_eq!(session.press("7").here(), "list:tours@after#tours/bread");
    assert_eq!(session.press("1 6").here(), "practice:stoker@after#begin/all", "for the role one looks at");
}

#[test]
fn one_pane_fills_the_screen_and_gives_it_back() {
    let mut session = Session::at("role:baker", 120, 36);
    let all = session.screen();
    let page = session.press("z").screen();
    assert!(all.contains('│') && !page.lines().nth(4).is_some_and(|line| line.contains('│')), "{page}");
    assert_eq!(session.press("z").screen(), all);
}

#[test]
fn a_row_that_the_other_era_does_not_have_leads_to_the_nearest_before_it() {
    let mut session = Session::at("role:baker@before#does/carry", 80, 24);
    assert_eq!(session.here(), "role:baker@before#does/carry");
    let expected = "role:baker@after#does/shape";
    assert_eq!(
        session.press("]").here(),
        expected,
        "`heat` and `carry` are gone, `shape` stands before them"
    );
}

#[test]
fn a_turned_era_keeps_the_row_at_its_place_on_the_screen() {
    let mut session = Session::at("role:baker@after#does/shape", 80, 14);
    let line = |screen: String| screen.lines().position(|line| line.starts_with('>')).expect("a focused row");
    let before = line(session.screen());
    assert_eq!(session.press("[").here(), "role:baker@before#does/shape");
    assert_eq!(line(session.screen()), before);
}

#[test]
fn what_is_the_same_folds_to_a_count() {
    let mut session = Session::at("compare:baker@before,baker@after", 110, 90);
    let folded = session.screen();
    assert!(folded.contains("… 1 the same · d opens") && !folded.contains("kneads the dough"), "{folded}");
    assert!(session.press("d").screen().contains("kneads the dough"));
    assert_eq!(session.press("[").message(), "these columns name their eras and do not turn");
    // A row that a link names is shown, folded or not.
    let mut session = Session::at("compare:baker@before,baker@after#tasks/knead", 110, 24);
    assert!(session.screen().contains(">  kneads the dough"));
}

#[test]
fn the_wheel_turns_the_pane_that_it_is_over() {
    let mut session = Session::at("role:baker", 120, 36);
    session.press("m");
    session.screen();
    let place = session.here();
    session.0.update(Action::Wheel(60, 12, true));
    assert!(session.here() != place && session.here().starts_with("role:baker@after#"), "{}", session.here());
    session.screen();
    session.0.update(Action::Wheel(5, 30, true));
    assert!(session.here().starts_with("list:roles@after#"), "{}", session.here());
}

#[test]
fn keys_are_found_by_their_names_however_they_are_written() {
    for (typed, key) in [
        ("space", "Space"),
        ("PGDN", "PgDn"),
        ("tab", "Tab"),
        ("ctrl-z", "Ctrl-z"),
        ("backspace", "Backspace"),
    ] {
        let letters: Vec<_> = typed.chars().map(String::from).collect();
        let screen = Session::new(100, 40).press(&format!("? {}", letters.join(" "))).screen();
        // The first line is what was typed.
        assert!(screen.lines().skip(3).any(|line| line.contains(key)), "{typed}: {screen}");
    }
}

#[test]
fn a_pane_that_is_empty_is_passed_over() {
    let mut session = Session::at("practice:baker", 45, 20);
    let before = session.screen();
    assert_eq!(session.press("tab").screen(), before);
    let mut session = Session::at("list:bookmarks", 120, 36);
    let screen = session.screen();
    assert!(screen.contains("You have no bookmarks yet") && !screen.contains('…'), "{screen}");
    session.press("tab").screen();
    assert!(session.here().starts_with("list:bookmarks"), "{}", session.here());
}

#[test]
fn the_heads_of_columns_stay_in_sight() {
    for (columns, lines, head) in [(120, 12, "Baker"), (70, 12, "Baker (1 of 2)")] {
        let mut session = Session::at("compare:baker,seller", columns, lines);
        session.press("pgdn pgdn");
        let screen = session.screen();
        let rule = screen.lines().nth(1).expect("a rule");
        assert!(rule.contains(head) && !rule.contains("more"), "{screen}");
    }
}

#[test]
fn the_mouse_stands_on_rows_follows_them_and_presses_hints() {
    let mut session = Session::at("list:roles", 120, 36);
    let find = |session: &mut Session, text: &str| {
        let screen = session.screen();
        let (y, line) =
            screen.lines().enumerate().find(|(_, line)| line.contains(text)).expect("it is shown");
        let x = line.chars().position(|c| text.starts_with(c)).unwrap_or(0);
        let x = line.match_indices(text).next().map_or(x, |(at, _)| line[..at].chars().count());
        Action::Click(u16::try_from(x).expect("a column"), u16::try_from(y).expect("a line"))
    };
    let stoker = find(&mut session, "Stoker");
    session.0.update(stoker.clone());
    assert_eq!(session.here(), "list:roles@after#making/baker", "the mouse is off");
    session.press("m");
    session.screen();
    session.0.update(stoker.clone());
    assert_eq!(session.here(), "list:roles@after#making/stoker");
    session.0.update(stoker);
    assert_eq!(session.here(), "role:stoker@after#mission/1");
    let eras = find(&mut session, "2 Eras");
    session.0.update(eras);
    assert_eq!(session.here(), "era:after#summary/1");
    let quit = find(&mut session, "q quit");
    assert_eq!(session.0.update(quit), Effect::Quit);
}

#[test]
fn a_link_to_a_part_that_is_not_there_says_so() {
    assert_eq!(
        Session::at("role:baker#zzz", 80, 24).message(),
        "this page has no part \"zzz\"; you are at its beginning"
    );
}

#[test]
fn back_in_the_margin_it_is_the_margin_of_the_row() {
    let mut session = Session::at("role:baker@after#does/shape", 120, 30);
    let margin = session.press("s").screen();
    let row = session.here();
    assert_eq!(session.press("enter h").screen(), margin);
    assert_eq!(session.here(), row);
    assert!(session.press("enter").here().starts_with("source:almanac"), "{}", session.here());
}

#[test]
fn an_action_taken_from_help_is_the_key_itself() {
    for binding in BINDINGS.iter().filter(|binding| binding.at == Where::Everywhere) {
        // What asks for something, and what ends all, cannot be looked at afterwards.
        if matches!(binding.action, Action::Quit | Action::Suspend | Action::Screen(3 | 5 | 6 | 7)) {
            continue;
        }
        for (place, columns) in
            [("role:baker@before#does/shape", 120), ("compare:baker,stoker@after#tasks", 70)]
        {
            let mut by_key = Session::at(place, columns, 20);
            by_key.press("j");
            by_key.screen();
            by_key.0.key(binding.keys[0]);
            let mut by_help = Session::at(place, columns, 20);
            by_help.press("j ?");
            let rows = by_help.0.app().active().page().blocks.clone();
            let at = rows.iter().flat_map(|block| block.rows()).position(|row| row.key == binding.key());
            for _ in 0..at.expect("a row of help") {
                by_help.press("down");
            }
            by_help.press("enter");
            assert_eq!(by_help.screen(), by_key.screen(), "{} in {place}", binding.help);
        }
    }
}

#[test]
fn the_mouse_reaches_nothing_behind_a_prompt_or_a_message() {
    let mut session = Session::at("role:baker@before", 120, 36);
    session.press("m /");
    session.screen();
    let eras = Action::Click(22, 0);
    session.0.update(eras.clone());
    assert_eq!(session.press("esc").here(), "role:baker@before#mission/1");
    session.press("space");
    assert!(!session.message().is_empty());
    let said = session.screen();
    assert!(said.trim_end().ends_with("? help   q quit"), "no message covers these: {said}");
    session.0.update(Action::Click(2, 35));
    assert!(session.0.app().prompt().is_none(), "a message stands where searching stood");
    session.press("space");
    session.screen();
    assert_eq!(session.0.update(Action::Click(113, 35)), Effect::Quit);
    // The reader's own era is no button, the other one is.
    let (before, after) = (Action::Click(106, 0), Action::Click(114, 0));
    session.screen();
    session.0.update(before);
    assert!(session.here().starts_with("role:baker@before"), "{}", session.here());
    session.screen();
    session.0.update(after);
    assert!(session.here().starts_with("role:baker@after"), "{}", session.here());
    session.screen();
    session.0.update(eras);
    assert_eq!(session.here(), "era:after#summary/1");
}

#[test]
fn what_is_typed_has_an_end_too() {
    let mut session = Session::new(80, 24);
    session.press("/");
    for _ in 0..100_000 {
        session.0.update(Action::Type('a'));
    }
    assert_eq!(session.0.app().prompt().expect("a prompt").text().len(), LONGEST_QUERY);
    session.screen();
}

#[test]
fn the_index_of_eras_turns_with_the_era() {
    let mut session = Session::at("list:eras", 120, 36);
    assert_eq!(session.here(), "list:eras@after#eras/by-hand");
    session.press("j");
    assert_eq!(session.press("[").here(), "list:eras@before#eras/by-hand");
    assert_eq!(session.0.app().page().page().place.to_string(), "era:before");
}

#[test]
fn whoever_pages_on_stands_where_they_paged_to() {
    let mut session = Session::at("role:baker@before#does/carry", 80, 14);
    session.press("] pgdn");
    let here = session.here();
    session.press("[");
    assert_ne!(session.here(), "role:baker@before#does/carry", "from {here}");
}

#[test]
fn all_marks_are_taken_away_at_once() {
    let mut session = Session::at("role:baker", 120, 36);
    assert_eq!(session.press("M").message(), "no role is marked; Space marks the one of a row");
    session.press("space h j space j");
    assert!(session.screen().contains("2 marked"), "{}", session.screen());
    assert_eq!(session.press("M").message(), "no role is marked any more");
    assert!(!session.screen().contains("marked  "), "{}", session.screen());
    // It is found by what one wants, too.
    session.press("space : unmark enter");
    assert_eq!(session.message(), "no role is marked any more");
}

#[test]
fn whoever_types_how_a_page_is_called_gets_to_it() {
    for (typed, place) in [
        (": progress enter", "progress"),
        (": fit enter", "fit"),
        (": stop1 ctrl-u tour:bread/3 enter", "tour:bread/3"),
        ("/ tour:bread/3 enter", "tour:bread/3"),
        ("/ role:baker@before enter", "role:baker@before"),
        // What is called like a key is that key: marked roles are compared.
        ("space h j space : compare enter", "compare:baker,stoker"),
    ] {
        let mut session = Session::at("role:baker", 80, 24);
        let here = session.press(typed).here();
        assert!(here.starts_with(place), "{typed}: {here}\n{}", session.screen());
    }
}

#[test]
fn a_key_with_nothing_to_do_changes_nothing() {
    let mut session = Session::at("role:baker", 110, 90);
    let before = session.here();
    assert_eq!(session.press("d").message(), "nothing here can be folded or opened");
    assert_eq!(session.here(), before);
    let mut session = Session::at("role:baker", 110, 90);
    session.press("d : baker space stoker esc 4 4");
    assert_eq!(session.message(), "mark two roles with Space, then press c");
    assert_eq!(
        session.press("h").here(),
        "role:baker@after#mission/1",
        "one step, however often 4 was pressed"
    );
}

#[test]
fn a_message_goes_with_the_prompt_it_was_said_in() {
    let mut session = Session::at("role:baker", 80, 24);
    session.press("e ctrl-u enter");
    assert_eq!(session.message(), "a file needs a name; Esc leaves it");
    assert_eq!(session.press("backspace").message(), "");
}

#[test]
fn columns_are_turned_one_by_one() {
    let mut session = Session::at("compare:baker,seller,stoker", 70, 30);
    let shown = |session: &mut Session| {
        session.screen().lines().find(|line| line.contains(" of 3)")).map(str::to_owned)
    };
    session.press("pgdn");
    let first = shown(&mut session);
    assert!(first.as_ref().is_some_and(|line| line.contains("Baker (1 of 3)")), "{first:?}");
    session.press("backtab");
    assert!(shown(&mut session).is_some_and(|line| line.contains("Stoker (3 of 3)")));
    assert_eq!(shown(session.press("tab")), first);
}

#[test]
fn a_link_from_the_margin_into_its_own_page_leaves_the_margin() {
    let mut session = Session::at("source:almanac.A3", 120, 36);
    let page = session.0.app().page().page().clone();
    let whole = page.blocks.iter().flat_map(|block| block.rows()).find(|row| row.key == "whole/almanac");
    assert!(whole.is_some_and(|row| !row.links.is_empty()));
    session.press("tab");
    assert!(session.0.app().at() == roledex::app::At::Margin, "the margin is the next pane");
    session.press("/ almanac space a3 enter");
    assert_eq!(session.0.app().at(), roledex::app::At::Page, "{}", session.here());
    assert_eq!(session.message(), "this is where you are");
}

#[test]
fn a_key_that_does_nothing_here_says_so_and_the_last_message_goes() {
    let mut session = Session::at("home", 80, 24);
    assert!(session.press("b").message().starts_with("no stop of a tour"));
    for key in ["w", "8", "f", "é"] {
        assert_eq!(session.press(key).message(), format!("{key} does nothing here; ? shows all keys"));
    }
    assert_eq!(
        session.press("ctrl-x").message(),
        "é does nothing here; ? shows all keys",
        "nobody may have pressed it"
    );
    let mut stop = Session::at("tour:bread/1", 80, 24);
    assert_eq!(stop.press("9").message(), "9 does nothing here; ? shows all keys");
    assert_eq!(session.press("/ w").message(), "", "what is typed is text");
    let mut stage = Session::on_stage("tour:bread/1", 100, 28);
    assert_eq!(stage.press("p").message(), "this is the first stop");
    assert_eq!(stage.press("w").message(), "", "a room is told nothing");
}

#[test]
fn bookmarks_of_one_project_are_told_apart_and_one_of_another_pack_can_be_taken_away() {
    let mut session = Session::at("scenario:loaf", 110, 30);
    session.press("* [ * / bookmarks enter");
    let shown = |session: &Session| session.0.app().page().page().place.to_string();
    let focused = |session: &Session| session.0.app().active().focus().to_owned();
    session.press("g");
    assert_eq!(
        (focused(&session), shown(&session)),
        ("bookmarks/scenario:loaf".into(), "scenario:loaf".into())
    );
    session.press("j");
    assert_eq!(shown(&session), "scenario:loaf@after");
    session.press("g *");
    let left: Vec<_> = session.0.app().profile().bookmarks.iter().map(ToString::to_string).collect();
    assert_eq!(left, ["scenario:loaf@after"]);
    // Who presses again means the one that is gone, and not the row that came in its place.
    session.press("*");
    assert_eq!(session.message(), "A loaf for Sunday is bookmarked again");
    assert_eq!(session.0.app().profile().bookmarks.len(), 2);
    session.press("g * g *");
    assert!(session.0.app().profile().bookmarks.is_empty(), "{}", session.message());

    let mut profile = Profile::default();
    profile.apply(&Change::Bookmark(Place::parse("role:gone@after").expect("a place"), true));
    let link = LIBRARY.resolve("list:bookmarks").expect("a place");
    let app = App::new(Arc::clone(&LIBRARY), profile, &link, Looks::default());
    let mut session = session::Session::new(app, 110, 30);
    assert!(session.screen().contains("it is not in this pack"), "{}", session.screen());
    session.press("*");
    assert!(session.app().profile().bookmarks.is_empty(), "{}", session.app().message());
}

#[test]
fn where_nothing_fits_the_smallest_screen_says_what_to_do() {
    for (columns, lines) in [(80, 24), (45, 20), (45, 12), (20, 10)] {
        for asked in ["/", ":", "?"] {
            let screen = Session::new(columns, lines).press(asked).press("z z z q").screen();
            let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                words.contains("try") || words.contains("looks through"),
                "{asked} at {columns}×{lines}:\n{screen}"
            );
        }
    }
}
