//! What Markdown and HTML say when somebody else reads them.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use roledex::content::Library;
use roledex::page::Page;
use roledex::page::block::{Bar, Block, Heading};
use roledex::page::grid::{Cell, Grid, GridRow};
use roledex::page::row::{Evidence, Mark, Remark, Row, Symbol};
use roledex::place::{Kind, Place};
use roledex::print::{Document, html, markdown, text};
use roledex::typeset::Setting;
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

/// A page on which a text stands wherever one can be emphasised.
fn page_of_names(text: &str) -> Page {
    let mark = Mark { symbol: Symbol::Moved, word: text.to_owned() };
    let remark = Remark {
        label: text.to_owned().into(),
        attribution: text.to_owned(),
        ..Remark::new("", text.to_owned())
    };
    let named =
        Row { key: "b/1".to_owned(), label: text.to_owned(), remarks: vec![remark], ..Row::default() };
    let marked =
        Row { mark: Some(mark), attribution: text.to_owned(), text: text.to_owned(), ..named.clone() };
    let grid = Grid {
        columns: vec![text.to_owned()],
        rows: vec![GridRow {
            row: named.clone(),
            cells: vec![Cell::Doers(None, text.to_owned())],
            same: false,
        }],
        folds_remarks: false,
    };
    let table = Grid {
        rows: vec![GridRow { row: marked.clone(), cells: vec![Cell::Yes], same: false }],
        ..grid.clone()
    };
    let bar = Bar { row: named.clone(), level: 1, word: text.to_owned(), known: None };
    let heading = Heading { section: "a".to_owned(), title: text.to_owned(), note: text.to_owned() };
    let mut page = page_of(text);
    page.blocks = vec![
        Block::Heading(heading),
        Block::Text(vec![named.clone(), marked.clone()]),
        Block::List(vec![named, marked]),
        Block::Grid(grid),
        Block::Grid(table),
        Block::Bars(vec![bar]),
    ];
    page
}

#[test]
fn markdown_is_made_of_names_that_end_in_blanks_or_a_backslash() {
    let times = |name: &str| read(&as_markdown(&page_of_names(name))).matches("Baker").count();
    for name in ["Baker ", "Baker\t", "Baker\u{a0}", "Baker\\", " Baker"] {
        assert_eq!(times(name), times("Baker"), "{name:?}");
    }
    for name in ["", " ", "\\"] {
        assert_eq!(times(name), 0, "{name:?}");
    }
}

#[test]
fn every_face_tells_the_year_of_an_editorial_figure() {
    let mut page = page_of("Bakers sleep six hours.");
    let evidence = Evidence { editorial: true, as_of: Some("1901".to_owned()), ..Evidence::default() };
    if let Block::Text(rows) = &mut page.blocks[0] {
        rows[0].evidence = evidence;
    }
    let mut text = Vec::new();
    text::write(&page, &Setting::new(80), &mut text).expect("memory can be written");
    let text = String::from_utf8(text).expect("UTF-8");
    for face in [text, as_markdown(&page), as_html(&[page])] {
        assert!(face.contains("editorial; as of 1901"), "{face}");
    }
}
