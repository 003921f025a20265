//! The explorer in a real pseudo-terminal.

use std::io::Read;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::pty::{DEADLINE, Terminal};

/// Whether the terminal is as it was found.
fn assert_restored(terminal: &Terminal, what: &str) {
    let screen = terminal.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{what}");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "{what}");
    assert_eq!(terminal.modes(), terminal.found, "{what}");
}

#[test]
fn a_reader_looks_around_turns_the_era_and_quits() {
    let mut terminal = Terminal::open(&[], (80, 24));
    terminal.until_shown("Who does the work?");
    assert!(terminal.screen.screen().alternate_screen() && terminal.modes() != terminal.found);
    // The real cursor is on the focused row.
    terminal.press("\r").until_on(">  Baker").press("l").until_on(">  Makes bread");
    terminal.press("jj").until_on("Whoever answers");
    terminal.press("[").until_shown("BEFORE").press("]").until_shown("AFTER");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_restored(&terminal, "quit");
}

#[test]
fn search_compare_and_help_work_in_a_terminal() {
    let mut terminal = Terminal::open(&["open", "list:roles"], (120, 36));
    terminal.until_shown("? help");
    terminal.press("/kned").until_shown("1 hit").press("\r").until_shown("a skill · Craft");
    terminal.press("\x1b").until_on(">  Baker");
    terminal.press(" ").until_shown("Baker is marked").press("j j").until_shown("2 marked");
    terminal.press("\x1b[A").until_on("Stoker").press("c").until_shown("differ");
    terminal.press("?").until_shown("search everything").press("zzzz").until_shown("no key does that");
    terminal.press("\x03");
    assert_eq!(terminal.end(), 0);
    assert_restored(&terminal, "Ctrl-c in a prompt");
}

#[test]
fn a_place_opens_at_its_row_and_fits_any_size() {
    let mut terminal = Terminal::open(&["open", "role:baker@before#gives"], (45, 20));
    terminal.until_shown("to the seller");
    for (columns, rows) in [(120, 36), (20, 5), (1, 1), (80, 24)] {
        terminal.written.clear();
        terminal.resize(columns, rows).until_written("\u{1b}[2J");
    }
    terminal.until_shown("to the seller: loaves").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_key_that_comes_together_with_a_resize_is_not_lost() {
    for _ in 0..20 {
        let mut terminal = Terminal::open(&["open", "baker"], (45, 20));
        terminal.until_shown("? help");
        terminal.resize(80, 24).press("q");
        assert_eq!(terminal.end(), 0);
    }
}

#[test]
fn a_terminal_that_nobody_reads_keeps_no_program() {
    let size = PtySize { rows: 200, cols: 400, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roledex"));
    command.args(["--no-profile", "--theme", "dark"]);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    // What it writes first is read; the rest of its first frame is more than a terminal takes in.
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    reader.read_exact(&mut [0; 2_000]).expect("it begins");
    let pid = child.process_id().expect("it runs").to_string();
    let sent = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    let end = Instant::now() + DEADLINE;
    let ended = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        assert!(Instant::now() < end, "it goes on");
        thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(ended.exit_code(), 143);
}

#[test]
fn the_terminal_is_given_back_to_whoever_ends_the_program() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
        terminal.until_shown("? help").press("m").until_shown("mouse on");
        terminal.signal(signal);
        assert_eq!(terminal.end(), code, "{signal}");
        assert_restored(&terminal, signal);
    }
}

/// Begins a program in a terminal, tells which, and leaves it without the terminal; `line` is for a shell.
fn leave_without_terminal(line: &str) {
    let mut terminal = Terminal::open_shell(line, (80, 24));
    terminal.until_shown("? help");
    // Nothing is dropped: the terminal ends with this process, as it does when a connection is lost.
    std::process::exit(0);
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_roledex");

#[test]
#[ignore = "begins what a test below watches, and leaves it without a terminal"]
fn it_is_left_with_a_signal() {
    leave_without_terminal(&format!("echo $$ >$ROLEDEX_TEST_PID; exec {PROGRAM} open baker"));
}

#[test]
#[ignore = "begins what a test below watches, and leaves it without a terminal"]
fn it_is_left_without_a_signal() {
    // In a session of its own the terminal is not its own, and nothing tells it that the line was cut.
    let inner = format!("echo \\$\\$ >$ROLEDEX_TEST_PID; exec {PROGRAM} open baker");
    leave_without_terminal(&format!("setsid --wait sh -c \"{inner}\""));
}

#[cfg(target_os = "linux")]
#[test]
fn when_the_line_is_cut_the_program_is_gone_within_two_seconds() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for how in ["it_is_left_with_a_signal", "it_is_left_without_a_signal"] {
        let itself = std::env::current_exe().expect("this test");
        let file = folder.path().join(how);
        let begun = std::process::Command::new(itself)
            .args(["--ignored", "--nocapture", how])
            .env("ROLEDEX_TEST_PID", &file)
            .output()
            .expect("it runs");
        let cut = Instant::now();
        let program = std::fs::read_to_string(&file).unwrap_or_default().trim().to_owned();
        assert!(!program.is_empty(), "{how}: {}", String::from_utf8_lossy(&begun.stderr));
        let is_there = || {
            let status = std::fs::read_to_string(format!("/proc/{program}/stat")).unwrap_or_default();
            // One that has ended and that nobody has asked after yet is a zombie.
            let state = status.rsplit(')').next().unwrap_or_default().trim_start().to_owned();
            !state.is_empty() && !state.starts_with('Z')
        };
        while is_there() {
            assert!(cut.elapsed() < Duration::from_secs(2), "{how}: the program is still there");
            std::thread::yield_now();
        }
    }
}

#[test]
fn suspended_it_gives_the_terminal_back_and_comes_back_as_it_was() {
    let program = env!("CARGO_BIN_EXE_roledex");
    // A script that is stopped with it, so that the shell hears of that.
    let script = format!("/bin/sh -c '{program} open baker; echo it is over'\r");
    let mut terminal = Terminal::run("/bin/sh", &["-i"], (80, 24), &[("PS1", "ready> ")]);
    terminal.until_shown("ready>").press(&script).until_shown("? help").press("jjm").until_shown("mouse on");
    // The cursor goes to its row when the rest of the frame has come.
    terminal.at_rest();
    let before = terminal.line();
    terminal.press("\x1a").until_shown("Stopped");
    assert_restored(&terminal, "suspended");
    terminal.press("fg\r").until("the guide", vt100::Screen::alternate_screen).until_shown("Whoever answers");
    terminal
        .until_on(before.trim())
        .press("j")
        .until("the mouse again", |screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    terminal.press("q").until_shown("it is over").press("exit\r");
    assert_eq!(terminal.end(), 0);
    assert_restored(&terminal, "quit");
}

#[test]
fn it_does_not_stop_where_nobody_could_bring_it_back() {
    for script in ["", "; echo it is over"] {
        let line = format!("{} open baker{script}", env!("CARGO_BIN_EXE_roledex"));
        let mut terminal = Terminal::open_shell(&line, (80, 24));
        terminal
            .until_shown("? help")
            .press("\x1a")
            .press("/kned")
            .until_shown("1 hit")
            .press("\x1b")
            .until_gone("1 hit")
            .press("q");
        assert_eq!(terminal.end(), 0, "{script}");
    }
}

#[test]
fn what_is_pasted_is_no_keys_and_never_too_much() {
    let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
    terminal.until_shown("? help");
    terminal.press("\x1b[200~qqq\x1b[201~").until_shown("press / first");
    terminal.press("/").until_shown("words of what is said");
    let pasted = "kneading ".repeat(11_000);
    terminal.press(&format!("\x1b[200~{pasted}\x1b[201~")).until_shown("kneading kneading kneading");
    terminal.press("\x15kned").until_shown("1 hit").press("\x1b").until_shown("? help").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn keys_that_came_ahead_are_drawn_once() {
    let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
    terminal.until_shown("? help");
    terminal.at_rest();
    terminal.written.clear();
    terminal.press(&"jk".repeat(500)).press("?").until_shown("search everything");
    // A frame shows the cursor once.
    let frames = String::from_utf8_lossy(&terminal.written).matches("\u{1b}[?25h").count();
    assert!(frames <= 100, "{frames} frames for a thousand keys");
}

#[test]
fn without_input_of_its_own_it_reads_the_terminal() {
    let itself = env!("CARGO_BIN_EXE_roledex");
    let mut terminal = Terminal::open_shell(&format!("exec {itself} open baker </dev/null"), (80, 24));
    terminal.until_shown("? help").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_copied_row_goes_to_the_terminals_clipboard() {
    let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
    terminal.until_shown("? help").press("y").until_shown("sent to your terminal's clipboard");
    terminal.until_written("\u{1b}]52;c;");
    let mut tmux = Terminal::open_with(&["open", "baker"], (80, 24), &[("TMUX", "/tmp/none,1,0")]);
    tmux.until_shown("? help").press("y").until_shown("sent to your terminal's clipboard");
    tmux.until_written("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;");
}

#[test]
fn a_page_is_written_to_a_file_and_never_over_another_unasked() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("baker.md");
    std::fs::write(&file, "mine").expect("a file");
    let mut terminal = Terminal::open(&["open", "baker"], (120, 24));
    terminal.until_shown("? help").press("e").until_shown("write this page to: baker-after.md");
    let name = file.display().to_string();
    terminal.press(&format!("\x15{name}\r")).until_shown("there is such a file already");
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "mine");
    terminal.press("\r").until_shown("wrote ");
    assert!(std::fs::read_to_string(&file).expect("the file").starts_with("# Baker"));
    terminal
        .press("e")
        .until_shown("write this page to")
        .press("\x15/proc/none/x.md\r")
        .until_shown("cannot be written");
    terminal.press("\x1b").until_gone("write this page to").press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn an_address_is_shown_and_not_opened_where_the_reader_is_far_away() {
    let mut terminal =
        Terminal::open_with(&["open", "source:almanac"], (100, 24), &[("SSH_TTY", "/dev/pts/9")]);
    terminal
        .until_shown("? help")
        .press("o")
        .until_shown("not opened, you are far from this machine: https://");
}

/// Arguments, environment, and whether there are colours then.
type Case<'c> = (&'c [&'c str], &'c [(&'c str, &'c str)], bool);

#[test]
fn no_colour_is_used_where_none_is_wanted() {
    let coloured = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        ["38;5;", "48;5;", "[34m", "[33m"].iter().any(|code| text.contains(code))
    };
    let cases: &[Case<'_>] = &[
        (&["--color", "never", "open", "baker"], &[], false),
        (&["open", "baker"], &[("NO_COLOR", "1")], false),
        (&["--theme", "dark", "open", "baker"], &[("NO_COLOR", "1")], false),
        (&["open", "baker"], &[("NO_COLOR", "")], true),
        (&["--color", "always", "open", "baker"], &[("NO_COLOR", "1")], true),
        (&["open", "baker"], &[("TERM", "linux")], true),
    ];
    for (arguments, environment, wanted) in cases {
        let mut terminal = Terminal::open_with(arguments, (80, 24), environment);
        terminal.until_shown("changed").press("t");
        terminal.until("an answer", |screen| {
            let text = screen.contents();
            text.contains("theme ") || text.contains("colours are off")
        });
        terminal.press("q");
        assert_eq!(terminal.end(), 0);
        assert_eq!(coloured(&terminal.written), *wanted, "{arguments:?} {environment:?}");
    }
}

#[test]
fn where_the_locale_is_not_utf8_only_ascii_is_written() {
    for locale in [[("LANG", "C"), ("LC_CTYPE", "")], [("LANG", "C.UTF-8"), ("LC_ALL", "C")]] {
        let mut terminal = Terminal::open_with(&["open", "seller"], (120, 36), &locale);
        terminal
            .until_shown("? help")
            .press("?")
            .until_shown("search everything")
            .press("\x1b")
            .until_gone("search everything")
            .press("q");
        assert_eq!(terminal.end(), 0);
        assert!(terminal.written.is_ascii(), "{locale:?}: {}", String::from_utf8_lossy(&terminal.written));
    }
}

#[test]
fn an_idle_screen_writes_nothing() {
    let mut terminal = Terminal::open(&["open", "baker"], (80, 24));
    terminal.until_shown("? help");
    terminal.at_rest();
    assert!(terminal.output.recv_timeout(Duration::from_secs(1)).is_err(), "something was written");
}
