//! Runs driven by any keys in any order: nothing panics, nothing is lost, and undo undoes.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::content::Library;
use crate::moment::Moment;
use crate::profile::{Change, Grade, Pace, Profile, Run, Sqlite, Stage, Store, Wish};

use super::run::point_key;
use super::{Done, Refused, deck};

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::built_in().unwrap_or_else(|error| panic!("{error}")));
const ERA: &str = "post-foundation-model";
const PLACE: &str = "practice:data-scientist@after";
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
    match step {
        Step::Reveal(follow_up, point) => run.reveal(&LIBRARY, &point_key(follow_up, point), now),
        Step::Grade(number, point) => {
            let grade = Grade::try_from(number).unwrap_or(Grade::Again);
            run.grade(&LIBRARY, profile, grade, &point_key(0, point), now)
        }
        Step::TakeBack => run.take_back(now),
        Step::FollowUp => run.follow_up(&LIBRARY, now),
        Step::Note => {
            let question = run.card().map_or("", |card| &card.question);
            let change = run.noted(question, &format!("at {now}"), now).ok_or("it is written already")?;
            Ok(Done { change, stand: None })
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
        steps in prop::collection::vec((step(), -5_000..900_000_i64), 1..60),
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
        let run = deck::begin(&LIBRARY, &profile, PLACE, &wish, now).unwrap_or_else(|| panic!("there are questions"));
        let mut changes = vec![Change::Run(Box::new(run))];
        profile.apply(&changes[0]);
        for (step, later) in steps {
            // The clock may go backwards.
            now = Moment(now.0 + later);
            let before = profile.clone();
            let run = &before.runs[PLACE];
            let Ok(Done { change, .. }) = take(run, &before, step, now) else { continue };
            profile.apply(&change);
            let run = &profile.runs[PLACE];
            prop_assert_eq!(Some(run.clone()), run.settled(&LIBRARY));
            if let Change::Review(..) | Change::Interview(..) = &change {
                let undone = run.take_back(now).unwrap_or_else(|why| panic!("{why}"));
                let mut back = profile.clone();
                back.apply(&undone.change);
                prop_assert_eq!(&back.reviews, &before.reviews);
                prop_assert_eq!(&back.interviews, &before.interviews);
                prop_assert_eq!(seen(&back.runs[PLACE]), seen(&before.runs[PLACE]));
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
    let run = deck::begin(&LIBRARY, &profile, "mock:data-scientist", &wish, BEGUN);
    let run = run.unwrap_or_else(|| panic!("there are questions"));
    let shown = |run: &Run, seconds: i64| {
        run.clock.as_ref().map(|clock| clock.shown(Moment(BEGUN.0 + seconds * 1000))).unwrap_or_default()
    };
    assert_eq!(shown(&run, 0), "15:00");
    assert_eq!(shown(&run, 61), "13:59");
    assert_eq!(shown(&run, -3600), "15:00", "a clock set back gives no more time");
    assert_eq!(shown(&run, 15 * 60), "time is up");
    let first = run.cards[0].question.clone();
    let Some(Change::Run(noted)) = run.noted(&first, "what I would say", Moment(BEGUN.0 + 60_000)) else {
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

#[test]
fn questions_that_left_the_pack_leave_the_run_and_their_reviews_stay() {
    let mut profile = Profile::default();
    let wish = Wish { limit: 3, ..Wish::usual(Some("data-scientist"), ERA) };
    let run = deck::begin(&LIBRARY, &profile, PLACE, &wish, BEGUN);
    let mut run = run.unwrap_or_else(|| panic!("there are questions"));
    run.cards[0].question = "gone-since".to_owned();
    run.cards[0].revealed = true;
    let graded = crate::profile::Review {
        question: "gone-since".to_owned(),
        at: BEGUN,
        grade: Grade::Good,
        had: 1,
        of: 3,
    };
    run.at = 1;
    profile.apply(&Change::Review(graded, Some(Box::new(run))));
    let settled = profile.runs[PLACE].settled(&LIBRARY).unwrap_or_else(|| panic!("two are left"));
    assert_eq!((settled.cards.len(), settled.at), (2, 0));
    assert_eq!(profile.reviews.len(), 1);
    let told = super::progress::progress(&LIBRARY, &profile, None);
    assert!(told.questions.is_empty() && told.answers.is_empty());
    let all_gone = Run { cards: vec![profile.runs[PLACE].cards[0].clone()], ..profile.runs[PLACE].clone() };
    assert_eq!(all_gone.settled(&LIBRARY), None);
}
