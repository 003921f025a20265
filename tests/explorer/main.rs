//! The explorer, driven as its hosts drive it, without a terminal.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

#[expect(dead_code, reason = "what packs are broken with is for the tests of authors")]
#[path = "../draft/pack.rs"]
mod pack;
mod practice;
mod renewed;
mod screens;
mod session;
mod stories;
mod tours;
