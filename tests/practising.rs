//! Runs driven by any keys in any order: nothing panics, nothing is lost, and undo undoes.

use std::sync::LazyLock;

use proptest::prelude::*;

use roledex::content::Library;
use roledex::moment::Moment;
use roledex::page::{self, Reader};
use roledex::place::Place;
use roledex::practice::Desk;
use roledex::profile::{Card, Change, Clock, Grade, Judged, Pace, Profile, Run, Sqlite, Stage, Store, Wish};

use roledex::practice::run::point_key;
use roledex::practice::{Context, Done, Refused, deck};

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::built_in().unwrap_or_else(|error| panic!("{error}")));
const ERA: &str = "post-foundation-model";
const PLACE: &str = "practice:data-scientist@after";
const MOCK: &str = "mock:data-scientist@after";
const BEGUN: Moment = Moment(1_795_000_000_000);

/// Something a reader does, standing on some point.
#[derive(Clone, Copy, Debug)]
enum Step {
    Reveal(usize, usize),
    Grade(i64, usize),
    TakeBack,
    FollowUp,
    Note,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, 0..5_usize).prop_map(|(follow_up, point)| Step::Reveal(follow_up, point)),
        4 => (1..=4_i64, 0..5_usize).prop_map(|(grade, point)| Step::Grade(grade, point)),
        1 => Just(Step::TakeBack),
        1 => Just(Step::FollowUp),
        1 => Just(Step::Note),
    ]
}

fn take(run: &Run, profile: &Profile, step: Step, now: Moment) -> Result<Done, Refused> {
    let context = Context { library: &LIBRARY, profile, now, ticks: true };
    match step {
        Step::Reveal(follow_up, point) => run.reveal(&context, &point_key(follow_up, point)),
        Step::Grade(number, point) => {
            run.grade(&context, Grade::try_from(number).unwrap_or(Grade::Again), &point_key(0, point))
        }
        Step::TakeBack => run.take_back(&context),
        Step::FollowUp => run.follow_up(&context),
        Step::Note => {
            let question = run.card().map_or("", |card| &card.question);
            Ok(Done { change: run.noted(question, &format!("at {now}"), now)?, stand: None })
        }
    }
}

/// A run as far as the reader sees it: not when it was touched, nor how the time was counted.
fn seen(run: &Run) -> Run {
    let mut run = Run { touched: Moment(0), ..run.clone() };
    if let Some(clock) = &mut run.clock {
        (clock.left, clock.since) = (0, Moment(0));
    }
    run
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn what_is_done_in_any_order_is_kept_and_undone_exactly(
        // The clock goes on, and is set back by a day now and then.
        steps in prop::collection::vec((step(), prop_oneof![4 => 0..900_000_i64, 1 => -86_400_000..0_i64]), 1..60),
        is_interview in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let mut store = Sqlite::at(&folder.path().join("profile.sqlite"), Pace::Leisure);
        let mut profile = Profile::default();
        let wish = if is_interview {
            Wish::interview("data-scientist", ERA, 15)
        } else {
            Wish { limit: 4, ..Wish::usual(Some("data-scientist"), ERA) }
        };
        let mut now = BEGUN;
        let place = if is_interview { MOCK } else { PLACE };
        let run = deck::begin(&LIBRARY, &profile, place, &wish, now).unwrap_or_else(|| panic!("there are questions"));
        let key = run.key();
        let mut changes = vec![Change::Run(Box::new(run))];
        profile.apply(&changes[0]);
        for (step, later) in steps {
            now = Moment(now.0 + later);
            let before = profile.clone();
            let run = &before.runs[&key];
            let Ok(Done { change, .. }) = take(run, &before, step, now) else {
                let later = Moment(now.0 + 86_400_000_000);
                prop_assert!(take(run, &before, step, later).is_err(), "the clock stops {step:?}");
                continue;
            };
            profile.apply(&change);
            let run = &profile.runs[&key];
            prop_assert_eq!(Some(run.clone()), run.settled(&LIBRARY));
            if matches!(step, Step::Grade(..)) || matches!(change, Change::Interview(..)) {
                let undone = take(run, &profile, Step::TakeBack, now).unwrap_or_else(|why| panic!("{why}"));
                let mut back = profile.clone();
                back.apply(&undone.change);
                prop_assert_eq!(&back.reviews, &before.reviews);
                prop_assert_eq!(&back.interviews, &before.interviews);
                prop_assert_eq!(seen(&back.runs[&key]), seen(&before.runs[&key]));
            }
            changes.push(change);
        }
        for change in &changes {
            store.apply(change).unwrap_or_else(|error| panic!("{error}"));
        }
        let mut again = Sqlite::at(&folder.path().join("profile.sqlite"), Pace::Leisure);
        prop_assert_eq!(again.load().unwrap_or_else(|error| panic!("{error}")), profile);
    }
}

#[test]
fn the_time_of_an_interview_runs_only_while_one_is_there_and_ends_at_nothing() {
    let profile = Profile::default();
    let wish = Wish::interview("data-scientist", ERA, 15);
    let run = deck::begin(&LIBRARY, &profile, MOCK, &wish, BEGUN);
    let run = run.unwrap_or_else(|| panic!("there are questions"));
    let shown = |run: &Run, seconds: i64| {
        run.clock.as_ref().map(|clock| clock.shown(Moment(BEGUN.0 + seconds * 1000))).unwrap_or_default()
    };
    assert_eq!(shown(&run, 0), "15:00");
    assert_eq!(shown(&run, 61), "13:59");
    assert_eq!(shown(&run, -3600), "15:00", "a clock set back gives no more time");
    assert_eq!(shown(&run, 15 * 60), "0:00");
    let first = run.cards[0].question.clone();
    let Ok(Change::Run(noted)) = run.noted(&first, "what I would say", Moment(BEGUN.0 + 60_000)) else {
        panic!("a note is a change of the run")
    };
    let day = Moment(BEGUN.0 + 86_400_000);
    let resumed = noted.taken_up(day);
    assert_eq!(resumed.clock.as_ref().map(|clock| clock.shown(day)).as_deref(), Some("14:00"));
    assert_eq!(resumed.card().map(|card| card.note.as_str()), Some("what I would say"));
    // When it is up the note stays, and the judging begins only when the reader goes on.
    let late = Moment(day.0 + 3_600_000);
    assert_eq!(resumed.stage(), Some(Stage::Asking));
    assert_eq!(resumed.clock.as_ref().map(|clock| clock.left(late)), Some(0));
}

/// What is kept by its moment is kept also where the clock was set back to that very moment.
#[test]
fn the_same_moment_again_keeps_both_answers_and_both_interviews() {
    let mut profile = Profile::default();
    let wish = Wish { limit: 1, ..Wish::usual(Some("data-scientist"), ERA) };
    let run = deck::begin(&LIBRARY, &profile, PLACE, &wish, BEGUN);
    let run = run.unwrap_or_else(|| panic!("there are questions"));
    for grade in [1, 4] {
        profile.apply(&Change::Run(Box::new(run.clone())));
        for step in [Step::Reveal(0, 0), Step::Grade(grade, 0)] {
            let done = take(&profile.runs[&run.key()], &profile, step, BEGUN);
            profile.apply(&done.unwrap_or_else(|why| panic!("{why}")).change);
        }
    }
    let grades: Vec<_> = profile.reviews.iter().map(|review| review.grade).collect();
    assert_eq!(grades, [Grade::Again, Grade::Easy]);

    let wish = Wish { limit: 1, ..Wish::interview("data-scientist", ERA, 15) };
    let run = deck::begin(&LIBRARY, &profile, MOCK, &wish, BEGUN);
    let run = run.unwrap_or_else(|| panic!("there are questions"));
    for _ in 0..2 {
        profile.apply(&Change::Run(Box::new(run.clone())));
        while profile.runs[&run.key()].stage() != Some(Stage::Done) {
            let run = &profile.runs[&run.key()];
            let open = run.card().map_or(0, |card| card.grades.len());
            let done = take(run, &profile, Step::Reveal(0, open), BEGUN);
            profile.apply(&done.unwrap_or_else(|why| panic!("{why}")).change);
        }
    }
    assert_eq!(profile.interviews.len(), 2);
}

#[test]
fn questions_that_left_the_pack_leave_the_run_and_their_reviews_stay() {
    let mut profile = Profile::default();
    let wish = Wish { limit: 3, ..Wish::usual(Some("data-scientist"), ERA) };
    let run = deck::begin(&LIBRARY, &profile, PLACE, &wish, BEGUN);
    let mut run = run.unwrap_or_else(|| panic!("there are questions"));
    run.cards[0].question = "gone-since".to_owned();
    run.cards[0].revealed = true;
    let graded = roledex::profile::Review {
        question: "gone-since".to_owned(),
        at: BEGUN,
        grade: Grade::Good,
        had: 1,
        of: 3,
        note: String::new(),
    };
    run.at = 1;
    let key = run.key();
    profile.apply(&Change::Review(graded, Some(Box::new(run))));
    let settled = profile.runs[&key].settled(&LIBRARY).unwrap_or_else(|| panic!("two are left"));
    assert_eq!((settled.cards.len(), settled.at), (2, 0));
    assert_eq!(profile.reviews.len(), 1);
    let told = roledex::practice::progress::progress(&LIBRARY, &profile, None);
    assert!(told.questions.is_empty() && told.answers == 0);
    let all_gone = Run { cards: vec![profile.runs[&key].cards[0].clone()], ..profile.runs[&key].clone() };
    assert_eq!(all_gone.settled(&LIBRARY), None);
}

/// A question may be gone for a moment only, as while a pack is edited: what was done with it comes back.
#[test]
fn a_question_that_comes_back_comes_back_as_it_was_left() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack");
    let bakery = Library::from_folder(&folder).unwrap_or_else(|error| panic!("{error}"));
    let card = |id: &str| Card { question: id.to_owned(), note: format!("of {id}"), ..Card::default() };
    let run = Run {
        pack: String::new(),
        place: "practice@after".to_owned(),
        wish: Wish::usual(None, ERA),
        cards: vec![card("crust-too-hard"), card("rare-positive-metric")],
        at: 1,
        aside: Vec::new(),
        touched: BEGUN,
        clock: None,
    };
    let here = run.settled(&LIBRARY).unwrap_or_else(|| panic!("one is there"));
    assert_eq!((here.cards.len(), here.at, here.aside.len()), (1, 0, 1));
    let there = here.settled(&bakery).unwrap_or_else(|| panic!("the other one is there"));
    assert_eq!(there.cards[0].note, "of crust-too-hard");
    assert_eq!(there.aside[0].note, "of rare-positive-metric");
    // A clock where there is no interview, and an interview without one, are no runs.
    let mock = Run { place: MOCK.to_owned(), ..run.clone() };
    assert!(mock.settled(&LIBRARY).is_none());
    let wish = Wish { minutes: Some(15), ..run.wish.clone() };
    assert!(Run { wish, ..run }.settled(&LIBRARY).is_none());
}

/// Any number, the odd ones often.
fn number() -> impl Strategy<Value = usize> {
    prop_oneof![Just(0), Just(1), Just(2), Just(3), Just(usize::MAX), any::<usize>()]
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![Just(i64::MIN), Just(-1), Just(0), Just(BEGUN.0), Just(i64::MAX), any::<i64>()]
        .prop_map(Moment)
}

prop_compose! {
    /// A run as no version of the program would have written it.
    fn odd_run()(
        ids in prop::collection::vec(prop_oneof![
            Just("gone-since"), Just("rare-positive-metric"), Just("a-third-is-missing"),
            Just("guide-gets-data-scientist-after"), Just("guide-"), Just("\u{1b}[31m"),
        ], 0..4),
        (at, asked, answered, card) in (number(), number(), number(), number()),
        (touched, since) in (moment(), moment()),
        left in any::<i64>(),
        stage in prop_oneof![Just(Stage::Asking), Just(Stage::Judging), Just(Stage::Done)],
        is_interview in any::<bool>(),
        minutes in prop_oneof![Just(None), Just(Some(0)), Just(Some(15)), Just(Some(u16::MAX))],
        role in prop_oneof![Just(None), Just(Some("data-scientist".to_owned())), Just(Some("nobody".to_owned()))],
        revealed in any::<bool>(),
    ) -> Run {
        let cards = ids.into_iter().map(|id| Card {
            question: id.to_owned(), revealed, asked, answered, ..Card::default()
        });
        let judged = vec![Judged { card, point: "points/1".to_owned(), before: None }];
        let clock = is_interview.then_some(Clock { stage, left, since, judged, kept: Some(since) });
        Run {
            pack: LIBRARY.pack().name.clone(), place: if is_interview { MOCK } else { PLACE }.to_owned(),
            aside: cards.clone().skip(2).collect(), cards: cards.collect(), at, touched, clock,
            wish: Wish { role, minutes, ..Wish::usual(None, ERA) },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_a_store_holds_is_shown_and_gone_on_with_or_left(
        run in odd_run(), now in moment(), steps in prop::collection::vec(step(), 0..12),
    ) {
        let mut profile = Profile::default();
        let key = run.key();
        profile.apply(&Change::Run(Box::new(run)));
        let mut desk = Desk::default();
        for place in [PLACE, "mock:data-scientist@after", "practice@after", "progress@after"] {
            let place = Place::parse(place).unwrap_or_else(|error| panic!("{error}"));
            let shown = |profile: &Profile, desk: &Desk| {
                page::build(&LIBRARY, Reader { profile, now, desk, ..Reader::NOBODY }, &place)
            };
            prop_assert!(!shown(&profile, &desk).blocks.is_empty());
            desk.open.insert(place.to_string(), key.clone());
            prop_assert!(!shown(&profile, &desk).title.is_empty());
        }
        for step in steps {
            let Some(run) = profile.runs[&key].settled(&LIBRARY) else { break };
            prop_assert_eq!(run.settled(&LIBRARY), Some(run.clone()), "settled once, it stays so");
            prop_assert!(run.number() <= run.cards.len() && run.number() > 0);
            if let Ok(done) = take(&run, &profile, step, now) {
                profile.apply(&done.change);
            }
        }
    }
}
