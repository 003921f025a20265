//! Bytes to keys: wherever a line cuts what a terminal sends, the keys are the same, and none of them ends a sitting
//! but those that should.
//!
//! The first byte says where the sitting begins, the second how the screen looks, and the third how long the pieces are
//! in which the rest arrives.

#![no_main]

use std::alloc::System;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roledex::app::key::{Input, Key};
use roledex::app::{Action, App, Dress, Effect, Looks};
use roledex::content::Library;
use roledex::moment::Moment;
use roledex::profile::Profile;
use roledex::session::Session;
use roledex::ssh::decoder::Decoder;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Where sittings begin.
const PLACES: &[&str] = &[
    "home",
    "practice:baker",
    "mock:baker",
    "tour:bread/1",
    "compare:baker,seller",
    "search:knead",
    "list:skills",
    "scenario:loaf",
];
/// The most that a sitting is told; more is only decoded.
const INPUTS: usize = 40;
/// How much a decoder may hold: the longest paste, and what is unfinished.
const MOST: usize = 72 * 1024;
/// How much is sent to see that it holds no more.
const MUCH: usize = 128 * 1024;

static LIBRARY: LazyLock<Arc<Library>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pack");
    Arc::new(Library::from_folder(&folder).expect("the small pack is good"))
});

fuzz_target!(|bytes: &[u8]| {
    let [place, looks, piece, bytes @ ..] = bytes else { return };
    let inputs = decode(bytes, usize::from(*piece) + 1);
    holds_little(bytes);
    sit(usize::from(*place), *looks, inputs);
});

/// Decodes the bytes as a whole, in pieces, and one by one.
fn decode(bytes: &[u8], piece: usize) -> Vec<Input> {
    let read = |size: usize| {
        let mut decoder = Decoder::default();
        let mut inputs: Vec<_> = bytes.chunks(size).flat_map(|piece| decoder.feed(piece)).collect();
        let patience = decoder.patience();
        let late = decoder.give_up();
        assert!(patience.is_some() || late.is_empty(), "what is finished holds nothing back");
        assert_eq!(decoder.patience(), None, "nothing is waited for once it was given up");
        inputs.extend(late);
        let after = decoder.feed(b"\x1b[A");
        assert_eq!(after, [Input::Key(Key::Up)], "nothing spoils what comes after");
        (inputs, patience)
    };
    let whole = read(bytes.len().max(1));
    assert_eq!(read(piece), whole);
    assert_eq!(read(1), whole);
    whole.0
}

/// What is unfinished comes over and over: what is kept of it has an end.
fn holds_little(bytes: &[u8]) {
    let memory = Region::new(MEMORY);
    let mut decoder = Decoder::default();
    drop(decoder.feed(bytes));
    // What ends with its last byte begins anew each time.
    if decoder.patience().is_none() {
        return;
    }
    for _ in 0..MUCH / bytes.len().max(1) {
        drop(decoder.feed(bytes));
    }
    let change = memory.change();
    let held = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
    assert!(held <= MOST, "{held} bytes are held");
}

/// Does in a sitting what was decoded, and looks at the screen after each.
fn sit(place: usize, looks: u8, inputs: Vec<Input>) {
    let link = LIBRARY.resolve(PLACES[place % PLACES.len()]).expect("a place");
    let (columns, lines) = [(80, 24), (80, 24), (120, 36), (20, 6)][usize::from(looks & 3)];
    let dress = [Dress::Explorer, Dress::Explorer, Dress::Stage, Dress::Notes][usize::from(looks >> 2 & 3)];
    let wanted = Looks { dress, ascii: looks & 16 != 0, ..Looks::default() };
    let library = Arc::clone(&LIBRARY);
    let app = if looks & 32 == 0 {
        App::new(library, Profile::default(), &link, wanted)
    } else {
        App::served(library, Profile::default(), &link, wanted, Arc::default())
    };
    let mut session = Session::new(app, columns, lines);
    session.update(Action::Time(Moment(1_795_000_000_000)));
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, lines));
    for input in inputs.into_iter().take(INPUTS) {
        let Some(action) = session.app().wanted(input) else { continue };
        if session.update(action) == Effect::Quit {
            return;
        }
        buffer.reset();
        let cursor = session.draw(&mut buffer);
        assert!(cursor.is_none_or(|(x, y)| x < columns && y < lines), "{cursor:?}");
        let symbols = buffer.content.iter().flat_map(|cell| cell.symbol().chars());
        let odd = symbols.into_iter().find(|c| c.is_control());
        assert_eq!(odd, None, "a cell holds what a terminal would do");
    }
    // Who presents is asked once whether they mean it.
    assert!((0..2).any(|_| session.key(Key::Ctrl('c')) == Effect::Quit), "nobody can leave");
}
