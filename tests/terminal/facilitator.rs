//! A facilitator's morning: a room of 25, a projector, and notes in a second terminal.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::author::save;
use crate::pack::Draft;
use crate::pty::{DEADLINE, Terminal};

/// What a projector shows of a terminal in large letters.
const PROJECTOR: (u16, u16) = (100, 28);

/// The pack, and the folder for what lives as long as one is logged in.
struct Room {
    pack: Draft,
    runtime: TempDir,
}

impl Room {
    fn new() -> Self {
        let runtime = TempDir::new().expect("a folder");
        fs::set_permissions(runtime.path(), fs::Permissions::from_mode(0o700)).expect("its own folder");
        Self { pack: Draft::new(), runtime }
    }

    fn open(&self, arguments: &[&str], size: (u16, u16)) -> Terminal {
        let runtime = self.runtime.path().to_str().expect("UTF-8");
        let all = [&["--content", self.pack.name()], arguments].concat();
        Terminal::open_with(&all, size, &[("XDG_RUNTIME_DIR", runtime)])
    }

    fn present(&self) -> Terminal {
        let mut stage = self.open(&["present", "bread"], PROJECTOR);
        stage.until_shown("1/4");
        stage
    }

    fn notes(&self, arguments: &[&str]) -> Terminal {
        self.open(&[&["notes"], arguments].concat(), (80, 24))
    }

    /// The files in the folder of the line.
    fn left(&self) -> Vec<String> {
        let there = fs::read_dir(self.runtime.path().join("roledex")).expect("the folder is there");
        there.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
        command.env_clear().env("LANG", "C.UTF-8").args(["--no-profile", "--content", self.pack.name()]);
        command.args(arguments).output().expect("the program runs")
    }
}

/// Whether every cell is painted.
fn is_painted(screen: &vt100::Screen) -> bool {
    let (rows, columns): (u16, u16) = (screen.size().0.into(), screen.size().1.into());
    (0..rows).all(|row| {
        (0..columns).all(|column| {
            screen.cell(row, column).is_some_and(|cell| cell.bgcolor() != vt100::Color::Default)
        })
    })
}

#[test]
fn a_morning_with_a_room() {
    let room = Room::new();
    // The evening before: every finding with its place, then none.
    let file = room.pack.path("tours/bread.toml");
    let tour = fs::read_to_string(&file).expect("the tour");
    fs::write(&file, tour.replace("role:baker@after#does\"", "role:bakre@after#does\"")).expect("a fault");
    let found = room.run(&["check"]);
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert_eq!(found.status.code(), Some(1), "{said}");
    assert!(said.contains("tours/bread.toml:23:9") && said.contains("did you mean \"baker\"?"), "{said}");
    fs::write(&file, &tour).expect("mended");
    assert_eq!(room.run(&["check"]).status.code(), Some(0));

    // In the room: what it will see.
    let mut check = room.open(&["present", "--check"], PROJECTOR);
    assert_eq!(check.end(), 0, "{}", check.shown());
    for words in
        ["100 columns and 28 lines", "Can the last row read this?", "4  By weight", "all can be read"]
    {
        assert!(check.shown().contains(words), "{words}:\n{}", check.shown());
    }

    // Notes first, which wait; then the presentation, painted from edge to edge.
    let end =
        (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(2)).to_zoned(jiff::tz::TimeZone::UTC);
    let end = end.strftime("%H:%M").to_string();
    let mut notes = room.notes(&["--end", &end]);
    notes.until_shown("waiting for a presentation");
    let mut stage = room.present();
    stage.until("painted from edge to edge", is_painted);
    assert!(!stage.shown().contains("quit"), "no keys are told to the room:\n{}", stage.shown());
    notes
        .until_shown("Everybody knows the oven")
        .until_shown("next: What bakers do")
        .until_shown(&format!("until {end}"));
    stage.press("t").until_shown("theme projector-light");
    stage.until("painted from edge to edge", is_painted);

    // The clicker; the era turns, and what moved says to whom.
    stage
        .press("\x1b[6~")
        .until_shown("2/4")
        .press("\x1b[6~")
        .until_shown("3/4")
        .until_shown("1. Shape the loaf");
    notes.until_shown("Now turn the era.").until_shown("3/4");
    stage.written.clear();
    stage.press("]").until_shown("-> stoker");
    let written = String::from_utf8_lossy(&stage.written).into_owned();
    assert!(!written.contains("\x1b[2J"), "nothing flashes: {written:?}");

    // Somebody asks about another role.
    stage.press("j\x10stoker").until_shown("hits").press("\r").until_shown("new in this era");
    notes.until_shown("the room sees role:stoker@after");
    stage.press("b").until_shown("3/4").until_shown("-> stoker").until_on(">");
    notes.until_gone("the room sees");

    // Two roles are compared; a row fills the screen and gives it back.
    stage.press("/stoker\r").until_shown("new in this era").press(" ").until_shown("is marked");
    stage.press("/baker\r").until_shown("also bread maker").press(" ").until_shown("c compares");
    stage.press("c").until_shown("IN A SENTENCE");
    let compared = stage.at_rest();
    stage.press("z").until_gone("IN A SENTENCE").press("z").until_just(&compared);
    stage.press("b").until_shown("-> stoker").press("2\r").until_shown("2/4");

    // A colleague corrects the pack; then breaks it.
    stage.press("j").until_on(">").until_shown("times the bake");
    save(&room.pack, "roles/baker.toml", "times the bake", "times every bake");
    stage.until_shown("times every bake").until_shown("2/4");
    save(&room.pack, "roles/baker.toml", "family =", "famly =");
    stage.until_shown("the pack is broken at roles/baker.toml:3:1, showing the last good edition");
    stage.until_shown("times every bake");
    notes.until_shown("the pack is broken");
    save(&room.pack, "roles/baker.toml", "famly =", "family =");
    stage.until_shown("mended: the pack was read again");
    notes.until_shown("mended: the pack was read again");

    // A tour that is cut short meanwhile ends where it ends now.
    stage.press("4\r").until_shown("4/4");
    fs::write(&file, tour.rsplit_once("[[stop]]\n").expect("a last stop").0).expect("a shorter tour");
    stage.until_shown("3/3").until_shown("1. Shape the loaf");
    notes.until_shown("next: the end");
    fs::write(&file, &tour).expect("as it was");
    stage.until_shown("3/4").press("2\rj").until_shown("2/4");

    // Other sizes keep the title and the point.
    stage.resize(60, 18).until_shown("times every bake").until_shown("2/4");
    stage.resize(PROJECTOR.0, PROJECTOR.1).until_shown("2/4");

    // A slip does not end it.
    stage
        .press("q")
        .until_shown("leave the presentation? y/N")
        .press("n")
        .until_gone("y/N")
        .until_shown("2/4");

    // The handout, and good-bye.
    let handout = room.runtime.path().join("handout.html");
    let wrote = room.run(&["export", "tour:bread", "--notes", "-o", handout.to_str().expect("UTF-8")]);
    assert_eq!(wrote.status.code(), Some(0), "{}", String::from_utf8_lossy(&wrote.stderr));
    let text = fs::read_to_string(&handout).expect("the handout");
    for words in
        ["Who should mind the fire?", "times every bake", "Ask who has seen one from within.", "The Baker's"]
    {
        assert!(text.contains(words), "{words}");
    }
    stage.press("q").until_shown("y/N").press("y");
    assert_eq!(stage.end(), 0);
    notes.until_shown("the presentation is gone").until_shown("Read it from below");
    notes.press("q");
    assert_eq!(notes.end(), 0);
    for terminal in [&stage, &notes] {
        assert!(!terminal.screen.screen().alternate_screen() && !terminal.screen.screen().hide_cursor());
    }
    assert_eq!(room.left(), Vec::<String>::new(), "no files are left");
}

#[test]
fn either_side_may_go_and_come_back() {
    let room = Room::new();
    let mut stage = room.present();
    stage.press("n").until_shown("2/4");
    let mut notes = room.notes(&[]);
    notes.until_shown("Read it from below").until_shown("next: One loaf");
    let socket = room.runtime.path().join("roledex/present.sock");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&socket), 0o600);
    assert_eq!(mode(socket.parent().expect("a folder")), 0o700);
    // Notes lead, also from where one cannot see them do it.
    notes.press("n").until_shown("next: By weight");
    stage.until_shown("3/4");
    notes.press("p").until_shown("next: One loaf");
    stage.until_shown("2/4");
    notes.press("q");
    assert_eq!(notes.end(), 0);
    stage.press("n").until_shown("3/4");
    let mut notes = room.notes(&[]);
    notes.until_shown("next: By weight");
    // A presentation that is killed leaves its socket behind; the next one takes its place.
    stage.signal("KILL");
    stage.end();
    notes.until_shown("the presentation is gone");
    notes.press("n").until_shown("there is no presentation to lead");
    assert_eq!(room.left(), ["present.sock"]);
    let mut stage = room.present();
    notes.until_shown("Everybody knows the oven").until_gone("the presentation is gone");
    // A second presentation says that the notes do not follow it.
    let mut other = room.present();
    other.until_shown("another presentation is open").press("n").until_shown("2/4");
    other.press("qy");
    assert_eq!(other.end(), 0);
    stage.press("n").until_shown("2/4");
    notes.until_shown("next: One loaf");
    // Who reads and goes leaves no trace, however often.
    for _ in 0..10 {
        let mut short = room.notes(&[]);
        short.until_shown("next: One loaf").press("q");
        assert_eq!(short.end(), 0);
    }
    // Two readers follow as well as one.
    let mut second = room.notes(&[]);
    second.until_shown("next: One loaf");
    stage.press("n").until_shown("3/4");
    for reader in [&mut notes, &mut second] {
        reader.until_shown("next: By weight");
        reader.press("q");
        assert_eq!(reader.end(), 0);
    }
    stage.press("qy");
    assert_eq!(stage.end(), 0);
}

#[test]
fn what_is_no_presentation_does_no_harm() {
    let room = Room::new();
    let folder = room.runtime.path().join("roledex");
    fs::create_dir(&folder).expect("a folder");
    // Somebody else's folder is not used, and the presentation goes on without notes.
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).expect("open to all");
    let mut stage = room.open(&["present", "bread/2"], PROJECTOR);
    stage.until_shown("not this user's alone").press("n").until_shown("3/4").press("qy");
    assert_eq!(stage.end(), 0);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("its own folder");
    // What talks nonsense is no presentation.
    let listener = UnixListener::bind(folder.join("present.sock")).expect("a socket");
    listener.set_nonblocking(true).expect("a socket that is asked");
    let come = || {
        let end = Instant::now() + DEADLINE;
        loop {
            match listener.accept() {
                Ok((stream, _)) => return stream,
                Err(error) => {
                    assert!(error.kind() == ErrorKind::WouldBlock && Instant::now() < end, "{error}");
                }
            }
            thread::sleep(Duration::from_millis(5));
        }
    };
    let mut notes = room.notes(&[]);
    for nonsense in [b"hello\n".to_vec(), vec![0xff; 1 << 17], b"{\"tour\": 3}\n".to_vec()] {
        let mut stream = come();
        stream.set_nonblocking(false).expect("a socket that waits");
        // They may have gone before they heard all of it.
        let _ = stream.write_all(&nonsense);
    }
    // And they come again.
    come();
    notes.until_shown("waiting for a presentation").press("q");
    assert_eq!(notes.end(), 0);
}

#[test]
fn who_never_reads_is_let_go_and_the_room_goes_on() {
    let room = Room::new();
    let mut stage = room.present();
    let socket = room.runtime.path().join("roledex/present.sock");
    let mut deaf = UnixStream::connect(&socket).expect("a socket");
    let mut leader = UnixStream::connect(&socket).expect("a socket");
    let mut heard = BufReader::new(leader.try_clone().expect("the same socket"));
    let mut line = String::new();
    heard.read_line(&mut line).expect("where it is");
    // More than a socket holds.
    for turn in 0..1500 {
        let word = if turn % 2 == 0 { "forward\n" } else { "backward\n" };
        leader.write_all(word.as_bytes()).expect("it leads");
        line.clear();
        heard.read_line(&mut line).expect("where it is now");
        let stop = format!("\"stop\":{}", 2 - turn % 2);
        assert!(line.contains(&stop), "{turn}: {line}");
    }
    stage.until_shown("1/4").press("n").until_shown("2/4");
    // It hears what was told until then, and then that it was let go.
    deaf.set_read_timeout(Some(DEADLINE)).expect("a deadline");
    let mut rest = Vec::new();
    deaf.read_to_end(&mut rest).expect("an end");
    stage.press("qy");
    assert_eq!(stage.end(), 0);
}

#[test]
fn the_notes_follow_the_presentation_that_is_left() {
    let room = Room::new();
    let mut first = room.present();
    let mut second = room.open(&["present", "bread/3"], PROJECTOR);
    second.until_shown("another presentation is open");
    let mut notes = room.notes(&[]);
    notes.until_shown("next: What bakers do");
    first.press("qy");
    assert_eq!(first.end(), 0);
    // By itself, without a key there.
    notes.until_shown("next: By weight").until_gone("the presentation is gone");
    second.press("n").until_shown("4/4");
    notes.until_shown("next: the end").press("q");
    assert_eq!(notes.end(), 0);
    second.press("qy");
    assert_eq!(second.end(), 0);
}

#[test]
fn a_presentation_goes_on_where_it_was_left() {
    let room = Room::new();
    let profile = room.runtime.path().join("me.sqlite");
    let profile = profile.to_str().expect("UTF-8");
    let present = |tour: &[&str]| {
        let mut stage = room.open(&[&["--profile", profile, "present"], tour].concat(), PROJECTOR);
        stage.until(" of the tour's stops", |screen| screen.contents().contains("/4"));
        stage
    };
    let mut stage = present(&[]);
    stage.until_shown("1/4").press("nn").until_shown("3/4");
    stage.at_rest();
    stage.signal("KILL");
    stage.end();
    // Notes that were open in between, what was read then, and a look aside, change nothing about that.
    let mut notes = room.open(&["--profile", profile, "notes"], (80, 24));
    notes.until_shown("waiting").press("q");
    assert_eq!(notes.end(), 0);
    let mut alone = room.open(&["--profile", profile], (80, 24));
    alone.until_shown("Look around").press("/stoker\r").until_shown("new in this era").press("q");
    assert_eq!(alone.end(), 0);
    let mut stage = present(&[]);
    stage.until_shown("3/4").press("/stoker\r").until_shown("new in this era").press("qy");
    assert_eq!(stage.end(), 0);
    let mut stage = present(&[]);
    stage.until_shown("3/4").press("qy");
    assert_eq!(stage.end(), 0);
    let mut stage = present(&["bread"]);
    stage.until_shown("1/4").press("nnn").until_shown("4/4").press("qy");
    assert_eq!(stage.end(), 0);
    // One that came to its end begins anew.
    let mut stage = present(&[]);
    stage.until_shown("1/4").press("qy");
    assert_eq!(stage.end(), 0);
}

#[test]
fn notes_show_a_clock_and_a_stage_that_nobody_touches_writes_nothing() {
    let room = Room::new();
    let mut stage = room.present();
    let mut notes = room.notes(&[]);
    notes.until_shown("0:00 gone").until_shown("0:01 gone").until_shown("0:02 gone");
    stage.at_rest();
    stage.written.clear();
    notes.written.clear();
    notes.until_shown("0:04 gone");
    let written = notes.written.len();
    assert!(written < 2000, "{written} bytes for a few seconds of a clock");
    assert!(stage.output.try_recv().is_err(), "the clock is not the room's");
    for mut terminal in [stage, notes] {
        terminal.press("qy");
        assert_eq!(terminal.end(), 0);
    }
}
