//! Somebody prepares for an interview on a far machine: 45 columns, 20 lines, 150 ms each way.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use roledex::content::Library;
use roledex::moment::Moment;
use roledex::practice::deck;
use roledex::profile::{Profile, Wish};
use roledex::question;

use crate::pty::Terminal;

const FAR: Duration = Duration::from_millis(150);
const ERA: &str = "post-foundation-model";
const PRACTICE: &[&str] = &["practice", "ai-engineer", "--era", "after", "--limit", "10"];

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

#[test]
fn a_candidate_practises_and_is_interviewed_from_far_away() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let environment = [("ROLEDEX_CONTENT", ""), ("XDG_STATE_HOME", state.as_str())];
    let library = Library::built_in().expect("the shipped pack is good");
    let usual = Wish::usual(Some("ai-engineer"), ERA);
    let deck = deck::begin(&library, &Profile::default(), "", &usual, Moment::now()).expect("questions");
    let questions: Vec<_> = deck.cards.iter().map(|card| question::find(&library, &card.question)).collect();
    let questions: Vec<_> = questions.into_iter().map(|one| one.expect("a question")).collect();

    // 1: one column, the first question alone, the way to help and out.
    let mut far = Terminal::open_far(PRACTICE, (45, 20), &environment, FAR);
    far.until_shown("1/10").until_shown("Space reveal").until_shown("? help").until_shown("q quit");
    let first = far.at_rest();
    let begin = |ask: &str| ask.split(' ').take(4).collect::<Vec<_>>().join(" ");
    assert!(first.contains(&begin(&questions[0].ask)), "{first}");
    assert!(!first.contains("A GOOD ANSWER") && !first.contains("IN SHORT"), "{first}");

    // 2: revealed, ticked, graded, taken back, graded again.
    far.press(" ").until_shown("A GOOD ANSWER HAS").until_on(">  [ ] ");
    far.press(" ").until_on(">  [x] ").until_shown(&format!("1 of {}", questions[0].points.len()));
    far.press("3").until_shown("2/10").until_gone("A GOOD ANSWER");
    far.press("u").until_shown("1/10").until_shown("[x] ");
    far.press("3").until_shown("2/10");

    // 3: a question with a follow-up shows it, and then what a good answer to that has.
    let with_follow_up =
        (1..9).find(|at| !questions[*at].follow_ups.is_empty()).expect("one has a follow-up");
    for at in 1..with_follow_up {
        far.press(" ").until_shown("A GOOD ANSWER HAS").press("2").until_shown(&format!("{}/10", at + 2));
    }
    far.press("f").until_on(&format!(">  {}", begin(&questions[with_follow_up].follow_ups[0].ask)));
    far.press("  ").until_on(">  [ ] ");
    far.press(" ").until_on(">  [x] ");

    // 4: left alone, it writes nothing at all.
    far.at_rest();
    let quiet = far.output.recv_timeout(Duration::from_secs(3));
    assert_eq!(quiet.err(), Some(RecvTimeoutError::Timeout), "something was written");

    // 5: what is looked for is found in the deck first, and back leads to the open question. The mouse is the
    // terminal's own.
    let open = format!("{}/10", with_follow_up + 1);
    let sought = &questions[(with_follow_up + 1) % 10];
    let word = sought.ask.split(' ').max_by_key(|word| word.len()).expect("a word");
    far.press(&format!("/{}", word.trim_matches(|c: char| !c.is_alphanumeric())));
    far.until_shown(&format!(">  {}", begin(&sought.ask).split(' ').next().expect("a word")));
    far.press("\r").until_gone("/ ").press("\x7f").until_shown(&open).until_shown("[x] ");
    let written = String::from_utf8_lossy(&far.written).into_owned();
    assert!(!written.contains("\x1b[?1000h") && !written.contains("\x1b[?1002h"));

    // 6: what is copied goes to the reader's own clipboard.
    far.written.clear();
    far.press("y");
    far.until_written("\x1b]52;c;");
    far.until_shown("clipboard").press("q").end();
    let tmux = [environment[0], environment[1], ("TMUX", "/tmp/tmux-0/default,1,0")];
    let mut inside = Terminal::open_with(PRACTICE, (45, 20), &tmux);
    // The same command offers to go on.
    inside.until_on(&format!(">  Resume at {}/10", with_follow_up + 1));
    inside.press("\r").until_shown(&open).until_shown("A GOOD ANSWER HAS");
    inside.written.clear();
    inside.press("y");
    inside.until_written("\x1bPtmux;");
    inside.press("q").end();

    // 9: the run to its end: what was weak, and the way back to where it began, not round again.
    let mut end = Terminal::open_far(PRACTICE, (45, 20), &environment, FAR);
    end.until_on(">  Resume at").press("\r").until_shown(&open);
    for at in with_follow_up..10 {
        if at > with_follow_up {
            end.press(" ").until_shown("A GOOD ANSWER HAS");
        }
        end.press("1");
        if at < 9 {
            end.until_shown(&format!("{}/10", at + 2));
        }
    }
    end.until_shown("Done: 10 questions")
        .until_shown("WEAK, AND WHERE TO READ")
        .until_on(">  Back to the start");
    end.press("\r").until_on(">  10 questions").until_gone("Resume").press("q").end();
    let markdown = words(&answer(&state, "", "", &["progress", "--format", "markdown"]));
    assert!(markdown.starts_with("# Progress\n") && markdown.contains("**again, "), "{markdown}");
    assert!(markdown.contains("10 questions practised, 10 answers given"), "{markdown}");
    let table = words(&answer(&state, "", "", &["progress", "ai-engineer", "--format", "csv"]));
    assert!(
        table.starts_with("role,question,level,era,skills,times,last,grade,due\nai-engineer,"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 11);
}

#[test]
fn an_interview_against_the_clock_shows_nothing_until_it_is_judged() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let environment = [("ROLEDEX_CONTENT", ""), ("XDG_STATE_HOME", state.as_str())];
    let mock = ["mock", "ai-engineer", "--minutes", "15"];

    // 8: the time runs, and costs a few bytes a second; nothing of the answer is shown.
    let mut held = Terminal::open_far(&mock, (45, 20), &environment, FAR);
    held.until_shown("1/3").until_shown("junior").until_shown("14:");
    held.at_rest();
    let begun = seconds_left(held.screen.screen()).expect("a clock");
    held.written.clear();
    held.until("three seconds later", |screen| seconds_left(screen).is_some_and(|left| left + 3 <= begun));
    assert!(held.written.len() < 1000, "{} bytes for some seconds", held.written.len());
    held.press("1").until_shown("points are graded when all");
    assert!(!held.shown().contains("GOOD ANSWER"));
    held.press("i")
        .until_shown("Esc done")
        .press("First I would ask\rwhat it is for")
        .until_on("what it is for");
    // Nobody has to end a note for it to be kept.
    held.signal("KILL");
    held.end();

    // When the time is up, what was written is still there, and one may go on.
    let exported = words(&answer(&state, "", "", &["profile", "export"]));
    let mut profile: serde_json::Value = serde_json::from_str(&exported).expect("JSON");
    let run = &mut profile["profile"]["runs"][0];
    assert_eq!(run["cards"][0]["note"], "First I would ask\nwhat it is for");
    run["clock"]["left"] = serde_json::json!(1200);
    // What is older than what is kept would not be taken over.
    run["touched"] = serde_json::json!("2100-01-01T00:00:00Z");
    answer(&state, "", &profile.to_string(), &["profile", "import", "-"]);
    let mut late = Terminal::open_with(&mock, (45, 20), &environment);
    late.until_on(">  Resume at 1/3").press("\r").until_shown("time is up").until_shown("what it is for");
    late.press("  ").until_shown("3/3").press(" ");

    // Judged point by point, and kept.
    late.until_shown("Judge 1/3").until_shown("what it is for").until_on(">  [ ] ");
    late.press("3").until_shown("[3] ").press("u").until_gone("[3] ").press("21");
    late.until_shown("[2] ").until_shown("[1] ");
    // The rest is taken as had, until nothing is left to be judged.
    for _ in 0..30 {
        late.press(" ");
    }
    late.until_shown("The interview is over");
    late.until_on(">  Back to the start").press("\r").until_on(">  15 minutes").press("q").end();
    let json = words(&answer(&state, "", "", &["progress", "ai-engineer", "--format", "json"]));
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let kept = &value["progress"]["interviews"][0];
    assert_eq!(
        (&kept["minutes"], &kept["role"]),
        (&serde_json::json!(15), &serde_json::json!("ai-engineer"))
    );
    assert_eq!(kept["answers"][0]["note"], "First I would ask\nwhat it is for");
    assert_eq!(kept["answers"][0]["grades"]["points/1"], 2);
}

/// The seconds that the clock of the first line shows.
fn seconds_left(screen: &vt100::Screen) -> Option<u32> {
    let line = screen.contents().lines().next()?.to_owned();
    let clock = line.split(' ').find(|word| word.contains(':'))?.to_owned();
    let (minutes, seconds) = clock.split_once(':')?;
    Some(minutes.parse::<u32>().ok()? * 60 + seconds.parse::<u32>().ok()?)
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
