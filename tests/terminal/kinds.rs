//! Terminals of all kinds and sizes.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use tempfile::TempDir;

use crate::pty::{DEADLINE, Terminal};

/// What each of these does not know it is not asked.
#[test]
fn the_guide_works_in_terminals_of_any_name() {
    let names = [
        "linux",
        "screen",
        "screen-256color",
        "tmux-256color",
        "vt100",
        "xterm",
        "a-terminal-of-tomorrow",
        "",
    ];
    for name in names {
        let mut terminal = Terminal::open_with(&["open", "baker"], (80, 24), &[("TERM", name)]);
        terminal.until_shown("? help").press("jj").until_on("Whoever answers");
        terminal.press("[").until_shown("BEFORE").press("]").until_shown("AFTER");
        terminal.press("/kned").until_shown("1 hit").press("\r").until_shown("a skill · Craft").press("q");
        assert_eq!(terminal.end(), 0, "{name:?}");
        assert!(!terminal.screen.screen().alternate_screen(), "{name:?}");
        assert_eq!(terminal.modes(), terminal.found, "{name:?}");
    }
}

#[test]
fn a_terminal_that_can_only_be_written_to_gets_the_page_as_text() {
    for arguments in [&[][..], &["open", "baker"]] {
        let mut terminal = Terminal::open_with(arguments, (80, 24), &[("TERM", "dumb")]);
        assert_eq!(terminal.end(), 0, "{arguments:?}");
        let text = String::from_utf8_lossy(&terminal.written);
        assert!(!text.contains('\x1b') && text.lines().count() > 10, "{arguments:?}: {text}");
    }
}

#[test]
fn the_guide_opens_at_any_size() {
    for (columns, lines) in [(1, 1), (2, 2), (1, 200), (500, 1), (20, 5), (500, 200)] {
        let mut terminal = Terminal::open(&["open", "baker"], (columns, lines));
        // Where there is no room for a word there is still the guide, and each key of it.
        terminal.until("the guide", vt100::Screen::alternate_screen);
        terminal.press("jk/kned\r[]?\x03");
        assert_eq!(terminal.end(), 0, "{columns}×{lines}");
        assert!(!terminal.screen.screen().alternate_screen(), "{columns}×{lines}");
    }
    let mut large = Terminal::open(&["open", "baker"], (500, 200));
    large.until_shown("Makes bread that people come back for").until_shown("? help").press("q");
    assert_eq!(large.end(), 0);
}

/// A server of tmux's own, ended with this.
struct Tmux(TempDir);

impl Tmux {
    /// `None`, which is said, where there is no tmux.
    fn open(command: &str) -> Option<Self> {
        if !Path::new("/usr/bin/tmux").exists() {
            assert!(std::env::var_os("ROLEDEX_MUST_RUN").is_none(), "tmux is not installed");
            eprintln!("skipped: no tmux");
            return None;
        }
        let tmux = Self(TempDir::new().expect("a folder"));
        let begun = tmux.ask(&["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", command]);
        assert!(begun.status.success(), "{begun:?}");
        Some(tmux)
    }

    fn ask(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("/usr/bin/tmux");
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LANG", "C.UTF-8").env("TERM", "xterm");
        command.env("ROLEDEX_CONTENT", crate::pack::PACK).env("XDG_STATE_HOME", self.0.path());
        command.arg("-S").arg(self.0.path().join("socket")).args(arguments).output().expect("tmux runs")
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.ask(&["capture-pane", "-p"]).stdout).into_owned()
    }

    fn until_shown(&self, words: &str) -> &Self {
        let end = Instant::now() + DEADLINE;
        loop {
            let shown = self.shown();
            if shown.contains(words) {
                return self;
            }
            assert!(Instant::now() < end, "{words} is not shown:\n{shown}");
        }
    }

    fn press(&self, keys: &[&str]) -> &Self {
        let pressed = self.ask(&[&["send-keys"], keys].concat());
        assert!(pressed.status.success(), "{pressed:?}");
        self
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.ask(&["kill-server"]);
    }
}

#[test]
fn the_guide_works_in_tmux_and_gives_its_pane_back() {
    let line =
        format!("echo before; {} open baker; echo it ended with $?; cat", env!("CARGO_BIN_EXE_roledex"));
    let Some(tmux) = Tmux::open(&line) else { return };
    tmux.until_shown("? help").press(&["j", "j"]).until_shown(">  ").press(&["["]).until_shown("BEFORE");
    tmux.press(&["]", "/", "kned"]).until_shown("1 hit").press(&["Enter"]).until_shown("a skill · Craft");
    // Not only the baker on the page of the skill: before, Escape and y would arrive as one key.
    tmux.press(&["Escape"])
        .until_shown("roledex › Baker")
        .press(&["y"])
        .until_shown("sent to your terminal's clipboard");
    let resized = tmux.ask(&["resize-window", "-x", "45", "-y", "20"]);
    assert!(resized.status.success(), "{resized:?}");
    tmux.press(&["q"]).until_shown("it ended with 0");
    let left = tmux.shown();
    assert!(left.contains("before") && !left.contains("Baker"), "{left}");
}
