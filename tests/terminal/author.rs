//! Somebody changes a pack while the guide shows it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crate::pack::Draft;
use crate::pty::Terminal;

fn open(pack: &Draft, place: &str, environment: &[(&str, &str)]) -> Terminal {
    let name = pack.name();
    let mut terminal = Terminal::open_with(&["--content", name, "open", place], (80, 24), environment);
    terminal.until_shown("? help");
    terminal
}

/// Saves as editors do: beside the file, then in its place.
pub fn save(pack: &Draft, file: &str, from: &str, to: &str) {
    let path = pack.path(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no {from:?}");
    let beside = path.with_extension("toml~");
    fs::write(&beside, text.replacen(from, to, 1)).expect("a file can be written");
    fs::rename(&beside, &path).expect("a file can be put in the place of another");
}

#[test]
fn a_save_is_on_the_screen_and_the_reader_stays() {
    let pack = Draft::new();
    let mut terminal = open(&pack, "role:baker#does/shape", &[]);
    terminal.until_on("shapes loaves by weight");
    save(&pack, "roles/baker.toml", "shapes loaves by weight", "shapes loaves by hand");
    terminal.until_on("shapes loaves by hand").until_shown("the pack was read again");
    save(&pack, "roles/baker.toml", "family =", "famly =");
    terminal.until_shown("roles/baker.toml:3:1: this file has no field `famly`");
    terminal.until_on("shapes loaves by hand");
    terminal.press("!").until_shown("WHAT IS WRONG WITH THE PACK").press("\x1b");
    save(&pack, "roles/baker.toml", "famly =", "family =");
    terminal.until_shown("the pack was read again").until_gone("broken pack");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_is_followed_costs_nothing_while_nothing_changes() {
    let pack = Draft::new();
    let mut terminal = open(&pack, "baker", &[]);
    terminal.at_rest();
    terminal.written.clear();
    // To read the pack is no change of it, and what is not of the pack is not looked at.
    fs::read_to_string(pack.path("roles/baker.toml")).expect("a file");
    fs::write(pack.path("notes.md"), "to do").expect("a file");
    let quiet = terminal.output.recv_timeout(Duration::from_secs(1));
    assert!(
        quiet.is_err(),
        "{:?} was written",
        quiet.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    );
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_editor_opens_at_the_row_and_what_it_saves_is_shown() {
    let pack = Draft::new();
    let editor = pack.path("hx");
    let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$ASKED\"\nfile=${1%%:*}\n\
                  sed 's/by weight/by the pound/' \"$file\" > \"$file~\" && mv \"$file~\" \"$file\"\n";
    fs::write(&editor, script).expect("a script");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("a script that can be run");
    let asked = pack.path("asked");
    let asked_name = asked.to_str().expect("UTF-8");
    let path = format!("{}:/usr/bin:/bin", pack.name());
    let mut terminal =
        open(&pack, "role:baker#does/shape", &[("EDITOR", "hx"), ("PATH", &path), ("ASKED", asked_name)]);
    terminal.until_on("shapes loaves by weight").press("E");
    terminal.until_on("shapes loaves by the pound");
    assert!(terminal.screen.screen().alternate_screen(), "the guide has its screen again");
    let file = pack.path("roles/baker.toml").display().to_string();
    assert_eq!(fs::read_to_string(&asked).expect("what was asked"), format!("{file}:96:1\n"));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let mut terminal = open(&pack, "baker", &[("EDITOR", "/nowhere/editor")]);
    terminal.press("E").until_shown("/nowhere/editor cannot be run").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_pack_is_read_again_by_hand() {
    let pack = Draft::new();
    let mut terminal = open(&pack, "baker", &[]);
    terminal.press("\x12").until_shown("the pack was read again");
    fs::remove_dir_all(pack.folder()).expect("the folder can be taken away");
    terminal.press("\x12").until_shown("this folder cannot be read");
    terminal.until_shown("Baker").press("q");
    assert_eq!(terminal.end(), 0);
}
