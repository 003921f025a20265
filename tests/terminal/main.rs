//! The real program in a real pseudo-terminal.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod author;
mod candidate;
#[path = "../draft/disk.rs"]
mod disk;
mod facilitator;
mod guide;
mod interview;
mod kinds;
#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "../draft/pack.rs"]
mod pack;
mod pty;
mod reader;
mod student;
