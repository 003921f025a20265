use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::*;

fn level(number: i64) -> Level {
    Level::try_from(number).unwrap_or_else(|error| panic!("{error}"))
}

fn place(text: &str) -> Place {
    Place::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// One of everything, and some of it changed again.
fn changes() -> Vec<Change> {
    vec![
        Change::Skill("python".to_owned(), Some(level(2))),
        Change::Skill("sql".to_owned(), Some(level(1))),
        Change::Skill("python".to_owned(), Some(level(3))),
        Change::Skill("sql".to_owned(), None),
        Change::Leaning("find-out".to_owned(), Some(true)),
        Change::Leaning("talk".to_owned(), Some(false)),
        Change::Leaning("build".to_owned(), Some(true)),
        Change::Leaning("build".to_owned(), None),
        Change::Bookmark(place("role:ai-engineer@after"), true),
        Change::Bookmark(place("home"), true),
        Change::Bookmark(place("role:ai-engineer@after"), false),
        Change::Bookmark(place("search:a%20b"), true),
        Change::Last(place("era:before").into()),
        Change::Last(Link { place: place("era:after"), key: Some("roles/baker".to_owned()) }),
        Change::Theme("mono".to_owned()),
        Change::Stop(place("tour:bread/2")),
        Change::Stop(place("tour:bread/3")),
    ]
}

#[test]
fn every_store_holds_what_was_applied_and_so_does_json() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("deep/in/there/profile.sqlite");
    let mut wanted = Profile::default();
    let mut stores: [Box<dyn Store>; 2] =
        [Box::new(Memory::default()), Box::new(Sqlite::at(&file, Pace::Leisure))];
    for change in changes() {
        wanted.apply(&change);
        for store in &mut stores {
            store.apply(&change).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    for store in &mut stores {
        assert_eq!(store.load().unwrap_or_else(|error| panic!("{error}")), wanted);
    }
    let again = Sqlite::at(&file, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again, wanted, "another sitting sees it while the first goes on");
    assert_eq!(import(&export(&wanted)).unwrap_or_else(|error| panic!("{error}")), wanted);
    let mut rebuilt = Profile::default();
    wanted.changes().for_each(|change| rebuilt.apply(&change));
    assert_eq!(rebuilt, wanted, "its changes make it");
}

#[test]
fn nothing_is_made_before_there_is_something_to_keep() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("profile.sqlite");
    assert_eq!(
        Sqlite::at(&file, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}")),
        Profile::default()
    );
    assert!(!file.exists());
    // An empty file is as good as none.
    fs::write(&file, "").unwrap_or_else(|error| panic!("{error}"));
    let mut store = Sqlite::at(&file, Pace::Leisure);
    assert_eq!(store.load().unwrap_or_else(|error| panic!("{error}")), Profile::default());
    store.apply(&changes()[0]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(store.load().unwrap_or_else(|error| panic!("{error}")).skills.len(), 1);
}

#[test]
fn what_is_newer_or_something_else_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let newer = folder.path().join("newer.sqlite");
    Sqlite::at(&newer, Pace::Leisure).apply(&changes()[0]).unwrap_or_else(|error| panic!("{error}"));
    let other = folder.path().join("other.sqlite");
    for (file, sql) in [(&newer, "PRAGMA user_version = 7"), (&other, "CREATE TABLE letters (text)")] {
        let connection = rusqlite::Connection::open(file).unwrap_or_else(|error| panic!("{error}"));
        connection.execute_batch(sql).unwrap_or_else(|error| panic!("{error}"));
    }
    let text = folder.path().join("letter.txt");
    fs::write(&text, "Dear reader, this is a letter. ".repeat(100)).unwrap_or_else(|error| panic!("{error}"));
    for (file, why) in [
        (&newer, "newer.sqlite was written by a newer roledex (store version 7, this one knows 3)"),
        (&other, "other.sqlite is no profile of roledex; it is left as it is"),
        (&text, "letter.txt is no profile of roledex; it is left as it is"),
    ] {
        let before = fs::read(file).unwrap_or_else(|error| panic!("{error}"));
        let (mut keeper, profile, error) = Keeper::new(Box::new(Sqlite::at(file, Pace::Leisure)));
        assert_eq!(profile, Profile::default());
        let error = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains(why), "{error}");
        assert!(keeper.keep(changes()[0].clone()).is_ok(), "it was said already");
        assert!(Sqlite::at(file, Pace::Leisure).apply(&changes()[0]).is_err(), "nobody writes there");
        assert_eq!(fs::read(file).unwrap_or_else(|error| panic!("{error}")), before, "{}", file.display());
    }
}

/// A store that can be told to fail.
#[derive(Default)]
struct Moody {
    kept: Arc<Mutex<Vec<Change>>>,
    fails: Arc<AtomicBool>,
}

impl Store for Moody {
    fn load(&mut self) -> Result<Profile, StoreError> {
        Ok(Profile::default())
    }

    fn apply(&mut self, change: &Change) -> Result<(), StoreError> {
        if self.fails.load(Ordering::Relaxed) {
            return Err(StoreError::Unusable { file: "moody".to_owned(), why: "not today".to_owned() });
        }
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(change.clone());
        Ok(())
    }
}

#[test]
fn a_store_that_fails_is_told_of_once_and_gets_everything_when_it_works_again() {
    let moody = Moody::default();
    let (kept, fails) = (moody.kept.clone(), moody.fails.clone());
    let (mut keeper, ..) = Keeper::new(Box::new(moody));
    let changes = changes();
    assert!(keeper.keep(changes[0].clone()).is_ok());
    fails.store(true, Ordering::Relaxed);
    let error = keeper.keep(changes[1].clone()).map_err(|error| error.to_string());
    assert_eq!(error, Err("moody: not today".to_owned()));
    for change in [&changes[2], &changes[12], &changes[13]] {
        assert!(keeper.keep(change.clone()).is_ok(), "it was said already");
    }
    fails.store(false, Ordering::Relaxed);
    assert!(keeper.keep(changes[14].clone()).is_ok());
    let wanted: Vec<_> = [0, 1, 2, 13, 14].map(|at| changes[at].clone()).into();
    assert_eq!(
        *kept.lock().unwrap_or_else(PoisonError::into_inner),
        wanted,
        "in order, and only the last of the last places"
    );
    fails.store(true, Ordering::Relaxed);
    assert!(keeper.keep(changes[0].clone()).is_err(), "it is said again when it fails again");
}

#[test]
fn of_what_is_changed_again_only_the_newest_waits_and_only_so_much_does() {
    let moody = Moody::default();
    let (kept, fails) = (moody.kept.clone(), moody.fails.clone());
    fails.store(true, Ordering::Relaxed);
    let (mut keeper, ..) = Keeper::new(Box::new(moody));
    let newest = |number: i64| {
        [
            Change::Skill("sql".to_owned(), Some(level(1 + number % 4))),
            Change::Leaning("talk".to_owned(), Some(number % 2 == 0)),
            Change::Bookmark(place("home"), number % 2 == 0),
        ]
    };
    let told = (0..2_000).flat_map(newest).filter(|change| keeper.keep(change.clone()).is_err()).count();
    assert_eq!(told, 1, "there is room for all of it, and it is said once that it waits");
    for number in 3..1_000 {
        assert!(keeper.keep(Change::RunOver(number.to_string())).is_ok());
    }
    let error = keeper.keep(Change::RunOver("lost".to_owned())).map_err(|error| error.to_string());
    assert_eq!(error, Err("1000 changes wait already, and there is no room for this one".to_owned()));
    assert!(keeper.keep(newest(1_998)[0].clone()).is_ok(), "what waits already is replaced");
    fails.store(false, Ordering::Relaxed);
    assert!(keeper.keep(Change::RunOver("last".to_owned())).is_ok());
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!((kept.len(), &kept[..2]), (1_001, &newest(1_999)[1..]));
    assert_eq!(kept[999..], [newest(1_998)[0].clone(), Change::RunOver("last".to_owned())]);
}

#[test]
fn what_is_no_exported_profile_is_refused_with_a_reason() {
    for (text, why) in [
        ("", "this is no exported profile, as \"roledex profile export\" writes it: it is empty"),
        ("{\"schema_version\": 2,", "it ends in the middle (line 1, column "),
        ("[]", "this is no exported profile, "),
        (
            "{\"schema_version\": 4, \"more\": 1}",
            "has schema_version 4, and this program reads 1 to 3; get a newer roledex",
        ),
        ("{\"schema_version\": 0}", "has schema_version 0, and this program reads 1 to 3"),
        ("7", "it does not begin with {"),
        (
            "{\"schema_version\": 1, \"profile\": {\"skills\": {\"sql\": 5}}}",
            "levels go from 1 to 4, this is 5",
        ),
        (
            "{\"schema_version\": 1, \"profile\": {\"bookmarks\": [\"nowhere:x\"]}}",
            "\"nowhere:x\" is no place",
        ),
        ("{\"schema_version\": 1, \"profile\": {\"skils\": {}}}", "unknown field `skils`"),
    ] {
        let error = import(text).map_err(|error| error.to_string());
        assert!(error.as_ref().is_err_and(|error| error.contains(why)), "{text}: {error:?}");
    }
}

/// An answer, with what was written to it.
pub(super) fn review(question: &str, at: i64, grade: Grade) -> Review {
    Review {
        question: question.to_owned(),
        at: Moment(at),
        grade,
        had: 1,
        of: 3,
        note: format!("what was said at {at}"),
    }
}

#[test]
fn what_was_practised_goes_through_json_and_comes_in_once() {
    let mut profile = Profile::default();
    let grades =
        BTreeMap::from([("points/1".to_owned(), Grade::Easy), ("points/2".to_owned(), Grade::Again)]);
    let answered = Answered { question: "a".to_owned(), of: 2, grades, note: "one\ntwo".to_owned() };
    let held = Interview {
        at: Moment(1_795_000_000_123),
        role: "baker".to_owned(),
        era: "by-hand".to_owned(),
        minutes: 15,
        answers: vec![answered],
    };
    profile.apply(&Change::Review(review("a", 1_795_000_000_001, Grade::Hard), None));
    profile.apply(&Change::Interview(Box::new(held), None));
    let again = import(&export(&profile)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again, profile);
    let first = r#"{"schema_version": 1, "profile": {"skills": {"sql": 2}}}"#;
    assert!(
        import(first).is_ok_and(|profile| profile.skills.len() == 1),
        "the first version had no practice"
    );
    let mut twice = profile.clone();
    again.changes().for_each(|change| twice.apply(&change));
    assert_eq!(twice, profile);
    let answers: Vec<_> = profile.answers().into_iter().map(|one| (one.grade, one.had, one.of)).collect();
    assert_eq!(answers, [(Grade::Hard, 1, 3), (Grade::Good, 1, 2)], "2.5 of 4 is good");
}

/// A profile with a run and an interview, and ids, a name and a note in them.
fn practised(id: &str, name: &str, note: &str) -> String {
    let run = format!(
        r#"{{"pack": "{name}", "place": "{name}", "at": 0, "touched": "2026-11-21T00:00:00Z",
            "wish": {{"role": "{id}", "era": "{id}", "level": null, "skill": "{id}", "due": false, "limit": 1, "minutes": null}},
            "cards": [{{"question": "{id}", "note": "{note}"}}]}}"#
    );
    let held = format!(
        r#"{{"at": "2026-11-21T00:00:00Z", "role": "{id}", "era": "{id}", "minutes": 1,
            "answers": [{{"question": "{id}", "of": 1, "grades": {{}}, "note": "{note}"}}]}}"#
    );
    format!(r#"{{"schema_version": 2, "profile": {{"runs": [{run}], "interviews": [{held}]}}}}"#)
}

#[test]
fn no_text_of_what_was_practised_reaches_a_terminal_as_a_command() {
    let odd = "a\\u001b[31m\\u0007b\\nc\\u202e";
    let profile = import(&practised("a", odd, odd)).unwrap_or_else(|error| panic!("{error}"));
    let run = profile.runs.values().next().unwrap_or_else(|| panic!("a run"));
    for text in [&run.pack, &run.place, &run.cards[0].note, &profile.interviews[0].answers[0].note] {
        assert_eq!(text, "a[31mb\nc");
    }
}

/// Its row leads to `mock:ROLE` or `question:ID`, which would be kept as a bookmark that no import takes.
#[test]
fn an_id_that_is_none_is_refused() {
    for odd in ["", "a,b", "a b", "a\\nb", "a\\u001b[31m"] {
        let error = import(&practised(odd, "name", "note")).map_err(|error| error.to_string());
        assert!(error.as_ref().is_err_and(|error| error.contains("is no id")), "{odd:?}: {error:?}");
    }
}
