//! Files that are written: whole or not at all, and never over another unasked.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use roledex::content::Library;
use tempfile::TempDir;

use crate::disk::Disk;
use crate::{PACK, answer};

#[test]
fn export_writes_the_form_that_the_name_ends_in() {
    let folder = TempDir::new().expect("a folder");
    let file = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    for (name, begins) in [
        ("a.txt", "Baker · Stoker\n\nBaker\n"),
        ("a.md", "# Baker · Stoker\n"),
        ("a.html", "<!DOCTYPE html>"),
    ] {
        let name = file(name);
        let wrote = (0, String::new(), format!("wrote {name}\n"));
        assert_eq!(answer(&["export", "baker", "stoker", "baker", "-o", &name]), wrote);
        let text = fs::read_to_string(&name).expect("the file was written");
        assert!(text.starts_with(begins) && text.contains("Stoker"), "{name}: {text}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 3, "nothing else is left in the folder");
    assert_eq!(answer(&["export", "baker", "-o", &file("a.md")]).0, 0, "a file is written over");
    fs::set_permissions(file("a.md"), fs::Permissions::from_mode(0o600)).expect("its owner");
    assert_eq!(answer(&["export", "baker", "-o", &file("a.md")]).0, 0);
    let mode = fs::metadata(file("a.md")).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "whoever could not read it cannot now");
    let text = fs::read_to_string(file("a.md")).expect("the file was written");
    assert!(!text.contains("# Stoker") && text.contains("With thanks to"), "{text}");
}

#[test]
fn questions_are_taken_along_with_their_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("questions.md");
    let name = file.to_str().expect("UTF-8");
    assert_eq!(answer(&["export", "practice:baker", "-o", name]).0, 0);
    let text = fs::read_to_string(&file).expect("the file was written");
    let asked: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let library = Library::from_folder(Path::new(PACK)).expect("a good pack");
    let written: Vec<_> = library.questions().iter().filter(|one| one.group == "baker").collect();
    assert!(written.len() > 2, "{}", written.len());
    for question in &written {
        assert!(asked.contains(&question.ask.as_str()), "{asked:?}");
        assert_eq!(text.lines().filter(|line| *line == question.ask.as_str()).count(), 0, "it is asked once");
        for said in question.points.iter().chain([&question.answer]) {
            assert!(text.contains(said.as_str()), "{said:?} is left out");
        }
    }
    assert_eq!(asked.last(), Some(&"Sources"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_pack_that_cannot_be_begun_is_not_begun() {
    let Some(disk) = Disk::of(16) else { return };
    let folder = disk.path().join("pack");
    let name = folder.to_str().expect("UTF-8");
    for is_there in [false, true] {
        if is_there {
            fs::create_dir(&folder).expect("a folder");
        }
        let (code, _, err) = answer(&["new", name]);
        assert!(code == 2 && err.contains("cannot be written: No space left"), "{err}");
        let left = fs::read_dir(&folder).map_or(0, Iterator::count);
        assert_eq!((folder.exists(), left), (is_there, 0), "it is as it was, for another try");
    }
}

#[test]
fn of_several_that_begin_one_pack_at_once_one_does_and_the_others_are_told() {
    let above = tempfile::tempdir().expect("a folder");
    let folder = above.path().join("pack");
    let name = folder.to_str().expect("UTF-8");
    let answers: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| answer(&["new", name]))).collect();
        all.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    let (done, told): (Vec<_>, Vec<_>) = answers.iter().partition(|(code, ..)| *code == 0);
    assert_eq!(done.len(), 1, "{answers:?}");
    assert!(told.iter().all(|(_, _, err)| err.contains("already")), "{told:?}");
    assert_eq!(answer(&["check", name]).0, 0, "what the one wrote is whole");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_file_whole() {
    let Some(disk) = Disk::of(64) else { return };
    let file = disk.path().join("role.md");
    fs::write(&file, "the old text").expect("a small file fits");
    fs::write(disk.path().join("filler"), vec![0; 60 * 1024]).expect("the disk can be filled");
    let (code, _, err) = answer(&["export", "baker", "-o", file.to_str().expect("UTF-8")]);
    let text = fs::read_to_string(&file);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("cannot be written") && err.contains("No space left"), "{err}");
    assert_eq!(text.expect("the old file"), "the old text");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_no_half_of_a_new_role_in_the_pack() {
    let Some(disk) = Disk::of(1024) else { return };
    let pack = disk.path().join("pack");
    let name = pack.to_str().expect("UTF-8");
    assert_eq!(answer(&["new", name]).0, 0);
    let filler = disk.path().join("filler");
    // As much as there is room for.
    fs::write(&filler, vec![0; 1 << 20]).expect_err("the disk is full then");
    let new = || answer(&["--content", name, "new", "role", "clerk"]);
    let (code, _, err) = new();
    assert!(code == 2 && err.contains("clerk.toml cannot be written: No space left"), "{err}");
    fs::remove_file(filler).expect("it can be emptied");
    let left = fs::read_dir(pack.join("roles")).expect("a folder").count();
    assert_eq!(left, 2, "nothing of it is left");
    let (code, _, err) = new();
    assert_eq!(code, 0, "{err}");
}
