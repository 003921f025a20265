//! Every kind of page, in every face, of a small fixed pack.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::path::Path;
use std::sync::Arc;

use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roledex::app::{Action, App, Effect};
use roledex::content::Library;
use roledex::page::{self, Page};
use roledex::print::{html, markdown, text};
use roledex::typeset::Setting;
use roledex::view::{self, theme::Styles};

/// One place of every kind that has a page, and one of those that do not yet.
const PLACES: &[&str] = &[
    "home",
    "list:roles",
    "list:eras",
    "list:actors",
    "list:skills",
    "list:toolkits",
    "list:tools",
    "list:sources",
    "list:tours",
    "era:before",
    "era:after",
    "role:baker@before",
    "role:baker@after",
    "role:seller@after",
    "role:stoker@before",
    "role:stoker@after",
    "actor:oven@after",
    "skill:kneading@before",
    "skill:timing@after",
    "tool:peel@after",
    "tool:thermometer@after",
    "toolkit:bench",
    "source:almanac",
    "source:almanac.A3",
    "source:leaflet",
    "compare:baker,stoker@after",
    "compare:baker,stoker@before",
    "compare:baker@before,baker@after",
    "compare:baker,seller,stoker",
    "handovers",
];

fn library() -> Library {
    Library::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack"))
        .expect("the fixed pack is good")
}

fn page(library: &Library, place: &str) -> Page {
    page::build(library, &library.resolve(place).expect("a place of the fixed pack").place)
}

fn as_text(page: &Page, width: usize, ascii: bool) -> String {
    let mut out = Vec::new();
    text::write(page, &Setting { width, ascii, aloud: true }, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("text is UTF-8")
}

/// All places one below the other, each with a line that names it.
fn all(write: impl Fn(&Page) -> String) -> String {
    let library = library();
    let one = |place: &&str| format!("───── {place} ─────\n{}", write(&page(&library, place)));
    PLACES.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn text_80_columns() {
    assert_snapshot!(all(|page| as_text(page, 80, false)));
}

#[test]
fn text_45_columns() {
    assert_snapshot!(all(|page| as_text(page, 45, false)));
}

#[test]
fn text_ascii() {
    let library = library();
    let home = as_text(&page(&library, "home"), 80, true);
    let role = as_text(&page(&library, "role:baker@after"), 80, true);
    let own = |c: &char| !c.is_ascii() && !"模型\u{301}👩\u{200d}🍳".contains(*c);
    assert_eq!((home.clone() + &role).chars().find(own), None, "only the pack's own letters are not ASCII");
    assert_snapshot!(home + &role);
}

#[test]
fn markdown() {
    assert_snapshot!(all(|page| {
        let mut out = Vec::new();
        markdown::write(page, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("Markdown is UTF-8")
    }));
}

#[test]
fn html() {
    let library = library();
    let pages: Vec<_> =
        ["home", "role:baker@after", "compare:baker,stoker@after"].map(|place| page(&library, place)).into();
    let mut out = Vec::new();
    html::write(&pages, library.pack(), &mut out).expect("memory can be written");
    // One element a line, so that a change shows where it is.
    let html = String::from_utf8(out).expect("HTML is UTF-8");
    assert_snapshot!(html.replace("><", ">\n<"));
}

fn screen(app: &mut App, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let drawn = view::draw(app, &Styles::mono(), area, &mut buffer);
    app.set_drawn(drawn);
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

/// Does an action as a host does: where a layout is asked for, it is made and the action brought again.
fn act(app: &mut App, action: Action, (width, height): (u16, u16)) -> Effect {
    match app.update(action) {
        Effect::Layout => {
            screen(app, width, height);
            app.update(action)
        }
        effect => effect,
    }
}

const SIZE: (u16, u16) = (80, 24);

fn sitting(place: &str) -> App {
    let library = Arc::new(library());
    let link = library.resolve(place).expect("a place of the fixed pack");
    App::new(library, &link, false)
}

#[test]
fn view_at_three_sizes() {
    let mut shown = String::new();
    for (width, height) in [(120, 36), (80, 24), (45, 20)] {
        for place in ["home", "role:baker@after", "compare:baker,stoker@after"] {
            let screen = screen(&mut sitting(place), width, height);
            shown.extend([format!("───── {place} {width}×{height} ─────\n"), screen, "\n".to_owned()]);
        }
    }
    assert_snapshot!(shown);
}

#[test]
fn a_reader_looks_around() {
    let mut app = sitting("home");
    let press = |app: &mut App, actions: &[Action]| {
        for action in actions {
            assert_eq!(act(app, *action, SIZE), Effect::Draw);
        }
        app.focus().to_owned()
    };
    assert_eq!(press(&mut app, &[]), "ways/roles");
    assert_eq!(press(&mut app, &[Action::Enter]), "making/baker");
    assert_eq!(press(&mut app, &[Action::Enter, Action::Down, Action::Down]), "definition/2");
    // The same row in the other era, and back.
    assert_eq!(press(&mut app, &[Action::EarlierEra]), "definition/2");
    assert_eq!(app.page().place.to_string(), "role:baker@before");
    assert_eq!(press(&mut app, &[Action::EarlierEra]), "definition/2");
    assert_eq!(app.message(), "By hand is the first era");
    assert_eq!(press(&mut app, &[Action::LaterEra, Action::Back]), "making/baker");
    assert_eq!(press(&mut app, &[Action::Back, Action::Back]), "ways/roles");
    assert_eq!(app.message(), "this is the first page; q quits");
    assert_eq!(app.update(Action::Quit), Effect::Quit);
}

#[test]
fn a_row_that_the_other_era_does_not_have_leads_to_the_nearest_before_it() {
    let mut app = sitting("role:baker@before#does/carry");
    assert_eq!(app.focus(), "does/carry");
    act(&mut app, Action::LaterEra, SIZE);
    assert_eq!(app.focus(), "does/shape", "`heat` and `carry` are gone, `shape` stands before them");
}

#[test]
fn a_turned_era_keeps_the_row_at_its_place_on_the_screen() {
    let mut app = sitting("role:baker@after#does/shape");
    let line = |app: &mut App| {
        let shown = screen(app, 80, 14);
        shown.lines().position(|line| line.starts_with('>')).expect("a focused row")
    };
    let before = line(&mut app);
    act(&mut app, Action::EarlierEra, (80, 14));
    assert_eq!(app.focus(), "does/shape");
    assert_eq!(line(&mut app), before);
}

#[test]
fn help_opens_over_the_page_and_gives_the_row_back() {
    let mut app = sitting("role:baker#gives");
    let before = screen(&mut app, 80, 24);
    act(&mut app, Action::Help, SIZE);
    let help = screen(&mut app, 80, 24);
    assert!(help.contains("follow the row's first link"), "{help}");
    act(&mut app, Action::Help, SIZE);
    assert_eq!(screen(&mut app, 80, 24), before);
}

#[test]
fn what_is_the_same_folds_to_a_count() {
    let mut app = sitting("compare:baker@before,baker@after");
    act(&mut app, Action::Last, SIZE);
    let tall = |app: &mut App| screen(app, 100, 90);
    assert!(tall(&mut app).contains("… 1 the same · d opens"), "{}", tall(&mut app));
    assert!(!tall(&mut app).contains("kneads the dough"));
    act(&mut app, Action::Fold, SIZE);
    assert!(tall(&mut app).contains("kneads the dough"));
    // A row that a link names is shown, folded or not.
    let mut app = sitting("compare:baker@before,baker@after#tasks/knead");
    assert_eq!(app.focus(), "tasks/knead");
    assert!(screen(&mut app, 80, 24).contains(">  kneads the dough"));
}

#[test]
fn a_link_to_a_part_that_is_not_there_says_so() {
    assert_eq!(sitting("role:baker#zzz").message(), "this page has no \"zzz\"");
}

#[test]
fn paging_shows_every_line() {
    for (width, height) in [(45, 20), (80, 24), (30, 13)] {
        for place in ["role:baker@after", "compare:baker,stoker@after", "source:almanac", "home"] {
            let mut app = sitting(place);
            let all: Vec<_> = screen(&mut sitting(place), width, 500).lines().map(unmarked).collect();
            act(&mut app, Action::First, (width, height));
            let mut seen: Vec<String> = Vec::new();
            let mut last = String::new();
            for screens in 0.. {
                let now = screen(&mut app, width, height);
                seen.extend(now.lines().map(unmarked));
                if now == last {
                    break;
                }
                assert!(screens < 200, "{place} has no end");
                last = now;
                act(&mut app, Action::PageDown, (width, height));
            }
            for line in &all {
                assert!(seen.contains(line), "{place} at {width}×{height}: paging never shows {line:?}");
            }
        }
    }
}

/// A line without the mark of the focused row.
fn unmarked(line: &str) -> String {
    line.strip_prefix('>').map_or_else(|| line.to_owned(), |rest| format!(" {rest}")).trim_end().to_owned()
}

#[test]
fn every_row_can_be_reached_and_seen_at_any_size() {
    for (width, height) in [(12, 3), (20, 5), (80, 24)] {
        for place in PLACES {
            let mut app = sitting(place);
            let keys: Vec<_> = app
                .page()
                .blocks
                .iter()
                .flat_map(|block| block.seen(true))
                .map(|row| row.key.clone())
                .collect();
            act(&mut app, Action::First, (width, height));
            let mut steps = 0;
            for key in &keys {
                while app.focus() != key {
                    act(&mut app, Action::Down, (width, height));
                    steps += 1;
                    assert!(steps < 5_000, "{place} at {width}×{height} stands still at {}", app.focus());
                }
                let mut drawn = Buffer::empty(Rect::new(0, 0, width, height));
                let at = view::draw(&app, &Styles::mono(), drawn.area, &mut drawn).cursor;
                assert!(at.is_some(), "{key} of {place} is out of sight at {width}×{height}");
            }
        }
    }
}

#[test]
fn every_size_is_drawn() {
    for place in ["home", "role:baker@after", "compare:baker,stoker@after", "source:almanac"] {
        for width in (0..=30).chain((31..=130).step_by(9)) {
            for height in (0..=9).chain((10..=50).step_by(8)) {
                screen(&mut sitting_of(&SHARED, place), width, height);
            }
        }
    }
    screen(&mut sitting("home"), 500, 200);
    screen(&mut sitting("home"), 1000, 300);
}

static SHARED: std::sync::LazyLock<Arc<Library>> = std::sync::LazyLock::new(|| Arc::new(library()));

fn sitting_of(library: &Arc<Library>, place: &str) -> App {
    let link = library.resolve(place).expect("a place of the fixed pack");
    App::new(Arc::clone(library), &link, false)
}
