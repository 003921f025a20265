//! Somebody prepares for an interview, on a far machine and line by line.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::interview::{self, FAR, Machine, SMALL};
use crate::pty::Terminal;

/// Runs a command with what is typed into it.
fn answer(state: &str, content: &str, typed: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    command.env_clear().env("XDG_STATE_HOME", state).env("ROLEDEX_CONTENT", content).env("LANG", "C.UTF-8");
    let pipes = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("it runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), typed.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn words(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The machine where the program is, over a line that delays what is typed and shown.
struct There {
    state: tempfile::TempDir,
}

impl There {
    fn new() -> Self {
        Self { state: tempfile::TempDir::new().expect("a folder") }
    }

    fn state(&self) -> String {
        self.state.path().display().to_string()
    }
}

impl Machine for There {
    fn open(&self, command: &[&str]) -> Terminal {
        let state = self.state();
        Terminal::open_with(command, SMALL, &[("ROLEDEX_CONTENT", ""), ("XDG_STATE_HOME", &state)]).far(FAR)
    }

    fn open_in_tmux(&self, command: &[&str]) -> Terminal {
        let state = self.state();
        let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
        Terminal::open_with(command, SMALL, &[("ROLEDEX_CONTENT", ""), ("XDG_STATE_HOME", &state), tmux])
    }

    fn print(&self, command: &[&str]) -> String {
        self.of_profile(command, "")
    }

    fn of_profile(&self, command: &[&str], typed: &str) -> String {
        words(&answer(&self.state(), "", typed, command))
    }

    fn until_gone(&self, _: u32) {
        // It was the program itself that was killed.
    }
}

#[test]
fn a_candidate_practises_and_is_interviewed_from_far_away() {
    interview::practise(&There::new());
}

#[test]
fn an_interview_against_the_clock_shows_nothing_until_it_is_judged() {
    interview::hold_an_interview(&There::new());
}

/// 10: plain prompts where the terminal can do nothing.
#[test]
fn a_dumb_terminal_asks_line_by_line_and_the_end_of_input_keeps_it() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let environment = [("XDG_STATE_HOME", state.as_str()), ("TERM", "dumb")];
    let mut plain = Terminal::open_with(&["practice", "baker", "--limit", "2"], (80, 24), &environment);
    plain.until_shown("Question 1 of 2, junior: A customer says").until_shown("Enter shows");
    plain.press("\n").until_shown("In short:").until_shown("1 again, 2 hard, 3 good, 4 easy");
    plain.press("7\n").until_shown("A digit from 1 to 4").press("3\n").until_shown("Question 2 of 2");
    plain.press("\x04");
    assert_eq!(plain.end(), 0);
    assert!(plain.shown().contains("At 2 of 2; the same command goes on there."), "{}", plain.shown());
    assert!(plain.written.iter().all(|byte| *byte != 0x1b), "no escape sequence");
    // Where nothing is kept, nothing is promised.
    let forgotten = &["--no-profile", "practice", "baker", "--limit", "2"];
    let mut plain = Terminal::open_with(forgotten, (80, 24), &environment);
    plain.until_shown("Question 1 of 2").press("\n").until_shown("1 again").press("3\n");
    plain.until_shown("Question 2 of 2").press("\x04");
    assert_eq!(plain.end(), 0);
    assert!(!plain.shown().contains("same command"), "{}", plain.shown());

    // 11: a typo that is mended in the question leaves what was practised as it is.
    let pack = folder.path().join("pack");
    let copied = Command::new("cp").arg("-r").arg(crate::pack::PACK).arg(&pack).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let content = pack.display().to_string();
    let before = words(&answer(&state, &content, "", &["progress", "--format", "csv"]));
    assert!(before.contains("baker,crust-too-hard,junior,,timing kneading,1,"), "{before}");
    let file = Path::new(&pack).join("questions/baker.toml");
    let text = fs::read_to_string(&file).expect("questions");
    fs::write(&file, text.replace("the crust is too hard", "this crust is too hard")).expect("a file");
    assert_eq!(words(&answer(&state, &content, "", &["progress", "--format", "csv"])), before);
    let text = words(&answer(&state, &content, "", &["progress"]));
    assert!(text.contains("this crust is too hard"), "{text}");

    // And goes on where it was.
    let goes_on = words(&answer(&state, &content, "\n2\n", &["practice", "baker", "--limit", "2"]));
    assert!(
        goes_on.starts_with("Going on at 2 of 2.\n") && goes_on.contains("Done: 1 hard, 1 good."),
        "{goes_on}"
    );
    // What is no longer asked is dropped without a word.
    fs::write(&file, text_without_first(&file)).expect("a file");
    assert!(
        !words(&answer(&state, &content, "", &["progress", "--format", "csv"])).contains("crust-too-hard")
    );
}

/// A file of questions without its first.
fn text_without_first(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("questions");
    let second = text.match_indices("[[question]]").nth(1).expect("a second question").0;
    format!("role = \"baker\"\n\n{}", &text[second..])
}

#[test]
fn q_ends_what_is_asked_line_by_line_and_nothing_unseen_is_kept_or_said() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let pack = crate::pack::PACK;
    let said = words(&answer(&state, pack, "q\n", &["practice", "baker"]));
    assert!(!said.contains("A good answer has") && said.contains("goes on there."), "{said}");
    let mock = ["mock", "baker", "--minutes", "5"];
    let said = words(&answer(&state, pack, "I taste\x1b]0;owned\x07 it\nq\n", &mock));
    assert!(!said.contains("Point 1"), "{said}");
    let said = words(&answer(&state, pack, "", &mock));
    assert!(said.contains("You wrote so far: I taste]0;owned it"), "{said}");
}

#[test]
fn an_interview_is_held_line_by_line_where_there_is_no_terminal() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let pack = crate::pack::PACK;
    let typed = "I taste it\nand ask\n\n3\n3\n4\n";
    let said = words(&answer(&state, pack, typed, &["mock", "baker", "--minutes", "5"]));
    assert!(
        said.contains("Question 1 of 1, junior:") && said.contains("left. Write what you would say"),
        "{said}"
    );
    assert!(said.contains("You wrote: I taste it\nand ask\n") && said.contains("Point 3 of 3: "), "{said}");
    assert!(said.contains("The interview is over: 3 of 3 points."), "{said}");
    let table = words(&answer(&state, pack, "", &["progress", "--format", "csv"]));
    assert!(table.contains("baker,crust-too-hard,junior,,timing kneading,1,"), "{table}");
}

/// Line by line in one terminal, and the guide in another, on one run.
#[test]
fn what_another_sitting_did_is_not_done_again_line_by_line() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let environment = [("XDG_STATE_HOME", state.as_str())];
    let plain = ["practice", "baker", "--lines"];
    let mut one = Terminal::open_with(&plain, (80, 24), &environment);
    one.until_shown("Enter shows").press("\n").until_shown("1 again, 2 hard");
    let mut other = Terminal::open_with(&["practice", "baker"], (80, 24), &environment);
    other
        .until_on(">  Resume at 1/")
        .press("\r")
        .until_shown("A GOOD ANSWER HAS")
        .press("3")
        .until_shown("2/6");
    one.press("1\n").until_shown("Another sitting of yours went on with this; that was not counted.");
    assert_eq!(one.end(), 0);
    other.press("q").end();
    let json = words(&answer(&state, crate::pack::PACK, "", &["profile", "export"]));
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["profile"]["reviews"].as_array().map(Vec::len), Some(1));
    assert_eq!(value["profile"]["reviews"][0]["grade"], 3);
    assert_eq!(value["profile"]["runs"][0]["at"], 1);
    // Also while nothing was shown yet.
    let mut one = Terminal::open_with(&plain, (80, 24), &environment);
    one.until_shown("Question 2 of 6").until_shown("Enter shows");
    let mut other = Terminal::open_with(&["practice", "baker"], (80, 24), &environment);
    other
        .until_on(">  Resume at 2/")
        .press("\r")
        .until_shown("2/6")
        .press(" ")
        .until_shown("A GOOD ANSWER HAS");
    other.press("4").until_shown("3/6");
    one.press("\n").until_shown("Another sitting of yours went on with this; that was not counted.");
    assert_eq!(one.end(), 0);
    other.press("q").end();
    let json = words(&answer(&state, crate::pack::PACK, "", &["profile", "export"]));
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["profile"]["runs"][0]["at"], 2);
    // Other questions are another run, and the first one stays where it was; what is no UTF-8 ends nothing.
    let mut child = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let child = child.env_clear().env("XDG_STATE_HOME", &state).env("ROLEDEX_CONTENT", crate::pack::PACK);
    let child = child.args(["practice", "baker", "--limit", "1", "--lines"]).stdin(Stdio::piped());
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let typed = b"\xff\xfe\n\xff\nq\n";
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), typed).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = words(&output);
    assert!(
        said.contains("A digit from 1 to 4, please") && said.contains("At 1 of 1; the same command"),
        "{said}"
    );
    let json = words(&answer(&state, crate::pack::PACK, "", &["profile", "export"]));
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["profile"]["runs"].as_array().map(Vec::len), Some(2));
    // An older state of a run that comes in does not take its place.
    let mut older = value.clone();
    for run in older["profile"]["runs"].as_array_mut().expect("runs") {
        run["at"] = serde_json::json!(0);
        run["touched"] = serde_json::json!("2020-01-01T00:00:00Z");
    }
    answer(&state, crate::pack::PACK, &older.to_string(), &["profile", "import", "-"]);
    let json = words(&answer(&state, crate::pack::PACK, "", &["profile", "export"]));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON"), value);
}
