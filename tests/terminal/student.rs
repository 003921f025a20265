//! A student's first day with the shipped pack, from the first screen to the last command, in a terminal
//! of 120 columns and 36 lines.

use std::process::{Command, Output};

use crate::pty::Terminal;

fn printed(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    command
        .env_clear()
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"))
        .env("LANG", "C.UTF-8")
        .args(arguments)
        .output()
        .expect("it runs")
}

/// The lines of the screen, without the marks of what is focused.
fn lines(terminal: &Terminal) -> Vec<String> {
    let (_, columns) = terminal.screen.screen().size();
    terminal.screen.screen().rows(0, columns.into()).collect()
}

#[test]
fn a_student_looks_around_compares_checks_and_takes_something_along() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("path.md");
    let state = folder.path().join("state").display().to_string();
    // The shipped pack, whatever the tests' own is.
    let environment = [("ROLEDEX_CONTENT", ""), ("XDG_STATE_HOME", state.as_str())];
    let mut day = Terminal::open_with(&[], (120, 36), &environment);

    // 1: the first screen, and from it a list of roles in groups with the first one beside it.
    day.until_shown("Who does the work?").until_on(">  Look around");
    day.press("\r").until_on(">  AI engineer").until_shown("ENGINEERING").until_shown("SCIENCE");
    day.until_shown("new in this era");
    for hint in ["/ search", "Space mark", "c compare", "? help", "q quit"] {
        day.until_shown(hint);
    }

    // 2: the selection moves, the page beside it follows, the cursor is on the selected row.
    day.press("jj").until_on(">  Back-end engineer").until_shown("reshaped in this era");
    day.press("jjjjjjj\x1b[B").until_on(">  Data scientist").until_shown("Makes sense of");

    // 3: search narrows although mistyped, and marks letters without colour.
    day.press("/promt").until_shown("/ promt").until_shown(">  Prompting");
    let found = lines(&day).iter().position(|line| line.contains(">  Prompting")).expect("a hit");
    let letter = day.screen.screen().cell(u16::try_from(found).expect("a line"), 3).expect("a cell");
    assert!(letter.contents() == "P" && !letter.underline(), "a slip has no letters to mark");
    day.press("\x15prompting").until("marked letters", |screen| {
        screen.cell(u16::try_from(found).unwrap_or(0), 3).is_some_and(vt100::Cell::underline)
    });
    day.press("\r").until_shown("a skill · Foundation models");
    day.press("\x7f").until_on(">  Data scientist");

    // 4: in; the era turns to before and back, and the page is what it was.
    day.press("l").until_on(">  Makes sense of");
    let after = day.at_rest();
    assert!(
        [" tasks: ", " new, ", " changed, ", " the same"].iter().all(|count| after.contains(count)),
        "{after}"
    );
    day.press("[").until_shown("BEFORE").until_shown("established");
    day.press("]").until_just(&after);

    // 5: the sources of the row, with kind and date; and back without Esc.
    day.press("s").until_on(">  TechTarget 2025 R3 · fact,").until_shown("T36 · fact,");
    day.press("h").until_on(">  Makes sense of").press("h").until_on(">  Data scientist");

    // 6: two roles, compared; what is the same opens; a narrow screen shows one, Tab the other.
    day.press(" ").until_shown("Data scientist is marked");
    day.press("kkkkkkkkkk").until_on(">  AI engineer").press(" ").until_shown("AI engineer is marked");
    day.press("k").until_shown("2 marked").press("c").until_shown(" the same");
    let closed = day.at_rest();
    day.press("d")
        .until_shown("all of it is shown")
        .press("G")
        .until_gone("… ")
        .press("dg")
        .until_on("Data scientist");
    day.until_just(&closed);
    day.resize(70, 36).until_shown("roledex › Data scientist and AI engineer");
    let one = |role: &'static str, other: &'static str| {
        move |screen: &vt100::Screen| {
            let has = |role: &str| {
                screen.contents().lines().any(|line| line.trim().starts_with(&format!("{role} (")))
            };
            has(role) && !has(other)
        }
    };
    day.press("jjjjjjjj")
        .until_on(">  Grigorev 2026")
        .until("one column", one("Data scientist", "AI engineer"));
    day.at_rest();
    let row = day.line();
    day.press("\t").until("the other column", one("AI engineer", "Data scientist"));
    day.at_rest();
    assert!(day.line().starts_with('>'), "{}", day.line());
    day.press("\t").until("the first column again", one("Data scientist", "AI engineer"));
    day.at_rest();
    assert_eq!(day.line(), row, "the same row");
    day.resize(20, 5).until_on(">  ").resize(120, 36).until_gone(" of 2)");
    day.press("g").until_just(&closed);

    // 7: a skill that is known counts at once, in every role.
    day.press("/python\r").until_shown("a skill · Software").press("x");
    day.until_shown("Python: you, aware (1 of 4); ")
        .until_shown(" roles require it, and that is enough for ");
    day.press("xxx").until_shown("Python: you, expert (4 of 4)").press("\x7f");
    day.until_shown("Data scientist and AI engineer").until_shown(" · you have 1 of ");
    day.until("both roles count it", |screen| screen.contents().matches(" · you have 1 of ").count() == 2);

    // 8: the way from the first marked role to the one here, each step with its because.
    day.press("G").at_rest();
    day.press("/ai engineer\r").until_shown("DEFINED AS").press("r");
    day.until_shown("From Data scientist to AI engineer").until_shown("LEARN, IN THIS ORDER");
    day.until_on(">  1. ").until_shown("because: ").until_shown("learn it from: ");
    day.written.clear();
    day.press("y")
        .until_shown("sent to your terminal's clipboard: the row and its link")
        .until_written("\x1b]52;c;");
    day.press("jk").until_on(">  1. ");

    // 9: help finds the key by what it does and presses it; the page is written in full.
    day.press("?exp").until_shown("export the page to a file").press("\r").until_shown("write this page to:");
    day.press(&format!("\x15{}\r", file.display())).until_shown("wrote ").until_shown("path.md");
    let written = std::fs::read_to_string(&file).expect("the file");
    assert!(written.starts_with("# From Data scientist to AI engineer"), "{written}");
    assert!(written.contains("*because:*") && written.contains("## Sources"), "{written}");

    // 10: it ends, and the terminal is as it was; next time it opens where it was left.
    day.press("q");
    assert_eq!(day.end(), 0);
    let screen = day.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor());
    let mut again = Terminal::open_with(&[], (120, 36), &environment);
    again
        .until_shown("LEARN, IN THIS ORDER")
        .until_on(">  1. ")
        .press("/python\r")
        .until_shown("You: expert.");
    again.press("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn what_a_student_types_in_the_shell_answers_in_plain_text() {
    // 11: text without escapes, JSON with its version, a suggestion for a typo.
    let shown = printed(&["show", "ai-engineer"]);
    assert!(
        shown.status.success() && shown.stdout.starts_with(b"AI engineer\n") && !shown.stdout.contains(&0x1b)
    );
    let roles = printed(&["list", "roles", "--format", "json"]);
    let roles: serde_json::Value = serde_json::from_slice(&roles.stdout).expect("JSON");
    assert_eq!(roles["schema_version"], 1);
    let typo = printed(&["show", "ai-enginer"]);
    assert_eq!(typo.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&typo.stderr).contains("did you mean \"ai-engineer\"?"));
    let mut plain = Terminal::open_with(&[], (120, 36), &[("NO_COLOR", "1"), ("ROLEDEX_CONTENT", "")]);
    plain.until_on(">  Look around").press("\r").until_on(">  AI engineer").press("lq");
    assert_eq!(plain.end(), 0);
    let written = String::from_utf8_lossy(&plain.written).into_owned();
    assert!(!["38;5;", "48;5;", "[33m", "[34m"].iter().any(|code| written.contains(code)), "{written}");
}
