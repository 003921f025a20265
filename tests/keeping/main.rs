//! What the guide keeps of a reader: by the real program, at once, killed at any moment, and on bad disks.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use roledex::content::model::Level;
use roledex::profile::{Change, Pace, Profile, Sqlite, Store};
use tempfile::TempDir;

#[cfg(target_os = "linux")]
#[expect(dead_code, reason = "a disk that cannot be written is for the tests in a terminal")]
#[path = "../draft/disk.rs"]
mod disk;
mod killed;
mod mishaps;

/// No wait is longer than this.
const DEADLINE: Duration = Duration::from_secs(30);

fn roledex(profile: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    command.env_clear().env("LANG", "C.UTF-8").arg("--profile").arg(profile).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
    command
}

fn answer(profile: &Path, arguments: &[&str]) -> (i32, String, String) {
    of(&roledex(profile, arguments).output().expect("the program runs"))
}

fn of(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// How much each of two that write at once has to write.
const EACH: usize = 2000;

/// Waits until something holds.
fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < DEADLINE, "never: {what}");
    }
}

/// A profile with so many skills as JSON.
fn many(prefix: &str, number: usize) -> String {
    let mut profile = Profile::default();
    for nth in 0..number {
        let level = Level::try_from(i64::try_from(nth % 4 + 1).expect("1 to 4")).ok();
        profile.apply(&Change::Skill(format!("{prefix}-{nth}"), level));
    }
    roledex::profile::export(&profile)
}

/// The program while it takes over a profile, thing by thing.
fn importing(profile: &Path, text: &str) -> Child {
    let mut child = roledex(profile, &["profile", "import", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    child
}

fn kept(profile: &Path) -> Profile {
    Sqlite::at(profile, Pace::Leisure).load().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn two_that_write_at_once_lose_nothing() {
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("profile.sqlite");
    Sqlite::at(&profile, Pace::Leisure).apply(&Change::Theme("mono".to_owned())).expect("it is kept");
    // Held until both have begun, so that they write against each other.
    let held = rusqlite::Connection::open(&profile).expect("the store");
    held.busy_timeout(Duration::ZERO).expect("it can be set");
    held.execute_batch("BEGIN IMMEDIATE").expect("it can be held");
    let children = ["one", "other"].map(|who| importing(&profile, &many(who, EACH)));
    held.execute_batch("COMMIT").expect("it is given back");
    let written = || {
        let skills = kept(&profile).skills;
        ["one", "other"].map(|who| skills.keys().filter(|id| id.starts_with(who)).count())
    };
    until("somebody writes", || written().iter().any(|number| *number > 0));
    until("it can be held again", || held.execute_batch("BEGIN IMMEDIATE").is_ok());
    // However the machine divides its time: whoever is ahead stands still until the other has written too. It does
    // not hold the store meanwhile, for that is held here.
    let ahead = usize::from(written()[0] < written()[1]);
    assert!(written()[ahead] < EACH, "one wrote all before it could be stopped");
    let send = |signal| {
        let process = rustix::process::Pid::from_child(&children[ahead]);
        rustix::process::kill_process(process, signal).expect("a signal");
    };
    send(rustix::process::Signal::STOP);
    held.execute_batch("COMMIT").expect("it is given back");
    until("the other writes", || written()[1 - ahead] > 0);
    send(rustix::process::Signal::CONT);
    for child in children {
        let (code, _, err) = of(&child.wait_with_output().expect("it ends"));
        assert_eq!(code, 0, "{err}");
    }
    let skills = kept(&profile).skills;
    assert_eq!(skills.len(), 2 * EACH);
    assert_eq!(skills.values().filter(|level| level.number() == 3).count(), EACH / 2);
}

#[test]
fn two_that_make_the_store_at_once_both_keep() {
    for _ in 0..10 {
        let folder = TempDir::new().expect("a folder");
        let profile = folder.path().join("state/profile.sqlite");
        let children = ["one", "other"].map(|who| importing(&profile, &many(who, 20)));
        for child in children {
            let (code, _, err) = of(&child.wait_with_output().expect("it ends"));
            assert_eq!(code, 0, "{err}");
        }
        assert_eq!(kept(&profile).skills.len(), 40);
    }
}

#[test]
fn a_profile_goes_out_and_comes_in_as_json() {
    let folder = TempDir::new().expect("a folder");
    let (one, other) = (folder.path().join("one.sqlite"), folder.path().join("other.sqlite"));
    let json = folder.path().join("me.json");
    let text = r#"{"schema_version": 1, "profile": {"skills": {"python": 3, "unknown": 1},
        "leanings": {"find-out-why": true}, "bookmarks": ["role:ai-engineer@after"], "theme": "mono"}}"#;
    fs::write(&json, text).expect("a file");
    let file = json.to_str().expect("UTF-8");
    let (code, out, err) = answer(&one, &["profile", "import", file]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.starts_with("took over 5 entries from "), "{err}");
    let (code, exported, _) = answer(&one, &["profile", "export"]);
    assert_eq!(code, 0);
    fs::write(&json, &exported).expect("a file");
    assert_eq!(answer(&other, &["profile", "import", file]).0, 0);
    assert_eq!(answer(&other, &["profile", "export"]).1, exported);
    // Also as other editors save it, and into a folder that is made for its owner alone.
    fs::write(&json, format!("\u{feff}{exported}")).expect("a file");
    let below = folder.path().join("made/below");
    assert_eq!(answer(&below.join("me.sqlite"), &["profile", "import", file]).0, 0);
    for made in [&below, &folder.path().join("made")] {
        let mode = fs::metadata(made).expect("a folder").permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", made.display());
    }
    assert_eq!(kept(&one), kept(&other));

    // What comes in is added: nothing that was there goes.
    fs::write(&json, r#"{"schema_version": 1, "profile": {"skills": {"sql": 2}}}"#).expect("a file");
    assert_eq!(answer(&one, &["profile", "import", file]).0, 0);
    assert_eq!(kept(&one).skills.len(), 3);
    // What is no profile changes nothing.
    fs::write(&json, r#"{"schema_version": 1, "profile": {"skills": {"sql": 1, "r": 9}}}"#).expect("a file");
    let (code, _, err) = answer(&one, &["profile", "import", file]);
    assert_eq!(code, 2);
    assert!(err.contains("levels go from 1 to 4, this is 9") && err.contains("nothing was changed"), "{err}");
    assert_eq!(kept(&one).skills["sql"].number(), 2);
    let mut nobody = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let nobody =
        nobody.env_clear().args(["--no-profile", "profile", "import", file]).output().expect("it runs");
    assert!(of(&nobody).0 == 2 && of(&nobody).2.contains("--no-profile keeps nothing"), "{}", of(&nobody).2);
    let (code, _, err) = answer(&one, &["profile", "import", "/no/such/file"]);
    assert_eq!(
        (code, err.contains("/no/such/file cannot be read: there is no such file; ")),
        (2, true),
        "{err}"
    );
}

/// Reads what a program says until it has said something.
fn hear(out: &mut impl Read, what: &str) {
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains(what) {
        let mut byte = [0];
        assert_eq!(out.read(&mut byte).expect("it speaks"), 1, "{}", String::from_utf8_lossy(&heard));
        heard.extend(byte);
    }
}

#[test]
fn two_that_answer_an_interview_line_by_line_keep_what_both_wrote() {
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("profile.sqlite");
    let begin = || {
        let mut child = roledex(&profile, &["mock", "ai-engineer", "--lines"]);
        let mut child = child.stdin(Stdio::piped()).spawn().expect("the program starts");
        hear(child.stdout.as_mut().expect("a pipe"), "q alone ends.");
        child
    };
    let (mut one, mut other) = (begin(), begin());
    for (child, line) in [(&mut other, "what B wrote\n"), (&mut one, "what A wrote\n")] {
        child.stdin.take().expect("a pipe").write_all(line.as_bytes()).expect("it reads");
        assert!(child.wait().expect("it ends").success());
    }
    let notes: Vec<_> =
        kept(&profile).runs.values().flat_map(|run| run.cards.clone()).map(|card| card.note).collect();
    assert!(notes.iter().any(|note| note == "what B wrote\nwhat A wrote"), "{notes:?}");
}

#[test]
fn what_is_written_line_by_line_stays_with_the_answer_and_caveats_are_said() {
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("profile.sqlite");
    let asked = ["practice", "ai-engineer", "--level", "junior", "--limit", "10", "--lines"];
    let mut child = roledex(&profile, &asked).stdin(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(&b"my own words\n3\n".repeat(10)).expect("it reads");
    let (code, out, err) = of(&child.wait_with_output().expect("it ends"));
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("A good answer has (the guide's own judgement):"), "{out}");
    assert!(out.contains("caveat: One engineer's blog"), "{out}");
    let reviews = kept(&profile).reviews;
    assert!(reviews.len() > 2 && reviews.iter().all(|one| one.note == "my own words"), "{reviews:?}");
}

#[test]
fn practice_that_is_not_kept_says_so_and_promises_nothing() {
    let folder = TempDir::new().expect("a folder");
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear reader. ".repeat(100)).expect("a file");
    for profile in [letter.as_path(), folder.path()] {
        let mut child = roledex(profile, &["practice", "ai-engineer", "--limit", "1", "--lines"]);
        let mut child = child.stdin(Stdio::piped()).spawn().expect("the program starts");
        child.stdin.take().expect("a pipe").write_all(b"\n3\n").expect("it reads");
        let (code, out, err) = of(&child.wait_with_output().expect("it ends"));
        assert_eq!(code, 2, "{err}");
        assert!(out.ends_with("Done: 1 good.\n"), "{out}");
        assert!(err.starts_with("what you change is not kept: "), "{err}");
        assert!(err.ends_with("error: not all that you did here is kept\n"), "{err}");
    }
}

#[test]
fn pages_count_what_is_known_and_no_profile_leaves_it_out() {
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("profile.sqlite");
    let level = Level::try_from(4).ok();
    Sqlite::at(&profile, Pace::Leisure)
        .apply(&Change::Skill("python".to_owned(), level))
        .expect("it is kept");
    let (_, out, _) = answer(&profile, &["show", "role:ai-engineer"]);
    assert!(out.contains("you have 1 of ") && out.contains("· you: expert"), "{out}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let output =
        command.env_clear().args(["--no-profile", "show", "role:ai-engineer"]).output().expect("it runs");
    assert!(!of(&output).1.contains("you have"), "nothing of anybody");
}

#[test]
fn what_cannot_be_used_is_left_as_it_is_and_the_guide_goes_on_without() {
    let folder = TempDir::new().expect("a folder");
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear reader. ".repeat(100)).expect("a file");
    let newer = folder.path().join("newer.sqlite");
    Sqlite::at(&newer, Pace::Leisure).apply(&Change::Theme("mono".to_owned())).expect("it is kept");
    let damaged = folder.path().join("damaged.sqlite");
    let whole = fs::read(&newer).expect("a file");
    fs::write(&damaged, &whole[..whole.len() / 2]).expect("a file");
    let store = rusqlite::Connection::open(&newer).expect("it opens");
    store.execute_batch("PRAGMA user_version = 7").expect("it is newer now");
    drop(store);
    let nested = folder.path().join("folder");
    fs::create_dir(&nested).expect("a folder");
    assert!(answer(&nested, &["fit"]).2.contains("folder: this is a folder"));
    let another = "; --profile FILE names another\n";
    for (file, why, instead) in [
        (&letter, "letter.txt is no profile of roledex; it is left as it is", another),
        (&newer, "newer.sqlite was written by a newer roledex (store version 7, this one knows 3)", another),
        (&damaged, "damaged.sqlite: it is damaged; it is left as it is", "\n"),
    ] {
        let before = fs::read(file).expect("a file");
        let (code, out, err) = answer(file, &["show", "role:ai-engineer"]);
        assert!(code == 0 && out.starts_with("AI engineer\n"), "{out}");
        assert_eq!(answer(file, &["next"]).2, err, "every command that reads it says so");
        assert!(
            err.lines().count() == 1 && err.starts_with("your profile is not used: ") && err.contains(why),
            "{err}"
        );
        assert!(err.ends_with(instead), "{err}");
        for command in [&["profile", "export"][..], &["profile", "import", "-"]] {
            let (code, out, err) = answer(file, command);
            assert!(code == 2 && out.is_empty() && err.contains(why), "{command:?}: {err}");
        }
        assert_eq!(fs::read(file).expect("a file"), before, "{why}");
    }
}

#[test]
fn paths_says_where_it_is_kept() {
    let folder = TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let output = command.env_clear().env("XDG_STATE_HOME", &state).arg("paths").output().expect("it runs");
    let wanted = format!("profile  {state}/roledex/profile.sqlite (nothing is kept yet)");
    assert!(of(&output).1.contains(&wanted), "{wanted}");
    assert!(!folder.path().join("roledex").exists(), "asking makes nothing");
    let (_, out, _) = answer(Path::new("/some/where"), &["paths"]);
    assert!(out.contains("profile  /some/where (nothing is kept yet)"), "{out}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let output = command.env_clear().args(["paths", "--no-profile"]).output().expect("it runs");
    assert!(of(&output).1.contains("profile  none: nothing is kept"));
}
