//! A profile import: what is taken over is exported as it is, and nothing of it reaches a terminal as a command.

#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roledex::app::key::Key;
use roledex::app::{Action, App, Looks};
use roledex::content::Library;
use roledex::moment::Moment;
use roledex::page::{self, Reader};
use roledex::place::{Kind, Link};
use roledex::print::text;
use roledex::profile::{Profile, export, import};
use roledex::session::Session;
use roledex::typeset::Setting;
use roledex::visible::first_invisible;

const NOW: Moment = Moment(1_795_000_000_000);

/// Places that say something of the reader.
const TOLD: &[&str] = &[
    "home",
    "list:bookmarks",
    "list:skills",
    "role:baker@after",
    "skill:kneading",
    "compare:baker,seller",
    "fit",
    "route",
    "route:me,stoker",
    "progress",
    "progress:baker",
    "practice",
    "practice:baker",
    "mock:baker",
    "question:crust-too-hard",
];
/// What is pressed where something was practised: to go on, reveal, tick, grade, ask further, write, and back.
const KEYS: &str = "enter space space j space f space 3 i x esc space 4 u u space 2 esc";
/// The most runs that are gone on with.
const RUNS: usize = 2;

static LIBRARY: LazyLock<Arc<Library>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pack");
    Arc::new(Library::from_folder(&folder).expect("the small pack is good"))
});

fuzz_target!(|json: &str| {
    let profile = match import(json) {
        Ok(profile) => profile,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let again = import(&export(&profile)).expect("what was exported is a profile");
    assert_eq!(again, profile);
    let mut rebuilt = Profile::default();
    profile.changes().for_each(|change| rebuilt.apply(&change));
    let mut twice = rebuilt.clone();
    profile.changes().for_each(|change| twice.apply(&change));
    assert_eq!(twice, rebuilt, "what comes in twice comes in once");

    for place in TOLD {
        print(&profile, &LIBRARY.resolve(place).expect("a place of the small pack"));
    }
    sit(&profile, None);
    let runs = profile.runs.values().filter_map(|run| LIBRARY.resolve(&run.place).ok());
    for link in runs.take(RUNS) {
        sit(&profile, Some(link));
    }
});

/// Prints a page made for this reader; wherever it leads can be written down.
fn print(profile: &Profile, link: &Link) {
    let page = page::build(&LIBRARY, Reader { profile, now: NOW, ..Reader::NOBODY }, &link.place);
    for row in page.blocks.iter().flat_map(|block| block.rows()) {
        let odd = [&row.label, &row.text, &row.note].into_iter().find(|said| first_invisible(said).is_some());
        assert_eq!(odd, None, "of {}", row.key);
        for target in &row.links {
            assert_eq!(Link::parse(&target.link.to_string()).as_ref(), Ok(&target.link));
        }
    }
    let mut out = Vec::new();
    text::write(&page, &Setting { aloud: true, ..Setting::new(80) }, &mut out)
        .expect("memory can be written");
    let text = String::from_utf8(out).expect("text is UTF-8");
    assert_eq!(text.lines().find_map(first_invisible), None, "{text}");
}

/// Begins a sitting where the reader was last, or at a run, and goes on with it.
fn sit(profile: &Profile, link: Option<Link>) {
    let keys = if link.is_some() { Key::story(KEYS) } else { Vec::new() };
    let last = profile.last.clone().filter(|last| LIBRARY.canonical(last.place.clone()).is_ok());
    let link = link.or(last).unwrap_or_else(|| Link { place: Kind::Home.into(), key: None });
    let app = App::new(Arc::clone(&LIBRARY), profile.clone(), &link, Looks::default());
    let mut session = Session::new(app, 80, 24);
    session.update(Action::Time(NOW));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    for key in keys {
        session.key(key);
        buffer.reset();
        session.draw(&mut buffer);
        let odd = buffer.content.iter().find_map(|cell| first_invisible(cell.symbol()));
        assert_eq!(odd, None, "on the screen");
    }
}
