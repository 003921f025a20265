//! Arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use roledex::cli::{self, Cli};

/// The C library's allocator lets many sittings at once wait for each other, and keeps what a crowd gave back.
#[cfg(feature = "ssh")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(Cli::parse())
}
