//! The real program, asked on the command line.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::process::{Command, Output, Stdio};

use serde_json::Value;

#[expect(dead_code, reason = "a disk that cannot be written is for the tests in a terminal")]
#[path = "../draft/disk.rs"]
mod disk;
mod files;
#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "../draft/pack.rs"]
mod pack;
mod printed;
mod told;
mod tours;
mod wrong;

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack");

/// The program in an environment of its own, with the fixed pack.
fn roledex(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    command
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("ROLEDEX_CONTENT", PACK)
        // Where nothing of anybody is kept.
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"))
        .args(arguments)
        .stdin(Stdio::null());
    command
}

#[must_use = "look at what was printed or at the exit code"]
fn answer(arguments: &[&str]) -> (i32, String, String) {
    of(roledex(arguments).output().expect("the program runs"))
}

fn of(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn printed(arguments: &[&str]) -> String {
    let (code, out, err) = answer(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    assert!(!out.contains('\u{1b}'), "{arguments:?} printed an escape sequence");
    out
}

fn json(arguments: &[&str]) -> Value {
    let value: Value = serde_json::from_str(&printed(arguments)).expect("JSON");
    assert_eq!(value["schema_version"], 1);
    value
}
