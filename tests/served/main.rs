//! The guide over SSH: the real program as a server, and real clients.

#![cfg(all(unix, feature = "ssh"))]
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod abuse;
mod caller;
#[path = "../draft/disk.rs"]
mod disk;
mod house;
#[path = "../terminal/interview.rs"]
mod interview;
mod keeper;
mod line;
mod openssh;
#[expect(dead_code, reason = "some of what a terminal can do is for other tests")]
#[path = "../terminal/pty.rs"]
mod pty;
mod server;
mod sitting;
