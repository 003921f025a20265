//! Stores of other versions, and several that write at once.

use crate::content::model::Level;
use crate::moment::Moment;
use crate::profile::tests::review;
use crate::profile::{Card, Grade, Review, Run, Wish};

use super::*;

fn run(at: usize, touched: i64) -> Run {
    let wish = Wish::usual(Some("baker"), "by-hand");
    let cards = vec![Card { question: "a".to_owned(), ..Card::default() }; 3];
    let (pack, place) = ("a pack".to_owned(), "practice:baker".to_owned());
    Run { pack, place, wish, cards, at, aside: Vec::new(), touched: Moment(touched), clock: None }
}

#[test]
fn a_store_of_the_first_version_is_read_and_then_keeps_what_is_practised() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let connection = rusqlite::Connection::open(&file).unwrap_or_else(|error| panic!("{error}"));
    let first = "
        CREATE TABLE skill (id TEXT PRIMARY KEY, level INTEGER NOT NULL) STRICT;
        CREATE TABLE leaning (id TEXT PRIMARY KEY, likes INTEGER NOT NULL) STRICT;
        CREATE TABLE bookmark (nth INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE reader (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        INSERT INTO skill VALUES ('python', 2);
        PRAGMA application_id = 1919904869;
        PRAGMA user_version = 1;";
    connection.execute_batch(first).unwrap_or_else(|error| panic!("{error}"));
    drop(connection);
    let load = || Sqlite::at(&file, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(load().skills.len(), 1);
    let review = review("a-question", 5, Grade::Good);
    let change = Change::Review(review.clone(), None);
    Sqlite::at(&file, Pace::Leisure).apply(&change).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((load().skills.len(), load().reviews), (1, vec![review]));
}

#[test]
fn what_no_version_would_have_written_is_left_out_and_left_there() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let mut store = Sqlite::at(&file, Pace::Leisure);
    let good = review("of-another-pack", i64::MIN, Grade::Easy);
    store.apply(&Change::Review(good.clone(), None)).unwrap_or_else(|error| panic!("{error}"));
    let connection = rusqlite::Connection::open(&file).unwrap_or_else(|error| panic!("{error}"));
    let odd = "
        INSERT INTO review (question, at, grade, had, points) VALUES ('a', 1, 0, 0, 0), ('b', 2, 5, 0, 0),
            ('c', 9223372036854775807, -3, -1, 99999999), ('d', 4, 9223372036854775807, 0, 0);
        INSERT INTO run VALUES ('practice', 'no JSON'), ('practice:x', '{\"place\": 3}');
        INSERT INTO interview (at, value) VALUES (1, '[]');";
    connection.execute_batch(odd).unwrap_or_else(|error| panic!("{error}"));
    let profile = store.load().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((profile.reviews, profile.runs.len(), profile.interviews.len()), (vec![good], 0, 0));
    let left: i64 = connection
        .query_row("SELECT count(*) FROM review", [], |row| row.get(0))
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(left, 5, "nothing of it is thrown away");
}

#[test]
fn two_that_practise_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let practise = |question: &str, offset: i64| {
        let mut store = Sqlite::at(&file, Pace::Leisure);
        for step in 0..100 {
            let at = 2 * step + offset;
            let reached = usize::try_from(at).unwrap_or_default();
            let change = Change::Review(review(question, at, Grade::Hard), Some(Box::new(run(reached, at))));
            store.apply(&change).unwrap_or_else(|error| panic!("{error}"));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| practise("mine", 0));
        scope.spawn(|| practise("yours", 1));
    });
    let kept = Sqlite::at(&file, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(kept.reviews.len(), 200);
    assert_eq!(kept.runs.values().map(|run| run.at).collect::<Vec<_>>(), [199], "the run touched last");
}

/// What could not be kept for a while is kept at last, and by then another sitting is further.
#[test]
fn a_run_that_another_sitting_went_on_with_is_not_thrown_back() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let store = || Sqlite::at(&folder.path().join("profile.sqlite"), Pace::Leisure);
    let (mut one, mut other) = (store(), store());
    let earlier = Change::Run(Box::new(run(0, 10)));
    let later = Change::Review(review("a", 20, Grade::Good), Some(Box::new(run(1, 20))));
    let kept = one.apply(&earlier).and(other.apply(&later)).and(one.apply(&earlier));
    kept.unwrap_or_else(|error| panic!("{error}"));
    let kept = store().load().unwrap_or_else(|error| panic!("{error}"));
    let mut told = Profile::default();
    for change in [&earlier, &later, &earlier] {
        told.apply(change);
    }
    for profile in [kept, told] {
        assert_eq!(profile.runs.values().map(|run| run.at).collect::<Vec<_>>(), [1]);
        assert_eq!(profile.reviews.len(), 1);
    }
}

#[test]
fn a_store_of_the_second_version_keeps_what_is_written_from_now_on() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let load = || Sqlite::at(&file, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}"));
    let keep = |review: &Review| {
        let change = Change::Review(review.clone(), None);
        Sqlite::at(&file, Pace::Leisure).apply(&change).unwrap_or_else(|error| panic!("{error}"));
    };
    let (before, after) = (review("a", 1, Grade::Hard), review("b", 2, Grade::Good));
    keep(&before);
    let connection = rusqlite::Connection::open(&file).unwrap_or_else(|error| panic!("{error}"));
    let second = "ALTER TABLE review DROP COLUMN note; PRAGMA user_version = 2;";
    connection.execute_batch(second).unwrap_or_else(|error| panic!("{error}"));
    drop(connection);
    let before = Review { note: String::new(), ..before };
    assert_eq!(load().reviews, std::slice::from_ref(&before));
    keep(&after);
    assert_eq!(load().reviews, [before, after]);
    assert_eq!(load().last_note("b"), Some("what was said at 2"));
}

/// What is written to a file without a name is kept for nobody, so that is said once; then another file is begun.
#[test]
fn a_profile_that_was_taken_away_or_replaced_is_noticed_at_the_next_change() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    let skill = |id: &str| Change::Skill(id.to_owned(), Level::try_from(2).ok());
    let skills = |profile: Profile| profile.skills.into_keys().collect::<Vec<_>>();
    let load = || Sqlite::at(&file, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}"));
    let remove = || {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("profile.sqlite{end}")));
        }
    };
    let elsewhere = folder.path().join("other.sqlite");
    Sqlite::at(&elsewhere, Pace::Leisure).apply(&skill("theirs")).unwrap_or_else(|error| panic!("{error}"));
    for is_written_before in [true, false] {
        Sqlite::at(&file, Pace::Leisure).apply(&skill("first")).unwrap_or_else(|error| panic!("{error}"));
        let mut store = Sqlite::at(&file, Pace::Leisure);
        store.load().unwrap_or_else(|error| panic!("{error}"));
        if is_written_before {
            store.apply(&skill("second")).unwrap_or_else(|error| panic!("{error}"));
        }
        remove();
        let told = store.apply(&skill("third")).map_err(|error| error.to_string());
        assert!(told.as_ref().is_err_and(|error| error.contains("taken away or replaced")), "{told:?}");
        store.apply(&skill("third")).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(skills(load()), ["third"]);
        assert_eq!(store.news().map(skills), Some(vec!["third".to_owned()]), "as it is kept, so it is shown");
        remove();
        fs::rename(&elsewhere, &file)
            .and_then(|()| fs::copy(&file, &elsewhere))
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(store.apply(&skill("fourth")).is_err());
        store.apply(&skill("fourth")).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(store.news().map(skills), Some(vec!["fourth".to_owned(), "theirs".to_owned()]));
        remove();
    }
}
