//! What the explorer draws, at every size.

use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roledex::app::{Looks, Theme};
use unicode_width::UnicodeWidthStr;

use crate::session::Session;

/// Stories that end on every kind of screen there is.
const STORIES: &[(&str, &str)] = &[
    ("home", ""),
    ("list:roles", ""),
    ("role:baker@after", "j j"),
    ("role:baker@after", "j s"),
    ("compare:baker,stoker@after", ""),
    ("compare", ""),
    ("source:almanac.A3", ""),
    ("home", "/"),
    ("home", "/ kned"),
    ("role:baker", ": comp"),
    ("role:baker", "?"),
    ("role:baker", "e"),
    ("role:baker", "z"),
    ("role:baker", "space"),
    ("role:baker#skills", "x x"),
    ("era:after", ""),
    ("handovers", ""),
    ("list:scenarios", ""),
    ("scenario:loaf", "j"),
    ("scenario:loaf", "d"),
    ("scenario:loaf@after", "j j"),
    ("fit", "j x j X"),
    ("fit#leanings", "x 3 enter x"),
    ("fit", "/ kneading enter x x h"),
    ("role:baker", "* / bookmarks enter"),
    ("route", ""),
    ("route:seller,stoker", ""),
    ("route:me,baker", "x"),
    ("practice", ""),
    ("practice:baker", ""),
    ("practice:baker", "enter"),
    ("practice:baker", "enter space space j space"),
    ("practice:baker", "enter space 3"),
    ("practice:baker", "enter space s"),
    ("practice:baker", "enter f space space"),
    ("practice:baker", "j enter space 2"),
    ("practice:baker", "enter i hello enter you"),
    ("practice:baker", "/ crust"),
    ("mock:baker", ""),
    ("mock:baker", "enter i hello esc"),
    ("mock:baker", "enter space space space 3 1"),
    (
        "mock:baker",
        "enter f space space i why esc space 3 4 1 space space space space space space space space space space",
    ),
    ("progress", ""),
    ("question:crust-too-hard", ""),
    ("list:tours", ""),
    ("tour:bread", ""),
    ("tour:bread/1", ""),
    ("tour:bread/3", "3"),
];

#[test]
fn screens_at_three_sizes() {
    for (columns, lines) in [(120, 36), (80, 24), (45, 20)] {
        let one = |(place, story): &(&str, &str)| {
            let screen = Session::at(place, columns, lines).press(story).screen();
            format!("───── {place} {story} ─────\n{screen}\n")
        };
        let all: String = STORIES.iter().map(one).collect();
        assert_snapshot!(format!("screens_{columns}x{lines}"), all);
    }
}

#[test]
fn screens_in_ascii_have_no_other_character() {
    for (place, story) in STORIES {
        let looks = Looks { ascii: true, colour: false, ..Looks::default() };
        let screen = Session::with(place, looks, 120, 36).press(story).screen();
        let own = |c: &char| !c.is_ascii() && !"模型\u{301}é👩\u{200d}🍳".contains(*c);
        assert_eq!(screen.chars().find(own), None, "{place} {story}\n{screen}");
    }
}

#[test]
fn every_screen_is_drawn_at_every_size() {
    let draw = |(place, story): &(&str, &str)| {
        // Opened once, then made larger and smaller: the same sitting has to stand it.
        let mut session = Session::at(place, 80, 24);
        session.press(story);
        // Of the larger screens, where little comes or goes, every third.
        let heights = || (0..=16).chain((17..=50).step_by(3));
        let widths = (0..=62).chain((63..=130).step_by(3)).chain([85, 86, 119, 120]);
        for (columns, lines) in widths.flat_map(|columns| heights().map(move |lines| (columns, lines))) {
            session.resize(columns, lines);
            let mut buffer = Buffer::empty(Rect::new(0, 0, columns, lines));
            let cursor = session.0.draw(&mut buffer);
            assert!(
                cursor.is_none_or(|(x, y)| x < columns && y < lines),
                "{place} {story} {columns}×{lines}"
            );
        }
        for (columns, lines) in [(131, 199), (200, 51), (333, 97), (499, 2), (500, 1), (500, 200)] {
            session.resize(columns, lines).screen();
        }
        session.resize(1000, 600).screen();
    };
    // It is much to draw, so every processor has its share.
    let (some, others) = STORIES.split_at(STORIES.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| some.iter().for_each(draw));
        others.iter().for_each(draw);
    });
}

#[test]
fn keys_do_no_harm_at_any_size() {
    let keys = "j k l h space j space c d tab tab enter ] [ s j enter h G g pgdn pgup 2 1 4 z t m / b esc ? esc : enter";
    for (columns, lines) in
        [(0, 0), (1, 1), (2, 2), (5, 3), (12, 3), (20, 5), (59, 9), (70, 20), (119, 30), (200, 60)]
    {
        let mut session = Session::new(columns, lines);
        for key in keys.split(' ') {
            session.press(key);
            session.screen();
        }
        assert!(session.lets_go(), "{columns}x{lines}");
    }
}

#[test]
fn every_row_can_be_reached_and_seen_at_any_size() {
    for (columns, lines) in [(12, 3), (20, 5), (80, 24), (120, 36)] {
        for (place, _) in STORIES {
            let mut session = Session::at(place, columns, lines);
            let app = session.0.app();
            let blocks = &app.active().page().blocks;
            let keys: Vec<_> =
                blocks.iter().flat_map(|block| block.seen(true)).map(|row| row.key.clone()).collect();
            session.press("g");
            let mut steps = 0;
            for key in &keys {
                while session.0.app().active().focus() != key {
                    session.press("j");
                    steps += 1;
                    assert!(steps < 5_000, "{place} at {columns}×{lines} stands still at {}", session.here());
                }
                let mut buffer = Buffer::empty(Rect::new(0, 0, columns, lines));
                assert!(
                    session.0.draw(&mut buffer).is_some(),
                    "{key} of {place} is out of sight at {columns}×{lines}"
                );
            }
        }
    }
}

/// The lines of the body, without the mark of the focused row.
fn body(screen: &str) -> Vec<String> {
    let lines: Vec<_> = screen.lines().skip(2).collect();
    let unmarked =
        |line: &&str| line.strip_prefix('>').map_or_else(|| (*line).to_owned(), |rest| format!(" {rest}"));
    lines[..lines.len() - 2].iter().map(unmarked).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn paging_shows_every_line() {
    for (columns, lines) in [(45, 20), (80, 24), (30, 13)] {
        for place in ["role:baker@after", "compare:baker,stoker@after", "source:almanac", "home"] {
            let all = body(&Session::at(place, columns, 500).screen());
            let mut session = Session::at(place, columns, lines);
            session.press("g");
            let mut seen: Vec<String> = Vec::new();
            let mut last = String::new();
            for screens in 0.. {
                let now = session.screen();
                seen.extend(body(&now));
                if now == last {
                    break;
                }
                assert!(screens < 200, "{place} has no end");
                last = now;
                session.press("pgdn");
            }
            for line in &all {
                assert!(seen.contains(line), "{place} at {columns}×{lines}: paging never shows {line:?}");
            }
        }
    }
}

#[test]
fn painted_themes_paint_every_cell_and_mono_none() {
    for theme in Theme::ALL {
        for (place, story) in STORIES {
            let looks = Looks { theme, ..Looks::default() };
            let mut session = Session::with(place, looks, 100, 30);
            session.press(story);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 30));
            session.0.draw(&mut buffer);
            let bare = ratatui::style::Color::Reset;
            // The second half of a wide character is the terminal's business.
            let before = std::iter::once(None).chain(buffer.content.iter().map(Some));
            let cells = buffer.content.iter().zip(before);
            let cells = cells.filter(|(_, before)| before.is_none_or(|before| before.symbol().width() < 2));
            let is_painted = !matches!(theme, Theme::Terminal | Theme::Mono);
            for (cell, _) in cells {
                assert_eq!(cell.bg != bare, is_painted, "{} {place} {story}: {cell:?}", theme.name());
            }
        }
    }
}
