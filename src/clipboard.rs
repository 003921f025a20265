//! A text for the clipboard of the terminal that the reader sits at, also through SSH, tmux and screen.

use std::fmt::Write;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use crate::environment::Environment;

/// What stands between this program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Nothing,
    Tmux,
    Screen,
}

/// The escape sequence (OSC 52) that puts a text into the clipboard of the terminal somebody sits at.
#[must_use]
pub fn sequence(text: &str, environment: &Environment) -> String {
    // Who comes from far brings the terminal's name along, and not much else.
    let is_tmux = || environment.get("TERM").is_some_and(|term| term.starts_with("tmux"));
    let between = if environment.get("TMUX").is_some() || is_tmux() {
        Between::Tmux
    } else if environment.get("STY").is_some() {
        Between::Screen
    } else {
        Between::Nothing
    };
    wrapped(text, between)
}

/// The longest part of a sequence that GNU screen passes on in one string (its `MAXSTR` is 768 bytes).
const SCREEN_PART: usize = 700;

fn wrapped(text: &str, between: Between) -> String {
    let mut sequence = String::new();
    // Writing to a text cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    match between {
        Between::Nothing => sequence,
        // tmux passes on what stands in its own string, with every escape doubled; and it takes a bare
        // sequence into its own buffer, where it is set to.
        Between::Tmux => {
            format!("{sequence}\u{1b}Ptmux;{}\u{1b}\\", sequence.replace('\u{1b}', "\u{1b}\u{1b}"))
        }
        Between::Screen => {
            let bytes = sequence.trim_end_matches("\u{1b}\\").to_owned() + "\u{7}";
            let mut sequence = String::new();
            for part in bytes.as_bytes().chunks(SCREEN_PART).map(String::from_utf8_lossy) {
                let _ = write!(sequence, "\u{1b}P{part}\u{1b}\\");
            }
            sequence
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_sent_in_base64() {
        assert_eq!(wrapped("zürich", Between::Nothing), "\u{1b}]52;c;esO8cmljaA==\u{1b}\\");
    }

    #[test]
    fn tmux_gets_it_bare_and_wrapped() {
        let sent = wrapped("a", Between::Tmux);
        assert!(sent.starts_with("\u{1b}]52;c;YQ==\u{1b}\\"));
        assert!(sent.ends_with("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;YQ==\u{1b}\u{1b}\\\u{1b}\\"));
    }

    #[test]
    fn screen_gets_it_in_parts() {
        let text = "x".repeat(5000);
        let sent = wrapped(&text, Between::Screen);
        let parts: Vec<&str> = sent.split("\u{1b}\\").filter(|part| !part.is_empty()).collect();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.starts_with("\u{1b}P") && part.len() < 768));
        let joined: String = parts.iter().filter_map(|part| part.strip_prefix("\u{1b}P")).collect();
        let bare = wrapped(&text, Between::Nothing);
        assert_eq!(joined, bare.trim_end_matches("\u{1b}\\").to_owned() + "\u{7}");
    }
}
