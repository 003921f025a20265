//! What Markdown and HTML say when somebody else reads them.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use roledex::content::Library;
use roledex::page::Page;
use roledex::page::block::Block;
use roledex::page::row::Row;
use roledex::place::{Kind, Place};
use roledex::print::{Document, html, markdown};
use scraper::{Html, Selector};

fn page_of(text: &str) -> Page {
    let row = Row { key: "a/1".to_owned(), text: text.to_owned(), ..Row::default() };
    let labelled =
        Row { key: "b/1".to_owned(), label: text.to_owned(), note: text.to_owned(), ..row.clone() };
    Page {
        place: Place::from(Kind::Search(text.to_owned())),
        title: text.to_owned(),
        subtitle: text.to_owned(),
        blocks: vec![Block::Text(vec![row]), Block::List(vec![labelled])],
    }
}

fn as_markdown(page: &Page) -> String {
    let mut out = Vec::new();
    markdown::write(page, &mut out).expect("Markdown can be made of any text");
    String::from_utf8(out).expect("UTF-8")
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    Library::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack"))
        .expect("the fixed pack is good")
});

fn as_html(pages: &[Page]) -> String {
    let mut out = Vec::new();
    html::write(&Document::of(&LIBRARY, pages.to_vec()), &mut out).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

/// The words that a Markdown reader sees.
fn read(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::InlineHtml(html) | Event::Html(html) => panic!("{html:?} became HTML in {markdown:?}"),
            _ => {}
        }
    }
    words
}

proptest! {
    #[test]
    fn markdown_shows_any_text_as_it_is(text in "[!-~é模]{1,9}( [!-~é模]{1,9}){0,6}") {
        let page = page_of(&text);
        let seen = read(&as_markdown(&page)).replace(' ', "");
        prop_assert!(seen.matches(&text.replace(' ', "")).count() >= 4, "{text:?} became {seen:?}");
    }

    #[test]
    fn html_shows_any_text_as_it_is(text in "[ -~é模]{1,40}") {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!text.is_empty());
        let document = Html::parse_document(&as_html(&[page_of(&text)]));
        prop_assert_eq!(&document.errors, &Vec::<std::borrow::Cow<'static, str>>::new());
        let h1 = Selector::parse("h1").expect("a selector");
        let seen: String = document.select(&h1).flat_map(|title| title.text()).collect();
        prop_assert_eq!(seen, text);
    }
}
