//! Places print as they parse, and a bad one says what is wrong.

use proptest::prelude::*;

use super::*;
use crate::visible::first_invisible;

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9-]{0,11}"
}

fn column_lists() -> impl Strategy<Value = Vec<Column>> {
    let bare = prop::collection::vec(id().prop_map(|role| Column { role, era: None }), 2..=4);
    let dated =
        prop::collection::vec((id(), id()).prop_map(|(role, era)| Column { role, era: Some(era) }), 2..=4);
    prop_oneof![bare, dated]
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Home),
        Just(Kind::Handovers),
        Just(Kind::Fit),
        prop::sample::select(Listed::ALL).prop_map(Kind::List),
        id().prop_map(Kind::Era),
        id().prop_map(Kind::Role),
        id().prop_map(Kind::Scenario),
        id().prop_map(Kind::Tool),
        id().prop_map(Kind::Toolkit),
        id().prop_map(Kind::Skill),
        id().prop_map(Kind::Actor),
        id().prop_map(Kind::Mock),
        id().prop_map(Kind::Question),
        (id(), prop::option::of("[A-Za-z0-9-]{1,6}")).prop_map(|(id, claim)| Kind::Source { id, claim }),
        prop_oneof![Just(Vec::new()), column_lists()].prop_map(Kind::Compare),
        prop::option::of((id(), id())).prop_map(Kind::Route),
        prop::option::of(id()).prop_map(Kind::Practice),
        prop::option::of(id()).prop_map(Kind::Progress),
        prop::option::of((id(), prop::option::of(1u16..))).prop_map(Kind::Tour),
        "\\PC*".prop_filter("shown", |text| first_invisible(text).is_none()).prop_map(Kind::Search),
    ]
}

fn links() -> impl Strategy<Value = Link> {
    (kinds(), prop::option::of(id()), prop::option::of("[a-z]{1,5}(/[a-z-]{1,8})?")).prop_map(
        |(kind, era, key)| {
            // A comparison whose columns name their eras has no era of its own.
            let dated =
                matches!(&kind, Kind::Compare(columns) if columns.iter().any(|column| column.era.is_some()));
            Link { place: Place { kind, era: era.filter(|_| !dated) }, key }
        },
    )
}

proptest! {
    #[test]
    fn what_is_printed_parses_to_the_same(link in links()) {
        prop_assert_eq!(Link::parse(&link.to_string()), Ok(link));
    }

    #[test]
    fn any_text_parses_or_is_refused_in_one_plain_line(text in any::<String>()) {
        if let Err(error) = Link::parse(&text) {
            let message = error.to_string();
            prop_assert!(!message.is_empty());
            prop_assert!(!message.contains(|c: char| c.is_control()), "{:?}", message);
        }
    }
}

const UNKNOWN_KIND: &str = "no kind of place is called \"xyzzy\"; the kinds are home, list, era, handovers, role, \
                            scenario, tool, toolkit, skill, actor, source, compare, route, fit, practice, mock, \
                            progress, question, tour, search";

#[test]
fn projects_are_listed_by_either_name() {
    for text in ["list:projects", "list:Projects", "list:scenarios"] {
        let place = Place::parse(text).expect("a list");
        assert_eq!(place.to_string(), "list:scenarios");
    }
}

#[test]
fn a_bad_place_says_what_is_wrong() {
    let cases = [
        ("", "no place was named; try \"home\" or \"role:ai-engineer\""),
        ("rolle:x", "no kind of place is called \"rolle\"; did you mean \"role\"?"),
        ("xyzzy", UNKNOWN_KIND),
        ("role:", "\"role\" alone is no place; say which after a colon, as in \"role:ai-engineer\""),
        ("mock", "\"mock\" alone is no place; say which after a colon, as in \"mock:ai-engineer\""),
        ("tool", "\"tool\" alone is no place; say which after a colon, as in \"tool:ID\""),
        ("list:hand-overs", "hand-overs are no list, but one page: \"handovers\""),
        ("home:x", "\"home\" takes nothing after it; write \"home\" alone"),
        ("role:a,b", "\"a,b\" is no id: ids are lower-case letters, digits and hyphens"),
        (
            "role:a@",
            "nothing stands behind the \"@\"; name an era, as in \"@before\", there, or leave it out",
        ),
        (
            "home#",
            "nothing stands behind the \"#\"; name a part of the page, as in \"#does\", there, or leave it out",
        ),
        ("compare:a", "a comparison has two to four roles, this one has 1"),
        ("compare:a,b,c,d,e", "a comparison has two to four roles, this one has 5"),
        ("route:a", "a route has two ends, as in \"route:data-scientist,ai-engineer\""),
        ("tour:x/0", "\"0\" is no stop: stops count from 1"),
        (
            "search:%ff",
            "the text of \"search:\" must be percent-encoded UTF-8 without characters that cannot be seen",
        ),
        (
            "search:%1b[31m",
            "the text of \"search:\" must be percent-encoded UTF-8 without characters that cannot be seen",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(Link::parse(text).map_err(|error| error.to_string()), Err(message.to_owned()), "{text}");
    }
    let mixed = Link::parse("compare:a@before,b,c@after").map_err(|error| error.to_string());
    assert!(
        mixed.is_err_and(|message| message.starts_with("either every column names its era or none does"))
    );
    let list = Link::parse("list:rolse").map_err(|error| error.to_string());
    assert!(list.is_err_and(|message| { message == "\"rolse\" cannot be listed; did you mean \"roles\"?" }));
}

/// Bookmarks are shown as they are written, and come from elsewhere when a profile is imported.
#[test]
fn no_place_holds_what_cannot_be_seen() {
    for text in [
        "role:a\u{202e}b",
        "role:a@b\u{1b}[31m",
        "compare:a@x\u{200b},b@y",
        "home#does/\u{7}",
        "source:a.\u{ad}",
    ] {
        let error = Link::parse(text).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains("is no id")), "{text:?}");
    }
}

#[test]
fn a_place_alone_has_no_key() {
    for text in ["role:a@b#", "role:a@b#c", "home@b#c", "compare:a,b@c#d"] {
        assert!(matches!(Place::parse(text), Err(PlaceError::BadId(_))), "{text}");
    }
    assert!(Link::parse("role:a@b#c").is_ok_and(|link| link.key.as_deref() == Some("c")));
}

#[test]
fn the_last_era_of_a_comparison_is_the_places_unless_all_have_one() {
    let shared = Place::parse("compare:a,b@after").expect("a comparison");
    assert_eq!(shared.era.as_deref(), Some("after"));
    let each = Place::parse("compare:a@before,a@after").expect("a comparison");
    assert_eq!(each.era, None);
    assert!(matches!(each.kind, Kind::Compare(columns) if columns.iter().all(|column| column.era.is_some())));
}

#[test]
fn ids_are_lower_case_letters_digits_and_hyphens() {
    assert!(is_id("ml-engineer") && is_id("onet-29-2"));
    assert!(!is_id("") && !is_id("ML") && !is_id("a b") && !is_id("a.b") && !is_id("ö"));
    assert!(is_claim_key("S9") && !is_claim_key("S 9"));
}
