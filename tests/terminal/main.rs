//! The real program in a real pseudo-terminal.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod author;
mod guide;
mod pty;
mod student;
