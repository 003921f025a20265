//! What a reader says of themselves and keeps, and the pages made of it, in a real terminal.

use std::fs;

use roledex::profile::{Sqlite, Store};
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
    terminal.until_shown("BAKER GIVES").until_shown("trouble: Some are burnt.");
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
    terminal.until_shown("you have told nothing yet").until_shown("0 of 3 answered");
    terminal.press("jx").until_shown("1 of 3 answered").until_shown("Baker: you like 2 of its 3 tasks");
    terminal.press("x").until_shown("taken back").until_shown("0 of 3 answered");
    terminal.press("X").until_shown("no, rather not").until_shown("1 of 3 answered");
    // A skill that is known counts instead.
    terminal.press("/kneading\r").until_shown("a skill · Craft").press("xx");
    terminal.until_shown("Kneading: you, working (2 of 4)").until_shown("You: working.");
    terminal.press("\x7f").until_shown("by 1 skill that you know").until_shown("nearly: kneading (1 level)");
    terminal.press("*").until_shown("is bookmarked").press("/bookmarks\r");
    terminal.until_on(">  What is near to what you");
    terminal.press("tq");
    assert_eq!(terminal.end(), 0);

    // It opens where it was left, with the theme that was chosen, and everything known.
    let mut terminal = open(&[]);
    terminal.until_on(">  What is near to what you").press("\x1b[C").until_on("Baker").press("r");
    terminal
        .until_shown("From what you know to Baker")
        .until_on("1. Kneading: from working to strong, 1 level");
    terminal.press("x").until_gone("1. Kneading").until_on("1. Timing: to working, 2 levels");
    // A kill loses nothing of that.
    terminal.at_rest();
    terminal.signal("KILL");
    terminal.end();
    let kept = Sqlite::at(file.as_ref()).load().expect("a profile");
    assert_eq!(kept.skills["kneading"].number(), 3);
    assert_eq!(kept.theme.as_deref(), Some("light"));
    assert_eq!(kept.bookmarks.len(), 1);
    let mut terminal = open(&[]);
    terminal.until_shown("From what you know to Baker").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn two_sittings_at_once_keep_what_both_say() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("me.sqlite").display().to_string();
    let open = |skill: &str| Terminal::open(&["--profile", &file, "open", skill], SIZE);
    let (mut one, mut other) = (open("skill:kneading"), open("skill:fire"));
    one.until_shown("You have not said that you know it").press("xx").until_shown("You: working.");
    other.until_shown("You have not said that you know it").press("x").until_shown("You: aware.");
    one.press("q");
    other.press("q");
    assert_eq!((one.end(), other.end()), (0, 0));
    let kept = Sqlite::at(file.as_ref()).load().expect("a profile");
    assert_eq!((kept.skills["kneading"].number(), kept.skills["fire"].number()), (2, 1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_once_and_the_guide_goes_on() {
    let Some(disk) = Disk::of(200) else { return };
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![0; 196 * 1024]).expect("the disk can be filled");
    let file = disk.path().join("me.sqlite").display().to_string();
    let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
    terminal.until_shown("what you mark is not kept: ").until_shown("me.sqlite");
    terminal.press("x").until_shown("You: aware.").until_shown("Kneading: you, aware (1 of 4)");
    terminal.press("x").until_shown("You: working.");
    // Once there is room again, all of it is kept.
    fs::remove_file(&filler).expect("it can be removed");
    terminal.press("x").until_shown("You: strong.").press("q");
    assert_eq!(terminal.end(), 0);
    let kept = Sqlite::at(file.as_ref()).load().expect("a profile");
    assert_eq!(kept.skills["kneading"].number(), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_cannot_be_written_shows_what_was_kept_and_says_that_no_more_is() {
    let Some(disk) = Disk::of(1000) else { return };
    let file = disk.path().join("me.sqlite").display().to_string();
    let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
    terminal.press("xx").until_shown("You: working.").press("q");
    assert_eq!(terminal.end(), 0);
    disk.protect();
    let mut terminal = Terminal::open(&["--profile", &file, "open", "skill:kneading"], SIZE);
    terminal.until_shown("You: working.").press("x").until_shown("You: strong.");
    terminal.until_shown("what you mark is not kept: ").until_shown("me.sqlite: it cannot be");
    // It is said once.
    terminal.press("x").until_shown("You: expert.").until_shown("Kneading: you, expert").press("q");
    assert_eq!(terminal.end(), 0);
    let kept = Sqlite::at(file.as_ref()).load().expect("a profile");
    assert_eq!(kept.skills["kneading"].number(), 2);
}
