//! The explorer, driven as its hosts drive it, without a terminal.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod renewed;
mod screens;
mod session;
mod stories;
