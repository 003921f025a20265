//! Day E-2: somebody prepares for an interview on a far machine: 45 columns, 20 lines, 150 ms each way.
//!
//! Told once, for whoever has the program there and for whoever comes to a guide that is served.

use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use roledex::content::Library;
use roledex::moment::Moment;
use roledex::practice::deck;
use roledex::profile::{Profile, Wish};
use roledex::question;

use crate::pty::Terminal;

/// How long the line takes each way.
pub const FAR: Duration = Duration::from_millis(150);
/// How large the terminal is.
pub const SMALL: (u16, u16) = (45, 20);

const ERA: &str = "post-foundation-model";
const PRACTICE: &[&str] = &["practice", "ai-engineer", "--era", "after", "--limit", "10"];

/// The machine where the guide is, and the way there.
pub trait Machine {
    /// The guide in a terminal at the end of a long line, as a command opens it.
    fn open(&self, command: &[&str]) -> Terminal;
    /// The same, where the terminal is one of tmux.
    fn open_in_tmux(&self, command: &[&str]) -> Terminal;
    /// What a command prints over there.
    fn print(&self, command: &[&str]) -> String;
    /// What a command prints that is typed something, of the profile over there.
    fn of_profile(&self, command: &[&str], typed: &str) -> String;
    /// What went on over there has ended, now that the connection is gone.
    fn until_gone(&self, opened: u32);
}

/// 1 to 6 and 9: ten questions, with all one can do about them.
pub fn practise(machine: &impl Machine) {
    let library = Library::built_in().expect("the shipped pack is good");
    let usual = Wish::usual(Some("ai-engineer"), ERA);
    let deck = deck::begin(&library, &Profile::default(), "", &usual, Moment::now()).expect("questions");
    let questions: Vec<_> = deck.cards.iter().map(|card| question::find(&library, &card.question)).collect();
    let questions: Vec<_> = questions.into_iter().map(|one| one.expect("a question")).collect();

    // 1: one column, the first question alone, the way to help and out.
    let mut far = machine.open(PRACTICE);
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
    let mut inside = machine.open_in_tmux(PRACTICE);
    // The same command offers to go on.
    inside.until_on(&format!(">  Resume at {}/10", with_follow_up + 1));
    inside.press("\r").until_shown(&open).until_shown("A GOOD ANSWER HAS");
    inside.written.clear();
    inside.press("y");
    inside.until_written("\x1bPtmux;");
    inside.press("q").end();

    // 9: the run to its end: what was weak, and the way back to where it began, not round again.
    let mut end = machine.open(PRACTICE);
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
    let markdown = machine.print(&["progress", "--format", "markdown"]);
    assert!(markdown.starts_with("# Progress\n") && markdown.contains("**again, "), "{markdown}");
    assert!(markdown.contains("10 questions practised, 10 answers given"), "{markdown}");
    let table = machine.print(&["progress", "ai-engineer", "--format", "csv"]);
    assert!(
        table.starts_with("role,question,level,era,skills,times,last,grade,due\nai-engineer,"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 11);
}

/// 7 and 8: an interview against the clock, and a connection that is killed in the middle of it.
pub fn hold_an_interview(machine: &impl Machine) {
    let mock = ["mock", "ai-engineer", "--minutes", "15"];

    // 8: the time runs, and costs a few bytes a second; nothing of the answer is shown.
    let mut held = machine.open(&mock);
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
    machine.until_gone(1);

    // When the time is up, what was written is still there, and one may go on.
    let exported = machine.of_profile(&["profile", "export"], "");
    let mut profile: serde_json::Value = serde_json::from_str(&exported).expect("JSON");
    let run = &mut profile["profile"]["runs"][0];
    assert_eq!(run["cards"][0]["note"], "First I would ask\nwhat it is for");
    run["clock"]["left"] = serde_json::json!(1200);
    // What is older than what is kept would not be taken over.
    run["touched"] = serde_json::json!("2100-01-01T00:00:00Z");
    machine.of_profile(&["profile", "import", "-"], &profile.to_string());
    let mut late = machine.open(&mock);
    late.until_on(">  Resume at 1/3").press("\r").until_shown("time is up").until_shown("what it is for");
    late.press("  ").until_shown("3/3").press(" ");

    // Judged point by point, and kept.
    late.until_shown("Grade 1/3").until_shown("what it is for").until_on(">  [ ] ");
    late.press("3").until_shown("[3] ").press("u").until_gone("[3] ").press("21");
    late.until_shown("[2] ").until_shown("[1] ");
    // The rest is taken as had, until nothing is left to be judged.
    for _ in 0..30 {
        late.press(" ");
    }
    late.until_shown("The interview is over");
    late.until_on(">  Back to the start").press("\r").until_on(">  15 minutes").press("q").end();
    let json = machine.print(&["progress", "ai-engineer", "--format", "json"]);
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
