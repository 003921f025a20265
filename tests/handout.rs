//! Tours as they are shown and handed out: HTML that a browser, a printer and a screen reader can use, Markdown, and pictures.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use roledex::app::{App, Looks, Theme};
use roledex::content::Library;
use roledex::content::model::Level;
use roledex::page::block::Block;
use roledex::page::tour::{handed_out, is_broken, stop_place};
use roledex::page::{self, Page, Reader};
use roledex::picture;
use roledex::print::{Document, html, markdown};
use roledex::profile::{Change, Profile};
use roledex::session::Session;
use roledex::view::stage::{Fit, fit};
use scraper::{ElementRef, Html, Selector};

static SHIPPED: LazyLock<Arc<Library>> =
    LazyLock::new(|| Arc::new(Library::built_in().expect("the shipped pack is good")));
static FIXED: LazyLock<Arc<Library>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack");
    Arc::new(Library::from_folder(&folder).expect("the fixed pack is good"))
});

fn tour<'l>(library: &'l Library, id: &str, with_notes: bool) -> Document<'l> {
    let tour = library.tour(id).expect("a tour");
    let stops = 1..=u16::try_from(tour.stop.len()).expect("few stops");
    let stops =
        stops.filter_map(|number| handed_out(library, Reader::NOBODY, (id, number), None, with_notes));
    Document::of(library, stops.collect()).titled(tour.title.to_string(), tour.length())
}

fn pages<'l>(library: &'l Library, places: &[&str]) -> Document<'l> {
    let page = |place: &&str| -> Page {
        page::build(library, Reader::NOBODY, &library.resolve(place).expect("a place").place)
    };
    Document::of(library, places.iter().map(page).collect())
}

fn as_html(document: &Document<'_>) -> String {
    let mut out = Vec::new();
    html::write(document, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

/// Elements that a selector finds.
fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>()
}

/// All that has to be so of every HTML file.
fn examine(name: &str, text: &str) {
    assert!(text.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{name}");
    let html = Html::parse_document(text);
    assert_eq!(html.errors, Vec::<std::borrow::Cow<'static, str>>::new(), "{name}");
    headings(name, &html);
    anchors(name, &html);
    for table in all(&html, "table") {
        let heads: Vec<_> = table.select(&Selector::parse("th").expect("a selector")).collect();
        let scoped = heads.iter().all(|head| matches!(head.attr("scope"), Some("col" | "row")));
        assert!(!heads.is_empty() && scoped, "{name}: {}", table.html());
    }
    for drawing in all(&html, "svg") {
        let title = drawing.select(&Selector::parse("title").expect("a selector")).next().expect("a title");
        assert_eq!(drawing.attr("role"), Some("img"), "{name}");
        assert_eq!(drawing.attr("aria-labelledby"), title.attr("id"), "{name}");
        assert!(words(title).len() > 20, "{name}: it says what is drawn");
    }
    // Nothing is fetched and nothing runs.
    assert_eq!(
        all(&html, "script, link, img, iframe, object, embed, [src], [onclick], [onload]").len(),
        0,
        "{name}"
    );
    let style: String = all(&html, "style").into_iter().map(words).collect();
    assert!(!style.contains("url(") && !style.contains("@import"), "{name}");
    assert!(style.contains("color-scheme: light dark") && style.contains("@media print"), "{name}");
}

fn headings(name: &str, html: &Html) {
    let levels: Vec<_> = all(html, "h1, h2, h3, h4, h5, h6")
        .into_iter()
        .map(|heading| heading.value().name()[1..].parse::<usize>().expect("a level"))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
    assert_eq!(levels.first(), Some(&1), "{name}");
    let jumps = levels.windows(2).find(|pair| pair[1] > pair[0] + 1);
    assert_eq!(jumps, None, "{name}: no level is left out");
    assert!(all(html, "h1, h2, h3").into_iter().all(|heading| !words(heading).trim().is_empty()), "{name}");
}

fn anchors(name: &str, html: &Html) {
    let ids: Vec<_> = all(html, "[id]").into_iter().filter_map(|one| one.attr("id")).collect();
    let distinct: HashSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{name}: an id stands twice");
    for link in all(html, "a") {
        let address = link.attr("href").expect("where it leads");
        match address.strip_prefix('#') {
            Some(anchor) => {
                let target = percent_encoding::percent_decode_str(anchor).decode_utf8().expect("UTF-8");
                assert!(distinct.contains(&&*target), "{name}: #{anchor} leads nowhere");
            }
            None => assert!(
                address.starts_with("https://") || address.starts_with("http://"),
                "{name}: {address}"
            ),
        }
    }
}

#[test]
fn every_tour_can_be_handed_out() {
    let shipped: Vec<_> = SHIPPED.tours().map(|tour| tour.id.clone()).collect();
    assert!(shipped.len() >= 3, "{shipped:?}");
    let ours = shipped.iter().map(|id| (&**SHIPPED, id.as_str()));
    for (library, id) in ours.chain([(&**FIXED, "bread")]) {
        for with_notes in [false, true] {
            let document = tour(library, id, with_notes);
            let text = as_html(&document);
            examine(id, &text);
            let html = Html::parse_document(&text);
            let stops = &library.tour(id).expect("a tour").stop;
            assert_eq!(all(&html, "article").len(), stops.len());
            assert_eq!(all(&html, "nav a").len(), stops.len() + 1, "every stop and the sources");
            let said = words(all(&html, "body")[0]);
            for stop in stops {
                assert!(said.contains(stop.title.as_str()), "{id}: {}", stop.title.as_str());
                let ask = stop.vote.as_ref().is_none_or(|vote| said.contains(vote.ask.as_str()));
                assert!(ask, "{id}: the question of {}", stop.title.as_str());
                for note in &stop.say {
                    assert_eq!(said.contains(note.text.as_str()), with_notes, "{id}: {}", note.text.as_str());
                }
            }
        }
    }
}

#[test]
fn a_stop_is_handed_out_in_full() {
    let document = tour(&FIXED, "bread", false);
    let html = Html::parse_document(&as_html(&document));
    let said = words(all(&html, "body")[0]);
    // What the stage leaves to `z` stands here: caveats, and what speaks against it.
    for row in document.pages.iter().flat_map(|page| &page.blocks).flat_map(|block| block.rows()) {
        assert!(said.contains(&row.text), "{}", row.text);
        for remark in &row.remarks {
            let is_there = said.contains(&remark.text) || (remark.again && said.contains(remark.said()));
            assert!(is_there, "{}", remark.text);
        }
    }
}

#[test]
fn sources_are_numbered_in_the_order_in_which_they_are_cited() {
    for document in
        [tour(&SHIPPED, "who-is-an-ai-engineer", true), pages(&FIXED, &["baker", "stoker", "era:after"])]
    {
        let text = as_html(&document);
        let html = Html::parse_document(&text);
        let listed = all(&html, ".sources > ol > li");
        assert_eq!(listed.len(), document.sources.len());
        let cited: Vec<_> =
            all(&html, "main small a").into_iter().filter_map(|link| link.attr("href")).collect();
        let mut first: Vec<&str> = Vec::new();
        for address in cited {
            if !first.contains(&address) {
                first.push(address);
            }
        }
        let expected: Vec<_> =
            (1..=document.sources.len()).map(|number| format!("#source-{number}")).collect();
        let mut sorted = first.clone();
        sorted.sort_by_key(|address| expected.iter().position(|one| one == address));
        assert_eq!(sorted, expected, "each source is cited, and no other");
        assert_eq!(first[0], "#source-1");
        for (element, source) in listed.iter().zip(&document.sources) {
            let linked = element.select(&Selector::parse("a").expect("a selector")).count();
            assert_eq!(linked, usize::from(source.text.contains("https://")), "{}", source.label);
        }
        // Of each claim that is cited, what it says.
        for citation in document.evidence().flat_map(|evidence| &evidence.citations) {
            assert!(citation.claim.is_none() || words(all(&html, ".sources")[0]).contains(&citation.says));
        }
    }
}

#[test]
fn places_are_handed_out_alone_and_together() {
    let places = [
        "home",
        "baker",
        "stoker",
        "seller",
        "role:stoker@before",
        "compare:baker,stoker",
        "scenario:loaf",
        "source:almanac",
        "era:after",
        "list:sources",
        "question:crust-too-hard",
    ];
    let all_of_them = as_html(&pages(&FIXED, &places));
    examine("all", &all_of_them);
    let html = Html::parse_document(&all_of_them);
    let between = all(&html, "main a[href^='#']").into_iter().filter_map(|link| link.attr("href"));
    assert!(
        between.filter(|address| !address.starts_with("#source-")).count() > 5,
        "pages lead to each other"
    );
    for place in places {
        examine(place, &as_html(&pages(&FIXED, &[place])));
    }
    for place in ["role:ai-engineer@after", "compare:ai-engineer,data-scientist@after", "handovers@after"] {
        examine(place, &as_html(&pages(&SHIPPED, &[place])));
    }
}

#[test]
fn markdown_has_one_title_contents_that_lead_somewhere_and_numbered_sources() {
    let mut out = Vec::new();
    markdown::write_all(&tour(&SHIPPED, "who-is-an-ai-engineer", true), &mut out).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    let (mut headings, mut links, mut heading) = (Vec::new(), Vec::new(), None);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level as u8, String::new())),
            Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Text(text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    assert_eq!(headings.iter().filter(|(level, _)| *level == 1).count(), 1);
    assert!(headings.windows(2).all(|pair| pair[1].0 <= pair[0].0 + 1), "{headings:?}");
    let slug = |title: &str| title.to_lowercase().replace(['.', ',', '?', '\'', '·'], "").replace(' ', "-");
    let anchors: HashSet<_> = headings.iter().map(|(_, title)| format!("#{}", slug(title))).collect();
    let inner: Vec<_> = links.iter().filter(|link| link.starts_with('#')).collect();
    assert_eq!(inner.len(), SHIPPED.tour("who-is-an-ai-engineer").expect("a tour").stop.len() + 1);
    for link in inner {
        assert!(anchors.contains(link), "{link} leads nowhere: {anchors:?}");
    }
    assert!(text.contains("\n1. **") && text.contains("\n2. **"), "sources are numbered");
    // What stands there already is numbered, as its heading is.
    let mut out = Vec::new();
    markdown::write_all(&pages(&FIXED, &["role:baker@before", "role:baker@after"]), &mut out)
        .expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("(#baker)") && text.contains("(#baker-1)"), "{text}");
}

#[test]
fn a_project_is_handed_out_in_all_eras_unless_one_is_asked_for() {
    let columns = |era: Option<&str>| {
        let page = handed_out(&FIXED, Reader::NOBODY, ("bread", 3), era, false).expect("a stop");
        let grids = page.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid.columns.clone()),
            _ => None,
        });
        grids.collect::<Vec<_>>().concat()
    };
    assert_eq!(columns(None), ["before", "after"], "what the speaker turned");
    assert_eq!(columns(Some("after")), ["after"]);
    assert!(handed_out(&FIXED, Reader::NOBODY, ("bread", 5), None, false).is_none());
}

/// The words of a picture, put back where they stand.
fn read(svg: &str, lines: usize) -> Vec<String> {
    let html = Html::parse_fragment(svg);
    let mut grid: Vec<Vec<(usize, String)>> = vec![Vec::new(); lines];
    for text in all(&html, "text") {
        let at = |name: &str| text.attr(name).and_then(|at| at.parse::<usize>().ok()).expect("a number");
        grid[at("y") / 20].push((at("x") / 10, words(text)));
    }
    let line = |parts: Vec<(usize, String)>| {
        let mut line = String::new();
        for (column, words) in parts {
            line.extend(std::iter::repeat_n(' ', column.saturating_sub(line.chars().count())));
            line.push_str(&words);
        }
        line
    };
    grid.into_iter().map(line).collect()
}

#[test]
fn a_picture_has_the_words_of_the_screen_as_text() {
    for place in ["home", "role:baker@after", "scenario:loaf"] {
        let link = FIXED.resolve(place).expect("a place");
        let app = App::new(
            Arc::clone(&FIXED),
            Profile::default(),
            &link,
            Looks { theme: Theme::Dark, ..Looks::default() },
        );
        let mut session = Session::new(app, 100, 30);
        let picture = picture::svg(&mut session, "A picture");
        assert!(picture.contains("<title id=\"title\">A picture</title>"));
        assert!(!picture.contains("<script") && !picture.contains("href="));
        // Block elements are drawn, so that no font leaves seams between them.
        let screen = session.screen().replace(['█', '▌', '▐', '▀', '▄', '\u{a0}'], " ");
        let screen: Vec<_> = screen.lines().map(str::trim_end).collect();
        let seen = read(&picture, 30);
        for (line, (seen, shown)) in seen.iter().zip(&screen).enumerate() {
            // A wide letter fills two columns.
            if shown.is_ascii() || !shown.contains('模') {
                assert_eq!(seen.trim_end(), *shown, "{place}, line {line}");
            }
        }
    }
}

#[test]
fn a_picture_of_a_stop_is_of_the_stage() {
    let link = FIXED.resolve("tour:bread/2").expect("a place");
    let app = App::new(Arc::clone(&FIXED), Profile::default(), &link, Looks::default());
    let picture = picture::svg(&mut Session::new(app.on_stage(Theme::ProjectorLight), 100, 28), "Stop");
    assert!(picture.contains("<path fill=\"#000000\""), "large letters are drawn");
    assert!(picture.contains("fill=\"#ffffff\""), "on the ground of the theme");
    assert!(read(&picture, 28).iter().any(|line| line.contains("shapes loaves by weight")));
}

#[test]
fn every_stop_of_every_tour_has_a_title_notes_and_room_on_a_projector() {
    let mut minutes = Vec::new();
    for tour in SHIPPED.tours() {
        let sum: u16 = tour.stop.iter().map(|stop| stop.minutes).sum();
        assert_eq!(sum, tour.minutes, "{}", tour.id);
        minutes.push(tour.minutes);
        for (number, stop) in (1..).zip(&tour.stop) {
            let title = stop.title.as_str();
            assert!(
                title.is_ascii() && title.len() <= 24,
                "{}: {title:?} is no line of large letters",
                tour.id
            );
            assert!(!stop.say.is_empty(), "{}: {title} has no notes", tour.id);
            let link = stop_place(&tour.id, number).into();
            let app = App::new(Arc::clone(&SHIPPED), Profile::default(), &link, Looks::default());
            let app = app.on_stage(Theme::ProjectorDark);
            let Fit { shown, of, is_titled } = fit(&app, 100, 28);
            assert!(is_titled, "{}: {title} is not in large letters", tour.id);
            assert_eq!(shown, of, "{}: {title} does not fit", tour.id);
            assert!(!is_broken(app.page().page()), "{}: {title} shows nothing", tour.id);
        }
    }
    minutes.sort_unstable();
    assert_eq!(minutes, [15, 20, 25]);
}

#[test]
fn a_stop_tells_nothing_of_who_leads_the_tour() {
    let mut profile = Profile::default();
    for library in [&*FIXED, &*SHIPPED] {
        let known = library.skills().map(|skill| Change::Skill(skill.id.clone(), Level::of(3)));
        known.for_each(|change| profile.apply(&change));
        let leader = Reader { profile: &profile, ..Reader::NOBODY };
        for (tour, number) in
            library.tours().flat_map(|tour| (1..).take(tour.stop.len()).map(move |at| (tour, at)))
        {
            let at_home = |reader| handed_out(library, reader, (&tour.id, number), None, true);
            assert_eq!(at_home(leader), at_home(Reader::NOBODY), "{} {number}", tour.id);
            let place = stop_place(&tour.id, number);
            assert_eq!(page::build(library, leader, &place), page::build(library, Reader::NOBODY, &place));
        }
    }
}
