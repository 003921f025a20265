//! Every kind of page, in every face, of a small fixed pack.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "draft/pack.rs"]
mod pack;

use std::path::Path;

use insta::assert_snapshot;
use pack::Draft;
use roledex::content::Library;
use roledex::content::model::Level;
use roledex::moment::Moment;
use roledex::page::block::Block;
use roledex::page::{self, Page, Reader};
use roledex::place::Place;
use roledex::print::{Document, html, markdown, text};
use roledex::profile::{Change, Grade, Profile, Review};
use roledex::typeset::Setting;

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
    "compare",
    "search:knead",
    "search:zzzz",
    "practice",
    "practice:baker@before",
    "practice:baker@after",
    "practice:stoker@before",
    "mock:baker",
    "mock:seller",
    "progress",
    "list:questions",
    "question:crust-too-hard",
    "question:two-hundred-loaves",
    "question:guide-step-loaf--heat-after",
    "question:guide-left-baker-after",
    "handovers@before",
    "handovers@after",
    "list:scenarios",
    "list:bookmarks",
    "scenario:loaf",
    "scenario:loaf@before",
    "scenario:loaf@after",
    "fit",
    "route",
    "route:me,baker",
    "route:seller,stoker@after",
    "route:baker,baker",
    "route:baker,stoker@before",
];

/// Places that say something of the reader.
const TOLD: &[&str] = &[
    "role:baker@after",
    "skill:kneading",
    "list:skills",
    "list:bookmarks",
    "compare:baker,seller",
    "fit@before",
    "fit@after",
    "route",
    "route:me,baker",
    "route:me,stoker",
    "progress",
    "progress:baker",
    "practice:baker",
    "question:crust-too-hard",
];

/// Somebody who told what they know and like, and marked something.
fn told() -> Profile {
    let mut profile = Profile::default();
    let level = |number| Level::try_from(number).ok();
    let place = |text| Place::parse(text).expect("a place");
    for change in [
        Change::Skill("kneading".to_owned(), level(2)),
        Change::Skill("counting".to_owned(), level(4)),
        Change::Skill("of-another-pack".to_owned(), level(1)),
        Change::Leaning("hands".to_owned(), Some(true)),
        Change::Leaning("fire".to_owned(), Some(false)),
        Change::Bookmark(place("role:stoker@after"), true),
        Change::Bookmark(place("scenario:loaf"), true),
        Change::Bookmark(place("role:gone"), true),
        reviewed("crust-too-hard", 0, Grade::Again),
        reviewed("crust-too-hard", 2, Grade::Hard),
        reviewed("two-hundred-loaves", 1, Grade::Good),
        reviewed("guide-left-baker-after", 2, Grade::Easy),
        reviewed("of-another-pack", 2, Grade::Easy),
    ] {
        profile.apply(&change);
    }
    profile
}

/// The day on which the reader looks: some days after they began to practise.
const NOW: Moment = Moment(1_795_000_000_000);

fn reviewed(question: &str, day: i64, grade: Grade) -> Change {
    let at = Moment(NOW.0 + (day - 5) * 86_400_000);
    Change::Review(
        Review { question: question.to_owned(), at, grade, had: 1, of: 3, note: String::new() },
        None,
    )
}

fn library() -> Library {
    Library::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack"))
        .expect("the fixed pack is good")
}

fn page(library: &Library, place: &str) -> Page {
    page::build(library, Reader::NOBODY, &library.resolve(place).expect("a place of the fixed pack").place)
}

fn as_text(page: &Page, width: usize, ascii: bool) -> String {
    let mut out = Vec::new();
    text::write(page, &Setting { ascii, aloud: true, ..Setting::new(width) }, &mut out)
        .expect("memory can be written");
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
fn text_for_a_reader_who_told_something() {
    let (library, profile) = (library(), told());
    let mut liking = profile.clone();
    liking.skills.clear();
    let one = |place: &str, profile: &Profile| {
        let place = library.resolve(place).expect("a place of the fixed pack").place;
        let page = page::build(&library, Reader { profile, now: NOW, ..Reader::NOBODY }, &place);
        format!("───── {place} ─────\n{}", as_text(&page, 80, false))
    };
    let mut all: Vec<_> = TOLD.iter().map(|place| one(place, &profile)).collect();
    all.push(one("fit@after", &liking));
    assert_snapshot!(all.join("\n"));
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
    html::write(&Document::of(&library, pages), &mut out).expect("memory can be written");
    // One element a line, so that a change shows where it is.
    let html = String::from_utf8(out).expect("HTML is UTF-8");
    assert_snapshot!(html.replace("><", ">\n<"));
}

#[test]
fn keys_of_rows_hold_no_words() {
    let library = library();
    for place in PLACES.iter().filter(|place| !place.starts_with("search:")) {
        for row in page(&library, place).blocks.iter().flat_map(Block::rows) {
            assert!(!row.key.contains(' '), "{place} has {:?}", row.key);
        }
    }
    let pack = Draft::new().replace("roles/baker.toml", "what = \"loaves\"", "what = \"loaves and rolls\"");
    let mended = pack.load().expect("a good pack");
    let keys = |library: &Library| {
        let page = page(library, "compare:baker,seller@after");
        page.blocks.iter().flat_map(Block::rows).map(|row| row.key.clone()).collect::<Vec<_>>()
    };
    assert!(keys(&library).iter().any(|key| key == "handovers/gives/seller"), "{:?}", keys(&library));
    assert_eq!(keys(&mended), keys(&library), "a word that is mended moves nothing");
}

#[test]
fn a_party_called_sources_is_no_list_of_sources() {
    let actor = "name = \"the sources\"\nabout = { text = \"Springs.\", sources = [\"editorial\"] }\n";
    let gets = "[[gets]]\nfrom = \"sources\"\nwhat = \"water\"\nsources = [\"almanac.A1\"]\n\n[[gets]]\nfrom = \"oven\"";
    let pack = Draft::new().write("actors/sources.toml", actor).replace(
        "roles/baker.toml",
        "[[gets]]\nfrom = \"oven\"",
        gets,
    );
    let library = pack.load().unwrap_or_else(|error| panic!("{error}"));
    let whole = page(&library, "handovers@before");
    let titles = |page: &Page| {
        let title = |block: &Block| match block {
            Block::Heading(heading) => Some(heading.title.clone()),
            _ => None,
        };
        page.blocks.iter().filter_map(title).collect::<Vec<_>>()
    };
    let mut own = titles(&whole);
    assert_eq!(own.pop().as_deref(), Some("Sources"));
    assert!(own.iter().any(|title| title == "From the sources"), "{own:?}");
    assert_eq!(titles(&whole.without_sources()), own);
}

#[test]
fn titles_begin_with_a_capital_in_any_script() {
    let pack = Draft::new().replace("actors/customers.toml", "the customers", "élèves");
    let library = pack.load().expect("a good pack");
    assert_eq!(page(&library, "actor:customers").title, "Élèves");
}

#[test]
fn what_an_era_has_no_use_for_says_so() {
    let library = Library::built_in().expect("the shipped pack is good");
    let skill = as_text(&page(&library, "skill:prompting@before"), 500, false);
    assert!(skill.contains("No role needs it before foundation models."), "{skill}");
    assert!(skill.contains(" · after foundation models\n"), "{skill}");
    let skill = as_text(&page(&library, "skill:prompting@after"), 500, false);
    assert!(
        !skill.contains("No role needs it") && !skill.contains(" · after foundation models\n"),
        "{skill}"
    );
}
