//! What those who write packs rely on: rules, commands, schemas, packs that extend the built-in one.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod broken;
mod commands;
mod extending;
#[path = "../draft/pack.rs"]
mod pack;
mod rules;
mod schemas;
