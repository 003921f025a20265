//! What a reader waits for: the pack, a keystroke in search, a page, a frame. `cargo bench`.

#[expect(dead_code, reason = "its `main` writes a pack; here it is only asked to")]
#[path = "../examples/large_pack.rs"]
mod large_pack;

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roledex::app::{App, Looks, Theme};
use roledex::content::Library;
use roledex::content::check::check;
use roledex::content::model::Level;
use roledex::moment::Moment;
use roledex::page::{self, Reader};
use roledex::practice::deck;
use roledex::profile::{Change, Grade, Pace, Profile, Review, Sqlite, Store, Wish};
use roledex::search::{Near, search};
use roledex::session::Session;

fn main() {
    divan::main();
}

fn built_in() -> Arc<Library> {
    Arc::new(Library::built_in_and_checked().unwrap_or_else(|error| panic!("{error}")))
}

fn large(entries: usize) -> (tempfile::TempDir, Library) {
    let folder = tempfile::TempDir::new().unwrap_or_else(|error| panic!("{error}"));
    large_pack::write(folder.path(), entries).unwrap_or_else(|error| panic!("{error}"));
    let library = Library::from_folder(folder.path()).unwrap_or_else(|error| panic!("{error}"));
    (folder, library)
}

#[divan::bench]
fn load_for_the_first_page(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let library = Library::built_in().unwrap_or_else(|error| panic!("{error}"));
        let home = library.resolve("home").unwrap_or_else(|error| panic!("{error}"));
        page::build(&library, Reader::NOBODY, &home.place)
    });
}

#[divan::bench]
fn load_and_check_all(bencher: Bencher<'_, '_>) {
    bencher.bench(built_in);
}

#[divan::bench]
fn load_and_check_the_folder(bencher: Bencher<'_, '_>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    bencher.bench(|| Library::from_folder(&folder));
}

#[divan::bench(args = [1_000, 10_000, 100_000], max_time = 5)]
fn load_and_check(bencher: Bencher<'_, '_>, entries: usize) {
    let (folder, _) = large(entries);
    bencher.bench(|| Library::from_folder(folder.path()));
}

fn field() -> (tempfile::TempDir, Library) {
    let folder = tempfile::TempDir::new().unwrap_or_else(|error| panic!("{error}"));
    large_pack::write_field(folder.path()).unwrap_or_else(|error| panic!("{error}"));
    let library = Library::from_folder(folder.path()).unwrap_or_else(|error| panic!("{error}"));
    (folder, library)
}

/// A thousand roles in two eras, nine thousand tools, two thousand skills.
#[divan::bench]
fn load_and_check_a_field(bencher: Bencher<'_, '_>) {
    let (folder, _) = field();
    bencher.bench(|| Library::from_folder(folder.path()));
}

#[divan::bench]
fn check_a_field(bencher: Bencher<'_, '_>) {
    let (folder, _) = field();
    bencher.bench(|| check(Some(folder.path()), date(2026, 11, 21)));
}

#[divan::bench(args = QUERIES)]
fn search_a_field(bencher: Bencher<'_, '_>, query: &str) {
    let (_folder, library) = field();
    library.findables().words();
    bencher.bench(|| search(&library, black_box(query), &|_| Near::Elsewhere));
}

/// Somebody who knows every third skill.
fn somebody(library: &Library) -> Profile {
    let mut profile = Profile::default();
    for (nth, skill) in library.skills().enumerate().filter(|(nth, _)| nth % 3 == 0) {
        let level = Level::try_from(i64::try_from(nth % 4 + 1).unwrap_or(1)).ok();
        profile.apply(&Change::Skill(skill.id.clone(), level));
    }
    profile
}

#[divan::bench(args = ["role:r7", "handovers", "fit", "route:me,r7", "route:r11,r7"])]
fn a_page_of_a_field(bencher: Bencher<'_, '_>, place: &str) {
    let (_folder, library) = field();
    let profile = somebody(&library);
    let reader = Reader { profile: &profile, ..Reader::NOBODY };
    let place = library.resolve(place).unwrap_or_else(|error| panic!("{error}")).place;
    bencher.bench(|| page::build(&library, reader, black_box(&place)));
}

/// What a sitting waits for when something is marked: the first time, and then.
#[divan::bench]
fn keep_a_change(bencher: Bencher<'_, '_>) {
    let folder = tempfile::TempDir::new().unwrap_or_else(|error| panic!("{error}"));
    let mut store = Sqlite::at(&folder.path().join("profile.sqlite"), Pace::Leisure);
    let level = |number| Level::try_from(number).ok();
    let mut number = 0;
    bencher.bench_local(|| {
        number = number % 4 + 1;
        store.apply(&Change::Skill("python".to_owned(), level(number)))
    });
}

/// What a start waits for before the first frame.
#[divan::bench]
fn load_a_profile(bencher: Bencher<'_, '_>) {
    let folder = tempfile::TempDir::new().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let mut store = Sqlite::at(&file, Pace::Leisure);
    for change in somebody(&built_in()).changes() {
        store.apply(&change).unwrap_or_else(|error| panic!("{error}"));
    }
    bencher.bench(|| Sqlite::at(&file, Pace::Leisure).load());
}

/// When somebody who answered ten thousand questions looks.
const NOW: Moment = Moment(1_795_000_000_000);

/// Somebody who answered every question of the pack again and again, ten thousand answers in three years.
fn diligent(library: &Library) -> Profile {
    let all = library
        .eras()
        .iter()
        .flat_map(|era| deck::all(library, &Wish { limit: u16::MAX, ..Wish::usual(None, &era.id) }));
    let all: Vec<_> = all.map(|question| question.id).collect();
    let review = |nth: i64| Review {
        question: all[usize::try_from(nth).unwrap_or(0) % all.len()].clone(),
        at: Moment(NOW.0 - (10_000 - nth) * 9_460_800),
        grade: Grade::try_from(nth * 7 % 11 % 4 + 1).unwrap_or(Grade::Good),
        had: 2,
        of: 5,
        note: String::new(),
    };
    let mut profile = somebody(library);
    profile.reviews = (0..10_000).map(review).collect();
    profile
}

/// What a start waits for where ten thousand answers are kept.
#[divan::bench]
fn load_ten_thousand_answers(bencher: Bencher<'_, '_>) {
    let folder = tempfile::TempDir::new().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let mut store = Sqlite::at(&file, Pace::Leisure);
    for change in diligent(&built_in()).changes() {
        store.apply(&change).unwrap_or_else(|error| panic!("{error}"));
    }
    bencher.bench(|| Sqlite::at(&file, Pace::Leisure).load());
}

/// What one waits for with so many answers when a page of practice is opened.
#[divan::bench(args = ["progress", "progress:ai-engineer", "practice", "practice:ai-engineer"])]
fn a_page_after_ten_thousand_answers(bencher: Bencher<'_, '_>, place: &str) {
    let library = built_in();
    let profile = diligent(&library);
    let place = library.resolve(place).unwrap_or_else(|error| panic!("{error}")).place;
    let reader = Reader { profile: &profile, now: NOW, ..Reader::NOBODY };
    bencher.bench(|| page::build(&library, reader, black_box(&place)));
}

#[divan::bench]
fn begin_practice_after_ten_thousand_answers(bencher: Bencher<'_, '_>) {
    let library = built_in();
    let profile = diligent(&library);
    let wish = Wish { due: true, ..Wish::usual(None, &library.eras()[0].id) };
    bencher.bench(|| deck::begin(&library, &profile, "practice", black_box(&wish), NOW));
}

/// What is typed: a letter, a word, two words, a slip, something that is not there.
const QUERIES: [&str; 6] = ["r", "rust", "data engineer", "zurich", "enginer", "xqzw"];

#[divan::bench(args = QUERIES)]
fn search_the_built_in_pack(bencher: Bencher<'_, '_>, query: &str) {
    let library = built_in();
    library.findables().words();
    bencher.bench(|| search(&library, black_box(query), &|_| Near::Elsewhere));
}

#[divan::bench(args = QUERIES, consts = [1_000, 10_000, 100_000], max_time = 3)]
fn search_in<const ENTRIES: usize>(bencher: Bencher<'_, '_>, query: &str) {
    let (_folder, library) = large(ENTRIES);
    library.findables().words();
    bencher.bench(|| search(&library, black_box(query), &|_| Near::Elsewhere));
}

#[divan::bench(args = [1_000, 10_000, 100_000], max_time = 3)]
fn prepare_search_in(bencher: Bencher<'_, '_>, entries: usize) {
    let (folder, _) = large(entries);
    let library = || Library::from_folder(folder.path()).unwrap_or_else(|error| panic!("{error}"));
    bencher.with_inputs(library).bench_local_refs(|library| library.findables().all().len());
}

const PLACES: [&str; 8] = [
    "home",
    "list:roles",
    "role:data-scientist",
    "compare:ai-engineer,data-scientist",
    "scenario:support-chatbot",
    "handovers",
    "fit",
    "route:me,ai-engineer",
];

#[divan::bench(args = PLACES)]
fn build_a_page(bencher: Bencher<'_, '_>, place: &str) {
    let library = built_in();
    let link = library.resolve(place).unwrap_or_else(|error| panic!("{error}"));
    let profile = somebody(&library);
    bencher.bench(|| {
        page::build(&library, Reader { profile: &profile, ..Reader::NOBODY }, black_box(&link.place))
    });
}

fn session(place: &str) -> Session {
    let library = built_in();
    let link = library.resolve(place).unwrap_or_else(|error| panic!("{error}"));
    Session::new(App::new(library, Profile::default(), &link, Looks::default()), 120, 40)
}

#[divan::bench(args = PLACES)]
fn draw_all(bencher: Bencher<'_, '_>, place: &str) {
    let mut session = session(place);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| {
        buffer.reset();
        session.draw(&mut buffer)
    });
}

#[divan::bench(args = ["role:data-scientist j k", "role:data-scientist pgdn pgup", "role:data-scientist ] [",
    "role:data-scientist / esc", "list:roles j k"])]
fn keys_and_frames(bencher: Bencher<'_, '_>, story: &str) {
    let (place, keys) = story.split_once(' ').unwrap_or((story, ""));
    let mut session = session(place);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| {
        for key in keys.split(' ') {
            session.press(key);
            buffer.reset();
            session.draw(&mut buffer);
        }
    });
}

/// The same in front of a room: stops of a tour, and pages opened from them.
#[divan::bench(args = ["tour:who-is-an-ai-engineer/4 j k", "tour:who-is-an-ai-engineer/4 ] [",
    "tour:who-is-an-ai-engineer/4 n p", "role:data-scientist j k", "role:data-scientist pgdn pgup"])]
fn keys_and_frames_on_stage(bencher: Bencher<'_, '_>, story: &str) {
    let (place, keys) = story.split_once(' ').unwrap_or((story, ""));
    let library = built_in();
    let link = library.resolve(place).unwrap_or_else(|error| panic!("{error}"));
    let app = App::new(library, Profile::default(), &link, Looks::default());
    let mut session = Session::new(app.on_stage(Theme::ProjectorDark), 100, 28);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 28));
    bencher.bench_local(|| {
        for key in keys.split(' ') {
            session.press(key);
            buffer.reset();
            session.draw(&mut buffer);
        }
    });
}

/// A point ticked, an answer graded and taken back, while a question is open.
#[divan::bench(args = ["space", "3 u"])]
fn practise(bencher: Bencher<'_, '_>, keys: &str) {
    let mut session = session("practice:data-scientist");
    session.press("enter space");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    bencher.bench_local(|| {
        session.press(keys);
        session.draw(&mut buffer)
    });
}
