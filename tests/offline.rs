//! The guide needs no network and sends nothing: every command but the server, and a whole sitting, where there is none.
//!
//! Each runs in a network namespace without a way out, and what it asks the system for is written down.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::fs;
use std::net::{TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

#[expect(dead_code, reason = "some of what a terminal can do is for other tests")]
#[path = "terminal/pty.rs"]
mod pty;

use pty::Terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roledex");
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");

/// What cuts a program off from every network, and writes down what it asks the system for of that kind.
const APART: [&str; 7] =
    ["unshare", "--net", "strace", "--follow-forks", "--quiet=all", "--trace=network", "-o"];

/// A place without a network; `None`, which is said, where none can be made.
fn apart() -> Option<TempDir> {
    let folder = TempDir::new().expect("a folder");
    let log = folder.path().join("try");
    let mut command = Command::new(APART[0]);
    command.args(&APART[1..]).arg(&log).arg("true").stdout(Stdio::null()).stderr(Stdio::null());
    if command.status().is_ok_and(|status| status.success()) {
        return Some(folder);
    }
    assert!(std::env::var_os("ROLEDEX_MUST_RUN").is_none(), "no unshare --net or no strace here");
    eprintln!("skipped: no unshare --net or no strace");
    None
}

/// What stands in a log of the ways out that were tried: a socket of this machine alone is none.
fn tried(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).expect("a log");
    let is_way_out = |line: &&str| line.contains("socket(") && !line.contains("socket(AF_UNIX");
    text.lines().filter(is_way_out).map(str::to_owned).collect()
}

/// Runs a program without a network; what it said, and which ways out it tried.
fn run_apart(folder: &Path, program: &Path, arguments: &[&str], input: &str) -> (i32, String, Vec<String>) {
    let log = folder.join("log");
    let typed = folder.join("typed");
    fs::write(&typed, input).expect("a file");
    let mut command = Command::new(APART[0]);
    command.args(&APART[1..]).arg(&log).arg(program).args(arguments).env_clear();
    let output = command
        .envs([("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("ROLEDEX_CONTENT", PACK)])
        .env("XDG_STATE_HOME", folder.join("state"))
        .stdin(fs::File::open(&typed).expect("a file"))
        .output()
        .expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.code().unwrap_or(-1), said, tried(&log))
}

#[test]
#[ignore = "tries to get out, for the test below"]
fn it_tries_to_get_out() {
    let _ = TcpStream::connect("192.0.2.1:9");
    let _ = UdpSocket::bind("[::]:0");
}

#[test]
fn every_command_works_without_a_network_and_tries_none() {
    let Some(folder) = apart() else { return };
    // What tries to get out is seen.
    let itself = std::env::current_exe().expect("this test");
    let (_, said, ways) = run_apart(folder.path(), &itself, &["--ignored", "it_tries_to_get_out"], "");
    assert!(ways.len() == 2 && said.contains("1 passed"), "{ways:?}\n{said}");

    let file = |name: &str| folder.path().join(name).display().to_string();
    let (page, pack, profile) = (file("page.html"), file("new"), file("me.json"));
    fs::write(&profile, r#"{"schema_version": 1, "profile": {"skills": {"fire": 2}}}"#).expect("a file");
    let cases: &[(&[&str], &str, i32)] = &[
        (&[], "", 0),
        (&["show", "role:baker"], "", 0),
        // What it says of an address it says without asking there.
        (&["show", "source:almanac"], "", 0),
        (&["list", "roles"], "", 0),
        (&["compare", "baker", "stoker"], "", 0),
        (&["route", "me", "baker"], "", 0),
        (&["fit"], "", 0),
        (&["next"], "", 0),
        (&["practice", "baker", "--limit", "1", "--lines"], "\n3\n", 0),
        (&["mock", "baker"], "I taste it\n\n3\n3\n3\n", 0),
        (&["progress"], "", 0),
        (&["search", "dough"], "", 0),
        (&["export", "tour:bread", "-o", &page], "", 0),
        (&["present", "--check"], "", 0),
        // Nothing is presented without a terminal.
        (&["open", "role:baker"], "", 2),
        (&["notes"], "", 2),
        (&["profile", "import", &profile], "", 0),
        (&["profile", "export"], "", 0),
        (&["check", PACK], "", 0),
        (&["new", &pack], "", 0),
        (&["schema", "role"], "", 0),
        (&["completions", "bash"], "", 0),
        (&["man"], "", 0),
        (&["paths"], "", 0),
        (&["help"], "", 0),
    ];
    for (arguments, input, wanted) in cases {
        let (code, said, ways) = run_apart(folder.path(), Path::new(PROGRAM), arguments, input);
        assert_eq!(code, *wanted, "{arguments:?}: {said}");
        assert_eq!(ways, Vec::<String>::new(), "{arguments:?}");
    }
    // A command that comes has to be tried here too.
    let (_, help, _) = run_apart(folder.path(), Path::new(PROGRAM), &["help"], "");
    let (_, commands) = help.split_once("Commands:\n").expect("commands");
    let named = commands.lines().take_while(|line| !line.is_empty());
    let named: Vec<_> =
        named.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' '))).collect();
    assert!(named.len() > 10, "{help}");
    for line in named {
        let name = line.split(' ').next().unwrap_or_default();
        let is_tried = cases.iter().any(|(arguments, ..)| arguments.first() == Some(&name));
        assert!(is_tried || name == "serve", "{name} is not tried");
    }
}

#[test]
fn a_sitting_works_without_a_network_and_tries_none() {
    let Some(folder) = apart() else { return };
    let log = folder.path().join("log");
    let written = folder.path().join("page.md").display().to_string();
    let runtime = folder.path().display().to_string();
    let sitting = |arguments: &[&str], story: &dyn Fn(&mut Terminal)| {
        let name = log.display().to_string();
        let arguments: Vec<_> = APART[1..]
            .iter()
            .copied()
            .chain([name.as_str(), PROGRAM])
            .chain(arguments.iter().copied())
            .collect();
        let mut terminal =
            Terminal::run("/usr/bin/unshare", &arguments, (100, 30), &[("XDG_RUNTIME_DIR", &runtime)]);
        story(&mut terminal);
        assert_eq!(terminal.end(), 0);
        assert_eq!(tried(&log), Vec::<String>::new(), "{arguments:?}");
    };
    sitting(&["open", "role:baker"], &|terminal| {
        terminal.until_shown("? help").press("[").until_shown("BEFORE").press("]").until_shown("AFTER");
        terminal.press("y").until_shown("sent to your terminal's clipboard");
        terminal.press("*").until_shown("is bookmarked").press("/dough\r").until_gone("/ dough");
        terminal
            .press("e")
            .until_shown("write this page to")
            .press(&format!("\x15{written}\r"))
            .until_shown("wrote ");
        terminal.press("/source:almanac\r").until_shown("almanac").press("q");
    });
    assert!(PathBuf::from(&written).exists());
    sitting(&["practice", "baker"], &|terminal| {
        terminal.until_shown("1/").press(" 3").until_shown("2/").press("q");
    });
    sitting(&["present", "bread"], &|terminal| {
        terminal.until_shown("1/4").press("n").until_shown("2/4").press("q").until_shown("y/N").press("y");
    });
}
