//! The shipped pack, walked from end to end.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::date;
use roledex::content::check::check;
use roledex::content::model::{Claim, EDITORIAL, Seniority, Tour};
use roledex::content::{Entry, Library};
use roledex::handover;
use roledex::moment::Moment;
use roledex::page::block::Block;
use roledex::page::row::{Row, Subject};
use roledex::page::{self, Page, Reader};
use roledex::place::{Kind, Listed, Place};
use roledex::print::{Document, html, markdown, text};
use roledex::profile::Profile;
use roledex::project::{self, Counts};
use roledex::question::made;
use roledex::record;
use roledex::typeset::Setting;
use unicode_width::UnicodeWidthStr;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::built_in().expect("the shipped pack is good"));

fn build(place: &str) -> Page {
    page::build(
        &LIBRARY,
        Reader::NOBODY,
        &LIBRARY.resolve(place).unwrap_or_else(|error| panic!("{place}: {error}")).place,
    )
}

/// Every place of the shipped pack that has a page, in every era.
fn places() -> Vec<String> {
    let library = &*LIBRARY;
    let mut places = vec!["home".to_owned()];
    places.extend(Listed::ALL.iter().map(|list| format!("list:{}", list.word())));
    places.extend(library.roles().iter().map(|role| format!("role:{}", role.id)));
    let stops = |tour: &Entry<Tour>| {
        (1..=tour.stop.len()).map(|stop| format!("tour:{}/{stop}", tour.id)).collect::<Vec<_>>()
    };
    places.extend(library.tours().flat_map(|tour| [vec![format!("tour:{}", tour.id)], stops(tour)].concat()));
    places.extend(library.actors().map(|actor| format!("actor:{}", actor.id)));
    places.extend(library.skills().map(|skill| format!("skill:{}", skill.id)));
    places.extend(library.toolkits().map(|kit| format!("toolkit:{}", kit.id)));
    places.extend(library.tools().map(|tool| format!("tool:{}", tool.id)));
    places.extend(["handovers", "fit", "route", "practice", "progress"].map(str::to_owned));
    for role in library.roles() {
        places.extend(["practice", "mock", "progress"].map(|kind| format!("{kind}:{}", role.id)));
    }
    places.extend(library.questions().iter().map(|question| format!("question:{}", question.id)));
    let made = library.eras().iter().flat_map(|era| made::all(library, None, &era.id));
    places.extend(made.map(|question| format!("question:{}", question.id)));
    let ids: Vec<_> = library.roles().iter().map(|role| role.id.clone()).collect();
    places.extend(ids.iter().map(|role| format!("route:me,{role}")));
    // From each to the next; all pairs are in tests/ways.rs.
    places.extend(ids.iter().zip(ids.iter().cycle().skip(1)).map(|(from, to)| format!("route:{from},{to}")));
    for (index, one) in ids.iter().enumerate() {
        places.extend(ids[index + 1..].iter().map(|other| format!("compare:{one},{other}")));
        let eras: Vec<_> = library.eras().iter().map(|era| format!("{one}@{}", era.short.as_str())).collect();
        places.push(format!("compare:{}", eras.join(",")));
    }
    let dated = |place: &String| {
        let eras = library.eras().iter().map(|era| format!("{place}@{}", era.short.as_str()));
        if place.matches('@').count() > 0 { vec![place.clone()] } else { eras.collect() }
    };
    let mut places: Vec<_> = places.iter().flat_map(dated).collect();
    places.extend(library.eras().iter().map(|era| format!("era:{}", era.short.as_str())));
    for project in library.scenarios() {
        places.push(format!("scenario:{}", project.id));
        let eras = library.eras().iter();
        places.extend(eras.map(|era| format!("scenario:{}@{}", project.id, era.short.as_str())));
    }
    for source in library.sources() {
        places.push(format!("source:{}", source.id));
        places.extend(source.claim.keys().map(|key| format!("source:{}.{}", source.id, key.as_str())));
    }
    places
}

#[test]
fn every_page_is_canonical_and_builds_in_every_face() {
    let places = places();
    assert!(places.len() > 400, "only {} places were walked", places.len());
    for place in &places {
        let page = build(place);
        assert_eq!(LIBRARY.resolve(&page.place.to_string()), Ok(page.place.clone().into()), "{place}");
        assert!(!page.title.is_empty(), "{place} has no title");
        let mut out = Vec::new();
        markdown::write(&page, &mut out).unwrap_or_else(|error| panic!("{place} as Markdown: {error}"));
        html::write(&Document::of(&LIBRARY, vec![page]), &mut out)
            .unwrap_or_else(|error| panic!("{place} as HTML: {error}"));
    }
}

#[test]
fn every_page_fits_45_columns_and_80() {
    for (place, width) in places().iter().flat_map(|place| [(place, 45), (place, 80)]) {
        let mut out = Vec::new();
        text::write(&build(place), &Setting { aloud: true, ..Setting::new(width) }, &mut out)
            .expect("memory");
        for line in String::from_utf8(out).expect("UTF-8").lines() {
            assert!(line.width() <= width, "{place}: {line:?}");
        }
    }
}

#[test]
fn what_both_eras_have_has_the_same_key_in_both() {
    for role in LIBRARY.roles() {
        let rows = |era: &str| -> BTreeMap<String, String> {
            let page = build(&format!("role:{}@{era}", role.id));
            page.blocks.iter().flat_map(Block::rows).map(|row| (row.key.clone(), row.text.clone())).collect()
        };
        let (before, after) = (rows("before"), rows("after"));
        for section in ["mission/", "versus/", "next/", "varies/", "entry/", "myths/", "gives/", "gets/"] {
            for (key, text) in before.iter().filter(|(key, _)| key.starts_with(section)) {
                let later = after.iter().find(|(other, same)| other.starts_with(section) && *same == text);
                assert!(later.is_none_or(|(other, _)| other == key), "{} {key} is {later:?} later", role.id);
            }
        }
    }
}

#[test]
fn every_origin_points_at_what_was_written() {
    let mut seen = 0;
    for place in places().into_iter().filter(|place| place.starts_with("role:")) {
        let page = build(&place);
        for row in page.blocks.iter().flat_map(Block::rows).filter(|row| row.key.starts_with("does/")) {
            let origin = row.origin.expect("a task stands in a file");
            let path = format!("{}/content/{}", env!("CARGO_MANIFEST_DIR"), LIBRARY.file_path(origin.file));
            let text = std::fs::read_to_string(path).expect("the shipped pack");
            assert_eq!(
                text[origin.offset..].get(1..=row.text.len()),
                Some(row.text.as_str()),
                "{place} {}",
                row.key
            );
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} tasks were seen");
}

#[test]
fn no_section_is_empty_and_no_key_stands_twice() {
    for place in places() {
        let page = build(&place);
        let mut keys = BTreeSet::new();
        let mut sections = BTreeSet::new();
        let blocks: Vec<_> = page.blocks.iter().collect();
        for (index, block) in blocks.iter().enumerate() {
            if let Block::Heading(heading) = block {
                let next = blocks.get(index + 1).map(|next| next.rows().len());
                assert!(next.is_some_and(|rows| rows > 0), "{place}: {} is empty", heading.title);
                assert!(sections.insert(&heading.section), "{place}: {} stands twice", heading.section);
            }
            for row in block.rows() {
                assert!(keys.insert(&row.key), "{place}: the key {} stands twice", row.key);
                assert!(row.key.contains('/'), "{place}: the key {} has no section", row.key);
                assert!(!row.label.is_empty() || !row.text.is_empty(), "{place}: {} says nothing", row.key);
            }
        }
        assert!(!keys.is_empty(), "{place} has no rows");
    }
}

#[test]
fn no_link_is_dead() {
    for place in places() {
        for row in build(&place).blocks.iter().flat_map(Block::rows) {
            for target in &row.links {
                let found = LIBRARY.resolve(&target.link.to_string());
                assert_eq!(found.as_ref(), Ok(&target.link), "{place}: a link of {}", row.key);
                assert!(!target.title.is_empty(), "{place}: a link of {} has no name", row.key);
            }
            match &row.subject {
                Some(Subject::Entry(subject)) => {
                    let found = LIBRARY.canonical(subject.clone());
                    assert!(found.is_ok(), "{place}: {} is about {subject}", row.key);
                }
                Some(Subject::Leaning(id)) => {
                    let all = &LIBRARY.leanings().expect("leanings").leaning;
                    assert!(all.iter().any(|one| one.id.as_str() == id), "{place}: {id}");
                }
                Some(Subject::Practice(_)) | None => {}
            }
        }
    }
}

#[test]
fn every_statement_of_a_role_says_who_says_so() {
    let sections = [
        "mission",
        "definition",
        "era",
        "does",
        "gone",
        "gets",
        "gives",
        "versus",
        "myths",
        "varies",
        "entry",
        "demand",
        "next",
    ];
    for place in places().into_iter().filter(|place| place.starts_with("role:")) {
        for row in build(&place).blocks.iter().flat_map(Block::rows) {
            let section = row.key.split('/').next().unwrap_or_default();
            let told =
                row.all_evidence().any(|evidence| evidence.editorial || !evidence.citations.is_empty());
            assert!(told || !sections.contains(&section), "{place}: {} has no source", row.key);
        }
    }
}

#[test]
fn every_entry_has_json_with_its_version() {
    for place in places().into_iter().filter(|place| !place.starts_with("compare:")) {
        let place: Place = LIBRARY.resolve(&place).expect("a place").place;
        let value = record::of(&LIBRARY, &Profile::EMPTY, Moment::default(), &place);
        // Where one chooses there is no value yet, and nothing leads to a role that is not there.
        let is_absent = match &place.kind {
            Kind::Route(Some((_, to))) => {
                let era = LIBRARY.era_or_default(place.era.as_deref());
                !LIBRARY.role(to).is_some_and(|role| role.exists_in(&era.id))
            }
            _ => false,
        };
        assert_eq!(value.is_err(), is_absent, "{place}");
        let is_begun_there = matches!(place.kind, Kind::Route(None) | Kind::Practice(_) | Kind::Mock(_));
        if is_begun_there || is_absent {
            continue;
        }
        let value = value.ok().flatten().unwrap_or_else(|| panic!("{place} has no JSON"));
        assert_eq!(value["schema_version"], 1, "{place}");
        let name = match &place.kind {
            Kind::List(list) => list.word(),
            Kind::Home => "pack",
            kind => kind.head().word(),
        };
        assert!(!value[name].is_null(), "{place}: nothing under {name:?}");
    }
}

#[test]
fn every_seed_claim_is_met_where_a_reader_looks_for_it() {
    #[derive(serde::Deserialize)]
    struct Places {
        seen: BTreeMap<String, String>,
        #[serde(flatten)]
        list: BTreeMap<String, String>,
    }
    let list = include_str!("seed_claims.toml");
    let Places { seen, list } = toml::from_str(list).expect("seed_claims.toml is two tables of texts");
    let numbered = |letter: char, last: u32| (1..=last).map(move |number| format!("{letter}{number}"));
    let mut wanted: BTreeSet<_> =
        numbered('S', 53).chain(numbered('T', 47)).chain(numbered('R', 16)).collect();
    for about_the_source in ["S4", "S53", "T1"] {
        wanted.remove(about_the_source);
    }
    assert_eq!(wanted.len(), 113);
    assert_eq!(list.keys().cloned().collect::<BTreeSet<_>>(), wanted);
    let divided: BTreeSet<_> = (10..=32).chain(40..=46).map(|number| format!("S{number}")).collect();
    assert_eq!(seen.keys().cloned().collect::<BTreeSet<_>>(), divided);
    for place in seen.values() {
        let is_seen = ["scenario:support-chatbot", "scenario:recommender", "era:before", "era:after"];
        assert!(is_seen.contains(&place.as_str()), "{place}");
    }
    for (claim, place) in list.iter().chain(&seen) {
        let source = if claim.starts_with('S') { "warepam-2024" } else { "techtarget-2025" };
        let page = build(place);
        let rows = page.blocks.iter().flat_map(Block::rows);
        let mut cited = rows.flat_map(Row::all_evidence).flat_map(|evidence| &evidence.citations);
        assert!(
            cited.any(|citation| citation.source == source && citation.claim.as_ref() == Some(claim)),
            "{claim} is not among the evidence of {place}"
        );
    }
}

#[test]
fn all_claims_of_the_seeds_are_listed_with_their_kinds() {
    use roledex::content::model::ClaimKind::{Example, Fact, Forecast, Meta, Opinion};
    let kind = |claim: &str| {
        let source = if claim.starts_with('S') { "warepam-2024" } else { "techtarget-2025" };
        let source = LIBRARY.source(source).expect("the seeds are sources");
        source.claim.get(claim).unwrap_or_else(|| panic!("{claim} is not listed")).kind
    };
    let others = [
        (Meta, &["S4", "S53", "T1"][..]),
        (Example, &["S10", "S43", "T7", "T28", "T29", "T47"]),
        (Opinion, &["S17", "S20", "S22", "S23", "S31", "S34", "S44", "S51"]),
        (Forecast, &["S39", "S40", "S46", "S47", "S50", "S52", "T14"]),
    ];
    let all = |letter: char, last: u32| (1..=last).map(move |number| format!("{letter}{number}"));
    for claim in all('S', 53).chain(all('T', 47)).chain(all('R', 16)) {
        let other = others.iter().find(|(_, claims)| claims.contains(&claim.as_str()));
        assert_eq!(kind(&claim), other.map_or(Fact, |(wanted, _)| *wanted), "{claim}");
    }
    assert_eq!(LIBRARY.source("warepam-2024").map(|source| source.claim.len()), Some(53));
    let techtarget = LIBRARY.source("techtarget-2025").expect("a source");
    let numbered = techtarget.claim.keys().filter(|key| key.as_str().starts_with(['T', 'R'])).count();
    assert_eq!(numbered, 63);
}

#[test]
fn there_are_questions_enough_for_every_role_and_each_can_be_graded() {
    let questions = LIBRARY.questions();
    assert!(questions.len() >= 140, "{}", questions.len());
    let readme = include_str!("../README.md");
    assert!(
        readme.contains(&format!("Besides {} written\nquestions", questions.len())),
        "the README's number"
    );
    let mut of_role: BTreeMap<&str, BTreeMap<Seniority, usize>> = BTreeMap::new();
    for question in questions {
        let id = &question.id;
        *of_role.entry(&question.group).or_default().entry(question.level).or_default() += 1;
        assert!((3..=7).contains(&question.points.len()), "{id}: {} points", question.points.len());
        assert!(!question.sources.is_empty() && !question.skills.is_empty(), "{id}");
        let points: BTreeSet<_> = question.points.iter().map(|point| point.as_str().to_lowercase()).collect();
        assert_eq!(points.len(), question.points.len(), "{id}: a point stands twice");
        // Said in half a minute, and shown whole on a small screen.
        let answer = question.answer.as_str();
        assert!((80..=330).contains(&answer.chars().count()), "{id}: {answer}");
        assert!(question.ask.as_str().chars().count() <= 115, "{id}");
        for follow_up in &question.follow_ups {
            assert!(!follow_up.points.is_empty(), "{id}: {}", follow_up.ask.as_str());
        }
        let asked = roledex::question::find(&LIBRARY, id).expect("it is found");
        assert!(LIBRARY.eras().iter().any(|era| asked.is_asked_in(&LIBRARY, &era.id)), "{id} is never asked");
    }
    assert!(of_role.len() >= 15, "{of_role:?}");
    for (role, levels) in &of_role {
        assert_eq!(levels.len(), 3, "{role}: from junior to senior, {levels:?}");
    }
    for seed in ["data-scientist", "software-engineer", "ml-engineer", "ai-engineer"] {
        assert!(of_role[seed].values().sum::<usize>() >= 12, "{seed}: {:?}", of_role[seed]);
    }
    let sourced =
        questions.iter().filter(|one| one.sources.iter().all(|source| source.as_str() != EDITORIAL));
    assert!(sourced.count() * 10 >= questions.len() * 8, "four of five answers name a source");
    let with_more = questions.iter().filter(|one| !one.follow_ups.is_empty()).count();
    assert!(with_more * 2 >= questions.len(), "{with_more} have follow-ups");
}

/// S22, S23, S34 and S43 are contested: no line says them without what speaks against them.
#[test]
fn contested_claims_never_stand_alone() {
    let mut seen = BTreeSet::new();
    for place in places().into_iter().filter(|place| !place.starts_with("source:")) {
        for block in &build(&place).blocks {
            // A bar, a toolkit or a drawing names all of its sources, and states none of their claims.
            if matches!(block, Block::Bars(_) | Block::Card(_) | Block::Bridge(_)) {
                continue;
            }
            for row in block.rows() {
                let own = row.evidence.citations.iter().filter(|one| one.source == "warepam-2024");
                for claim in own.filter_map(|one| one.claim.as_deref()) {
                    if ["S22", "S23", "S34", "S43"].contains(&claim) {
                        let against = row.remarks.iter().any(|remark| remark.label == "against it");
                        assert!(against, "{place}: {} cites {claim} alone", row.key);
                        seen.insert(claim.to_owned());
                    }
                }
            }
        }
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}

#[test]
fn what_is_read_when_it_is_asked_for_is_what_is_checked() {
    let checked = Library::built_in_and_checked().expect("the shipped pack is good");
    let places = |library: &Library| -> Vec<Place> {
        library.findables().all().iter().map(|found| found.link.place.clone()).collect()
    };
    assert_eq!(places(&checked), places(&Library::built_in().expect("a pack")));
    let is_role = |place: &Place| matches!(place.kind, Kind::Role(_) | Kind::Era(_) | Kind::Home);
    let mut all = places(&checked);
    all.dedup();
    let (roles, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_role);
    for place in roles.into_iter().chain(others.into_iter().step_by(40)) {
        // A library of its own for each page, so that nothing else was asked for before: to read it all for
        // each of a thousand would take minutes.
        let library = Library::built_in().expect("a pack");
        let build = |library| page::build(library, Reader::NOBODY, &place);
        assert_eq!(build(&library), build(&checked), "{place}");
    }
}

#[test]
fn the_pack_is_as_large_as_it_says() {
    let library = &*LIBRARY;
    assert!(library.skills().count() >= 60 && library.skill_groups().count() >= 8);
    assert!(library.tools().count() >= 110 && library.toolkits().count() >= 15);
    assert!(library.sources().count() >= 25 && library.roles().len() >= 19);
    let stats = check(None, date(2026, 11, 21)).expect("the built-in pack").stats();
    assert!(stats.sourced * 100 >= stats.statements * 70, "{stats:?}");
    let is_sourced = |claim: &Claim| claim.sources.iter().all(|source| source.as_str() != "editorial");
    assert!(library.eras().iter().all(|era| is_sourced(&era.summary)));
    for role in library.roles() {
        assert!(is_sourced(&role.mission), "{}", role.id);
        assert!(role.era.values().all(|era| is_sourced(&era.summary)), "{}", role.id);
        let parts =
            [&role.versus.is_empty(), &role.myth.is_empty(), &role.entry.is_empty(), &role.next.is_empty()];
        assert!(parts.iter().all(|is_empty| !**is_empty), "{}: {parts:?}", role.id);
        for era in library.eras().iter().filter(|era| role.exists_in(&era.id)) {
            let now = role.in_era(&era.id).expect("an era of the pack");
            let (gives, gets) = handover::of(library, &role.id, &era.id);
            let skills = now.skills.len() + now.helpful.len();
            assert!(now.does.len() + now.keeps.len() >= 5, "{} {}", role.id, era.id);
            assert!(skills >= 6 && now.tools.len() >= 6, "{} {}", role.id, era.id);
            assert!(gives.len() + gets.len() >= 2, "{} {}", role.id, era.id);
        }
    }
    let absent = library.role("ai-engineer").expect("a role");
    assert!(!absent.exists_in("pre-foundation-model") && absent.exists_in("post-foundation-model"));
}

#[test]
fn projects_tell_who_does_each_step_in_each_era_and_leanings_lead_to_every_role() {
    use roledex::content::model::ScenarioKind::{Core, General};
    let projects: Vec<_> = LIBRARY.scenarios().collect();
    assert!(projects.len() >= 7, "{}", projects.len());
    for kind in [General, Core] {
        assert!(projects.iter().filter(|project| project.kind == kind).count() >= 3, "{kind:?}");
    }
    for project in projects {
        let id = &project.id;
        assert!((6..=10).contains(&project.step.len()), "{id} has {} steps", project.step.len());
        let counts = Counts::of(&project::steps(&LIBRARY, project), "post-foundation-model");
        assert!(counts.stay > 0 && counts.stay < project.step.len(), "{id}: {}", counts.words());
        let claims = project.step.iter().flat_map(|step| step.era.values()).map(|doing| &doing.how);
        for claim in claims.chain(project.era.values().map(|era| &era.outcome)) {
            assert!(!claim.sources.is_empty(), "{id}: {}", claim.text.as_str());
        }
    }
    let leanings = &LIBRARY.leanings().expect("leanings").leaning;
    assert!((10..=12).contains(&leanings.len()), "{}", leanings.len());
    for era in LIBRARY.eras() {
        for role in LIBRARY.roles().into_iter().filter(|role| role.exists_in(&era.id)) {
            let does = roledex::shift::does(&LIBRARY, role, &era.id);
            let names =
                |id: &str| leanings.iter().any(|one| one.tasks.iter().any(|task| task.as_str() == id));
            assert!(does.iter().any(|(id, _)| names(id)), "no leaning leads to {} in {}", role.id, era.id);
        }
    }
}

#[test]
fn every_task_names_the_skills_it_uses_and_no_skill_is_required_for_nothing() {
    for era in LIBRARY.eras() {
        for role in LIBRARY.roles().into_iter().filter(|role| role.exists_in(&era.id)) {
            let now = role.in_era(&era.id).expect("it is there");
            let does = roledex::shift::does(&LIBRARY, role, &era.id);
            for (id, task) in &does {
                let skills = task.see.iter().filter(|id| LIBRARY.skill(id.as_str()).is_some()).count();
                assert!((1..=4).contains(&skills), "{} {}: {id} names {skills} skills", role.id, era.id);
            }
            for skill in now.skills.keys() {
                let is_it = |id: &roledex::content::model::Text| id.as_str() == skill.as_str();
                let by_task = does.iter().any(|(_, task)| task.see.iter().any(is_it));
                let tools = now.tools.iter().filter_map(|tool| LIBRARY.tool(tool.as_str()));
                let by_tool = tools.into_iter().any(|tool| tool.skills.iter().any(is_it));
                assert!(by_task || by_tool, "{} {}: nothing uses {}", role.id, era.id, skill.as_str());
            }
        }
    }
}

/// "As above" is said only of what is seen above, also where rows are folded or stand alone.
#[test]
fn no_caveat_is_as_above_with_nothing_above() {
    fn look(place: &str, page: &Page) {
        for block in &page.blocks {
            let folded: Vec<_> = match block {
                Block::Grid(grid) => grid.rows.iter().map(|row| row.same).collect(),
                _ => vec![false; block.rows().len()],
            };
            let mut above = "";
            for (row, is_folded) in block.rows().into_iter().zip(folded) {
                for remark in row.remarks.iter().filter(|remark| remark.label == "caveat") {
                    assert!(!remark.again || remark.text == above, "{place}#{}: {}", row.key, remark.text);
                    if !is_folded {
                        above = &remark.text;
                    }
                }
            }
        }
    }
    let ids: Vec<_> = LIBRARY.roles().iter().map(|role| role.id.clone()).collect();
    let pairs =
        ids.iter().zip(ids.iter().cycle().skip(1)).map(|(one, other)| format!("compare:{one},{other}"));
    let roles = ids.iter().map(|role| format!("role:{role}"));
    for place in pairs.chain(roles).chain(["handovers".to_owned()]) {
        let page = build(&place);
        look(&place, &page);
        for row in page.blocks.iter().flat_map(Block::rows) {
            look(&place, &page.part(&row.key).expect("a row is a part"));
        }
    }
}

#[test]
fn whoever_opens_a_question_that_a_stop_shows_sees_what_a_good_answer_has() {
    let stops = LIBRARY.tours().flat_map(|tour| (1..).zip(&tour.stop).map(move |stop| (tour, stop)));
    let asked: Vec<_> = stops.filter(|(_, (_, stop))| stop.place.starts_with("question:")).collect();
    assert!(!asked.is_empty(), "no tour asks a question of the pack");
    for (tour, (number, stop)) in asked {
        let page = build(&format!("tour:{}/{number}", tour.id));
        let ask = page.blocks.iter().flat_map(Block::rows).next().expect("what is asked");
        let first = ask.links.first().expect("where it leads");
        assert!(
            matches!(&first.link.place.kind, Kind::Question(_)),
            "{}: {}",
            stop.place.as_str(),
            first.title
        );
    }
}
