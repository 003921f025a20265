//! A profile that was cut off, a disk without room, no home, a clock that goes wrong: one clear line, and nothing destroyed.

use std::fs;
use std::path::Path;
use std::process::Command;

use roledex::profile::{Change, Pace, Sqlite, Store};
use tempfile::TempDir;

use crate::{answer, importing, kept, many, of};

/// What is at a profile but for its log.
fn bytes(profile: &Path) -> Vec<u8> {
    fs::read(profile).expect("a file")
}

#[test]
fn a_profile_that_was_cut_off_is_told_in_a_line_and_not_destroyed() {
    let folder = TempDir::new().expect("a folder");
    let whole = folder.path().join("whole.sqlite");
    let written = importing(&whole, &many("skill", 600)).wait_with_output().expect("it ends");
    assert_eq!(of(&written).0, 0);
    let all = bytes(&whole);
    assert!(all.len() > 60_000, "there are {} bytes", all.len());
    let (mut damaged, mut foreign) = (0, 0);
    let change = Change::Theme("mono".to_owned());
    // Each page has 4096 bytes, and the head of the first 100; a prime hits all kinds of places.
    let lengths = (10..all.len()).step_by(599).chain([16, 99, 100, 4095, 4096, 4097, 8192, all.len() - 4096]);
    for (nth, length) in lengths.enumerate() {
        let cut = folder.path().join(format!("cut-{length}.sqlite"));
        fs::write(&cut, &all[..length]).expect("a file");
        let Err(read) = Sqlite::at(&cut, Pace::Keyboard).load() else {
            // The last page is long enough where its end is empty.
            assert!(length > all.len() - 4096, "{length} bytes are taken for a profile");
            continue;
        };
        let told = read.to_string();
        damaged += usize::from(told.ends_with("it is damaged; it is left as it is"));
        foreign += usize::from(told.ends_with("is no profile of roledex; it is left as it is"));
        assert!(Sqlite::at(&cut, Pace::Keyboard).apply(&change).is_err(), "{length}");
        assert_eq!(bytes(&cut), all[..length], "{length}: it is destroyed");
        // The program says the same, and says it once.
        if nth % 30 == 0 {
            let (code, out, err) = answer(&cut, &["fit"]);
            assert!(code == 0 && out.starts_with("What is near to you"), "{length}: {out}");
            let is_one_line = |err: &str, said: &str| err.starts_with(said) && err.lines().count() == 1;
            assert!(is_one_line(&err, &format!("your profile is not used: {told}")), "{err}");
            let (code, _, err) = answer(&cut, &["profile", "import", "-"]);
            assert!(code == 2 && is_one_line(&err, &format!("error: {told}")), "{err}");
            assert_eq!(bytes(&cut), all[..length], "{length}: it is destroyed");
        }
    }
    assert!(damaged > 100 && foreign > 0, "{damaged} are damaged, and {foreign} are none");
}

#[test]
fn a_log_that_was_cut_off_holds_what_was_kept_before() {
    const KEPT: usize = 50;
    let folder = TempDir::new().expect("a folder");
    let whole = folder.path().join("whole.sqlite");
    let mut store = Sqlite::at(&whole, Pace::Keyboard);
    for nth in 0..KEPT {
        store.apply(&Change::Leaning(format!("{nth:03}"), Some(true))).expect("it is kept");
    }
    // Whoever is at the keyboard leaves the log for later, as a kill does.
    drop(store);
    let log = bytes(&whole.with_extension("sqlite-wal"));
    let mut most = 0;
    for length in (0..log.len()).step_by(1021).chain([log.len()]) {
        let cut = folder.path().join(format!("cut-{length}.sqlite"));
        fs::copy(&whole, &cut).expect("a copy");
        fs::write(cut.with_extension("sqlite-wal"), &log[..length]).expect("a file");
        let here = kept(&cut).leanings;
        let first: Vec<_> = (0..here.len()).map(|nth| format!("{nth:03}")).collect();
        assert!(here.keys().eq(first.iter()) && here.len() >= most, "{length}: {here:?}");
        most = here.len();
    }
    assert_eq!(most, KEPT);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_while_a_profile_comes_in_is_told_and_the_same_again_goes_on() {
    let Some(disk) = crate::disk::Disk::of(8000) else { return };
    let profile = disk.path().join("profile.sqlite");
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![0; 7800 * 1024]).expect("a file");
    let text = many("skill", 2000);
    let (code, out, err) = of(&importing(&profile, &text).wait_with_output().expect("it ends"));
    assert!(code == 2 && out.is_empty() && err.lines().count() == 1, "{err}");
    assert!(
        err.starts_with("error: ") && err.contains(" of 2000 entries were taken over, then it failed"),
        "{err}"
    );
    assert!(err.contains("the disk is full"), "{err}");
    let number: usize =
        err["error: ".len()..].split(' ').next().and_then(|word| word.parse().ok()).expect("a number");
    assert!(number > 0 && kept(&profile).skills.len() == number, "{number}: {}", kept(&profile).skills.len());
    fs::remove_file(&filler).expect("it can be removed");
    assert_eq!(of(&importing(&profile, &text).wait_with_output().expect("it ends")).0, 0);
    assert_eq!(kept(&profile).skills.len(), 2000);
}

/// The program of somebody with such a home.
fn at_home(home: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    of(&command
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", home)
        .args(arguments)
        .output()
        .expect("it runs"))
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_home_everything_can_be_read_and_a_line_says_what_cannot_be_kept() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.json");
    fs::write(&file, many("skill", 1)).expect("a file");
    let file = file.display().to_string();
    // Nobody can make a folder there.
    let home = "/proc/nobody";
    for arguments in [
        &["show", "role:ai-engineer"][..],
        &["fit"],
        &["next"],
        &["progress"],
        &["profile", "export"],
        &["paths"],
    ] {
        let (code, out, err) = at_home(home, arguments);
        let told = if arguments[0] == "profile" { "nothing is kept yet; " } else { "" };
        assert!(code == 0 && err.starts_with(told) && !out.is_empty(), "{arguments:?}: {err}");
        assert_eq!(err.is_empty(), told.is_empty(), "{err}");
    }
    let (code, _, err) = at_home(home, &["profile", "import", &file]);
    assert!(code == 2 && err.lines().count() == 1, "{err}");
    assert!(err.contains("/proc/nobody/.local/state/roledex/profile.sqlite: "), "{err}");
    // A home that is to be is made when there is something to keep.
    let home = folder.path().join("new/home");
    let (code, _, err) = at_home(&home.display().to_string(), &["profile", "import", &file]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(kept(&home.join(".local/state/roledex/profile.sqlite")).skills.len(), 1);
}

#[test]
fn a_clock_that_was_set_back_loses_nothing_and_stops_nothing() {
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("profile.sqlite");
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");
    let practise = |input: &str, arguments: &[&str]| {
        let mut child = crate::roledex(&profile, &[&["--content", pack][..], arguments].concat());
        let mut child = child.stdin(std::process::Stdio::piped()).spawn().expect("it starts");
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input.as_bytes())
            .expect("it reads");
        let (code, out, err) = of(&child.wait_with_output().expect("it ends"));
        assert_eq!(code, 0, "{arguments:?}: {err}");
        out
    };
    let of_profile = || practise("", &["profile", "export"]);
    // An answer and a run in the middle, then all of it as if it had been in a hundred years.
    practise("\n3\n", &["practice", "baker", "--limit", "2", "--lines"]);
    practise("I taste it\n\n", &["mock", "baker"]);
    let later = of_profile().replace("\"20", "\"21");
    fs::remove_file(&profile).expect("it can be removed");
    assert_eq!(of(&importing(&profile, &later).wait_with_output().expect("it ends")).0, 0);
    assert_eq!(of_profile(), later);
    for arguments in [&["progress"][..], &["next"], &["show", "practice:baker"], &["show", "mock:baker"]] {
        let said = practise("", arguments);
        assert!(!said.contains(" ago"), "{arguments:?}: {said}");
    }
    // It goes on where it was, and what is answered now stands beside what was answered then.
    let said = practise("\n2\n", &["practice", "baker", "--limit", "2", "--lines"]);
    assert!(said.starts_with("Going on at 2 of 2.\n") && said.contains("Done: 1 hard, 1 good."), "{said}");
    let said = practise("by eye\n\n", &["mock", "baker"]);
    assert!(said.contains("Question 2 of 3"), "{said}");
    let said = practise("", &["mock", "baker"]);
    assert!(said.contains("Question 3 of 3") && !said.contains("Question 2 of 3"), "{said}");
    let reviews = kept(&profile).reviews;
    assert!(reviews.len() == 2 && reviews[0].at > reviews[1].at, "{reviews:?}");
}
