//! Somebody changes a pack while the guide shows it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::pty::Terminal;

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");

/// A copy of the fixed pack.
fn pack() -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder can be made");
        for entry in fs::read_dir(from).expect("a folder can be read") {
            let path = entry.expect("an entry").path();
            let target = to.join(path.file_name().expect("a name"));
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, &target).expect("a copy");
            }
        }
    }
    let folder = TempDir::new().expect("a folder");
    copy(Path::new(PACK), folder.path());
    folder
}

fn open(folder: &TempDir, place: &str, environment: &[(&str, &str)]) -> Terminal {
    let name = folder.path().to_str().expect("UTF-8");
    let mut terminal = Terminal::open_with(&["--content", name, "open", place], (80, 24), environment);
    terminal.until_shown("? help");
    terminal
}

/// Saves as editors do: beside the file, then in its place.
fn save(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no {from:?}");
    let beside = path.with_extension("toml~");
    fs::write(&beside, text.replacen(from, to, 1)).expect("a file can be written");
    fs::rename(&beside, &path).expect("a file can be put in the place of another");
}

#[test]
fn a_save_is_on_the_screen_and_the_reader_stays() {
    let folder = pack();
    let mut terminal = open(&folder, "role:baker#does/shape", &[]);
    terminal.until_on("shapes loaves by weight");
    save(&folder, "roles/baker.toml", "shapes loaves by weight", "shapes loaves by hand");
    terminal.until_on("shapes loaves by hand").until_shown("the pack was read again");
    save(&folder, "roles/baker.toml", "family =", "famly =");
    terminal.until_shown("roles/baker.toml:3:1: this file has no field `famly`");
    terminal.until_on("shapes loaves by hand");
    terminal.press("!").until_shown("WHAT IS WRONG WITH THE PACK").press("\x1b");
    save(&folder, "roles/baker.toml", "famly =", "family =");
    terminal.until_shown("the pack was read again").until_gone("broken pack");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_is_followed_costs_nothing_while_nothing_changes() {
    let folder = pack();
    let mut terminal = open(&folder, "baker", &[]);
    terminal.at_rest();
    terminal.written.clear();
    // To read the pack is no change of it, and what is not of the pack is not looked at.
    fs::read_to_string(folder.path().join("roles/baker.toml")).expect("a file");
    fs::write(folder.path().join("notes.md"), "to do").expect("a file");
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
    let folder = pack();
    let editor = folder.path().join("editor.sh");
    let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$ASKED\"\nfile=${1%%:*}\n\
                  sed 's/by weight/by the pound/' \"$file\" > \"$file~\" && mv \"$file~\" \"$file\"\n";
    fs::write(&editor, script).expect("a script");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("a script that can be run");
    let asked = folder.path().join("asked");
    let (editor, asked_name) = (editor.to_str().expect("UTF-8"), asked.to_str().expect("UTF-8"));
    let mut terminal = open(&folder, "role:baker#does/shape", &[("EDITOR", editor), ("ASKED", asked_name)]);
    terminal.until_on("shapes loaves by weight").press("E");
    terminal.until_on("shapes loaves by the pound");
    assert!(terminal.screen.screen().alternate_screen(), "the guide has its screen again");
    let file = folder.path().join("roles/baker.toml").display().to_string();
    assert_eq!(fs::read_to_string(&asked).expect("what was asked"), format!("{file}:90:1\n"));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let mut terminal = open(&folder, "baker", &[("EDITOR", "/nowhere/editor")]);
    terminal.press("E").until_shown("/nowhere/editor cannot be run").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_pack_is_read_again_by_hand() {
    let folder = pack();
    let mut terminal = open(&folder, "baker", &[]);
    terminal.press("\x12").until_shown("the pack was read again");
    fs::remove_dir_all(folder.path()).expect("the folder can be taken away");
    terminal.press("\x12").until_shown("this folder cannot be read");
    terminal.until_shown("Baker").press("q");
    assert_eq!(terminal.end(), 0);
}
