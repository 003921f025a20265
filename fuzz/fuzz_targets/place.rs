//! A place from text: what is read prints as it is read, and leads somewhere or says why not.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use roledex::content::Library;
use roledex::page::{self, Reader};
use roledex::place::{Link, Place};
use roledex::print::text;
use roledex::typeset::Setting;
use roledex::visible::first_invisible;

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::built_in_and_checked().expect("the built-in pack is good"));

fuzz_target!(|text: &str| {
    match Place::parse(text) {
        Ok(place) => assert_eq!(Place::parse(&place.to_string()).as_ref(), Ok(&place)),
        Err(error) => is_one_line(&error.to_string()),
    }
    match Link::parse(text) {
        Ok(link) => assert_eq!(Link::parse(&link.to_string()).as_ref(), Ok(&link)),
        Err(error) => is_one_line(&error.to_string()),
    }
    match LIBRARY.resolve(text) {
        Ok(link) => {
            assert_eq!(LIBRARY.resolve(&link.to_string()).as_ref(), Ok(&link), "what is canonical stays so");
            has_a_page(&link.place);
        }
        Err(error) => is_one_line(&error.to_string()),
    }
});

fn is_one_line(message: &str) {
    assert!(!message.is_empty() && !message.contains(char::is_control), "{message:?}");
}

/// Every place that is there has a page, and nothing of it reaches a terminal as a command.
fn has_a_page(place: &Place) {
    let page = page::build(&LIBRARY, Reader::NOBODY, place);
    let mut out = Vec::new();
    text::write(&page, &Setting::new(80), &mut out).expect("memory can be written");
    let text = String::from_utf8(out).expect("text is UTF-8");
    assert_eq!(text.lines().find_map(first_invisible), None, "{text}");
}
