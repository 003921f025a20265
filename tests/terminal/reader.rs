//! What a reader says of themselves and keeps, and the pages made of it, in a real terminal.

use std::fs;

use roledex::profile::{Pace, Sqlite, Store};
use tempfile::TempDir;

use crate::disk::Disk;
use crate::pty::Terminal;

const SIZE: (u16, u16) = (100, 30);

#[test]
fn a_project_turns_from_all_eras_to_one_and_tells_why() {
    let mut terminal = Terminal::open(&["open", "scenario:loaf"], SIZE);
    terminal.until_on(">  1. Shape the loaf").until_shown("BEFORE │ AFTER").until_shown("-> stoker");
    assert!(!terminal.shown().contains("feeds the oven"), "why is folded away");
    terminal.press("d").until_shown("feeds the oven, which the baker does not know");
    terminal.press("d").until_gone("feeds the oven");
    terminal
        .press("[")
        .until_shown("before │ AFTER")
        .until_shown("feeds the oven")
        .until_on("1. Shape the loaf");
    terminal.press("[").until_shown("BEFORE │ after").until_gone("->");
    terminal.press("]]").until_shown("BEFORE │ AFTER").press("]").until_shown("all eras stand side by side");
    terminal.press("j\r").until_shown("Stoker").until_shown("new in this era");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn hand_overs_lead_to_who_receives_them() {
    let mut terminal = Terminal::open(&["open", "handovers"], SIZE);
    terminal.until_shown("FROM THE BAKER").until_shown("trouble: Some are burnt.");
    terminal.until_on("to the seller: loaves").press("\r").until_shown("Brings bread and people together");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_is_liked_and_known_counts_at_once_and_the_next_time() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite").display().to_string();
    let arguments = ["--profile", file.as_str()];
    let open = |place: &[&str]| Terminal::open(&[&arguments, place].concat(), SIZE);
    let mut terminal = open(&["open", "fit"]);
    terminal.until_shown("you have said nothing yet").until_shown("0 of 3 answered");
    terminal
        .until_on("I like to work with my hands")
        .press("x")
        .until_shown("1 of 3 answered")
        .until_shown("Baker: you like 2 of its 3 tasks")
        .until_shown("yes; the nearest now: Baker");
    terminal.press("x").until_shown("taken back").until_shown("0 of 3 answered");
    terminal.press("X").until_shown("no: I like to work").until_shown("1 of 3 answered");
    // A skill that is known counts instead.
    terminal.press("/kneading\r").until_shown("a skill · Craft").press("xx");
    terminal.until_shown("Kneading: you, working (2 of 4)").until_shown("You: working.");
    terminal.press("\x7fg").until_shown("by 1 skill that you know").until_shown("nearly: Kneading (1 level)");
    terminal.press("*").until_shown("is bookmarked").press("/bookmarks\r");
    terminal.until_on(">  What is near to you");
    terminal.press("tq");
    assert_eq!(terminal.end(), 0);

    // It opens where it was left, with the theme that was chosen, and everything known.
    let mut terminal = open(&[]);
    terminal.until_on(">  What is near to you").press("\x1b[C").until_on("Baker").press("r");
    terminal
        .until_shown("From what you know to Baker")
        .until_on("1. Kneading: from working to strong, 1 level");
    terminal.press("x").until_gone("1. Kneading").until_on("1. Timing: to working, 2 levels");
    // A kill loses nothing of that.
    terminal.at_rest();
    terminal.signal("KILL");
    terminal.end();
    let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
    assert_eq!(kept.skills["kneading"].number(), 3);
    assert_eq!(kept.theme.as_deref(), Some("light"));
    assert_eq!(kept.bookmarks.len(), 1);
    let mut terminal = open(&[]);
    terminal.until_shown("From what you know to Baker").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn two_sittings_at_once_keep_what_both_say_and_count_on_from_each_other() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite").display().to_string();
    let open = |skill: &str| Terminal::open(&["--profile", &file, "open", skill], SIZE);
    let (mut one, mut other) = (open("skill:kneading"), open("skill:kneading"));
    one.until_shown("You have not said that you know it");
    other.until_shown("You have not said that you know it");
    one.press("xx").until_shown("You: working.");
    // The other sitting begins where this one is, not where it was opened.
    other.press("x").until_shown("Kneading: you, strong (3 of 4)").until_shown("You: strong.");
    other.press("/fire\r").until_shown("You keep a fire even").press("x").until_shown("You: aware.");
    one.press("*").until_shown("is bookmarked").until_shown("You: strong.");
    one.press("X").until_shown("You: working.").press("q");
    other.press("q");
    assert_eq!((one.end(), other.end()), (0, 0));
    let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
    assert_eq!((kept.skills["kneading"].number(), kept.skills["fire"].number()), (2, 1));
    assert_eq!(kept.bookmarks.len(), 1);
}

#[test]
fn a_store_that_another_holds_keeps_nobody_waiting_and_gets_all_at_the_end() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite").display().to_string();
    let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
    terminal.until_shown("You have not said that you know it").at_rest();
    let other = rusqlite::Connection::open(&file).expect("the store");
    other.execute_batch("BEGIN IMMEDIATE").expect("it can be held");
    terminal.press("x").until_shown("what you change is not kept: ").until_shown("another program holds it");
    terminal.press("x").until_shown("You: working.");
    other.execute_batch("COMMIT").expect("it is given back");
    // Nothing more is marked: what waits is kept when the reader leaves.
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
    assert_eq!(kept.skills["kneading"].number(), 2);
}

#[test]
fn who_presses_on_after_a_skill_is_learnt_does_not_raise_the_next() {
    let mut terminal = Terminal::open(&["open", "route:me,baker"], SIZE);
    terminal.until_on("1. Kneading: to strong, 3 levels").press("xxx").until_on("1. Timing");
    terminal.press("x").until_shown("that is done; once more, and it counts for Timing");
    terminal
        .until_on("1. Timing: to working, 2 levels")
        .press("x")
        .until_on("1. Timing: from aware to working");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_once_and_the_guide_goes_on() {
    let Some(disk) = Disk::of(200) else { return };
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![0; 196 * 1024]).expect("the disk can be filled");
    let file = disk.path().join("me.sqlite").display().to_string();
    let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
    terminal.until_shown("what you change is not kept: ").until_shown("me.sqlite");
    terminal.press("x").until_shown("You: aware.").shows("Kneading: you, aware (1 of 4)");
    terminal.press("x").until_shown("You: working.").press("*").until_shown("is bookmarked");
    terminal.press("g").until_gone("is bookmarked").shows("not kept   ? help");
    // Once there is room again, all of it is kept.
    fs::remove_file(&filler).expect("it can be removed");
    terminal
        .press("x")
        .until_shown("You: strong.")
        .press("g")
        .until_shown("? help")
        .until_gone("not kept")
        .press("q");
    assert_eq!(terminal.end(), 0);
    let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
    assert_eq!((kept.skills["kneading"].number(), kept.bookmarks.len()), (3, 1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_cannot_be_written_shows_what_was_kept_and_says_that_no_more_is() {
    let Some(disk) = Disk::of(1000) else { return };
    let file = disk.path().join("me.sqlite").display().to_string();
    let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
    terminal.press("xx").until_shown("You: working.").press("q");
    assert_eq!(terminal.end(), 0);
    // A sitting leaves a log beside the store, and a command none.
    let tidy = disk.path().join("tidy.sqlite").display().to_string();
    for end in ["", "-wal"] {
        fs::copy(format!("{file}{end}"), format!("{tidy}{end}")).expect("a copy");
    }
    let other = roledex::profile::Change::Goal("baker".to_owned());
    Sqlite::at(tidy.as_ref(), Pace::Leisure).apply(&other).expect("it is kept");
    assert!(fs::exists(format!("{file}-wal")).is_ok_and(|is_there| is_there));
    assert!(fs::exists(format!("{tidy}-wal")).is_ok_and(|is_there| !is_there));
    disk.protect();
    for file in [file, tidy] {
        let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
        terminal.until_shown("a skill · Craft").shows("You: working.");
        terminal.press("x").until_shown("You: strong.");
        terminal.shows("what you change is not kept: ").shows(".sqlite: it cannot be");
        // It is said once.
        terminal.press("x").until_shown("You: expert.").shows("Kneading: you, expert").press("q");
        assert_eq!(terminal.end(), 0);
        let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
        assert_eq!(kept.skills["kneading"].number(), 2);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_slow_disk_keeps_nobody_waiting() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite").display().to_string();
    let log = folder.path().join("log");
    let log_name = log.display().to_string();
    if !std::path::Path::new("/usr/bin/strace").exists() {
        assert!(std::env::var_os("ROLEDEX_MUST_RUN").is_none(), "strace is not installed");
        eprintln!("skipped: no strace");
        return;
    }
    // Whoever waits for the disk waits for half a second each time, and that is written down.
    let slow = [
        "--follow-forks",
        "--quiet=all",
        "--signal=none",
        "--decode-fds=path",
        "--trace=fsync,fdatasync",
        "--inject=fsync,fdatasync:delay_enter=500000",
        "-o",
        &log_name,
        env!("CARGO_BIN_EXE_roledex"),
        "--profile",
        &file,
    ];
    let written = || fs::read_to_string(&log).expect("a log");
    // Threads that come, go or are stopped may be written down as well, and a call that is cut in two twice.
    let waits = || written().lines().filter(|line| line.contains("sync(")).count();
    let mut terminal =
        Terminal::run("/usr/bin/strace", &[&slow[..], &["open", "skill:kneading"]].concat(), SIZE, &[]);
    terminal.until_shown("You have not said").press("x").until_shown("You: aware.").at_rest();
    let to_begin = waits();
    assert!(to_begin > 0, "to make the store the disk is waited for");
    for _ in 0..4 {
        terminal.press("x").until_shown("You: working.").press("X").until_shown("You: aware.");
    }
    terminal.press("*").until_shown("is bookmarked").press("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(waits(), to_begin, "a mark waits for the disk:\n{}", written());
    let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
    assert_eq!((kept.skills["kneading"].number(), kept.bookmarks.len()), (1, 1));
}

#[test]
fn a_damaged_profile_is_told_and_the_guide_goes_on() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite");
    let mut store = Sqlite::at(&file, Pace::Leisure);
    store.apply(&roledex::profile::Change::Theme("mono".to_owned())).expect("it is kept");
    drop(store);
    let whole = fs::read(&file).expect("a file");
    let half = &whole[..whole.len() / 2];
    fs::write(&file, half).expect("a file");
    let name = file.display().to_string();
    let mut terminal = Terminal::open(&["--profile", &name, "open", "skill:kneading"], (140, 30));
    terminal.until_shown("a skill · Craft").shows("what you change is not kept: ").shows("it is damaged");
    terminal.press("x").until_shown("You: aware.").press("g").until_shown("not kept   ? help").press("q");
    assert_eq!(terminal.end(), 0);
    // Whoever leaves hears it once more, where the shell is again.
    assert!(terminal.shown().contains("what you change is not kept: "), "{}", terminal.shown());
    assert_eq!(fs::read(&file).expect("a file"), half);
}

#[test]
fn where_nothing_is_kept_of_anybody_they_are_told() {
    let asked = [("SSH_ORIGINAL_COMMAND", "role:ai-engineer")];
    let mut terminal = Terminal::open_with(&["--served", "--no-profile"], (100, 24), &asked);
    terminal.until_shown("Nothing is kept here: what you say lasts until you leave.").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn of_sixty_four_sittings_on_one_profile_none_loses_what_it_was_told_is_kept() {
    const SITTINGS: usize = 64;
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite").display().to_string();
    let open = |nth| Terminal::open(&["--profile", &file, "open", &format!("search:loaf{nth}")], (60, 12));
    let mut all: Vec<_> = (0..SITTINGS).map(open).collect();
    for terminal in &mut all {
        terminal.until_shown("? help");
    }
    let is_answered = |screen: &vt100::Screen| {
        let text = screen.contents();
        text.contains("is bookmarked") || text.contains("is not kept")
    };
    // Half of them while another program holds the store, so that they have to keep it later.
    let other = rusqlite::Connection::open(&file).expect("the store");
    other.execute_batch("BEGIN IMMEDIATE").expect("it can be held");
    let (early, late) = all.split_at_mut(SITTINGS / 2);
    for terminal in early.iter_mut() {
        terminal.press("*");
    }
    for terminal in early {
        terminal.until("an answer", is_answered);
    }
    other.execute_batch("COMMIT").expect("it is given back");
    // The others all at once, and each sees what it did before any of the others is looked at.
    for terminal in late.iter_mut() {
        terminal.press("*");
    }
    for terminal in late {
        terminal.until("an answer", is_answered);
    }
    for terminal in &mut all {
        terminal.press("q");
    }
    let mut lost = Vec::new();
    for (nth, terminal) in all.iter_mut().enumerate() {
        assert_eq!(terminal.end(), 0);
        // What could not be kept is kept in the end, or said where the shell is again.
        if terminal.shown().contains("is not kept") {
            lost.push(nth);
        }
    }
    let kept = Sqlite::at(file.as_ref(), Pace::Leisure).load().expect("a profile");
    let kept: Vec<_> = kept.bookmarks.iter().map(ToString::to_string).collect();
    for nth in (0..SITTINGS).filter(|nth| !lost.contains(nth)) {
        let is_it = |place: &&String| place.split('@').next() == Some(&format!("search:loaf{nth}"));
        assert!(kept.iter().any(|place| is_it(&place)), "{nth} is lost, and {lost:?} were told: {kept:?}");
    }
}
