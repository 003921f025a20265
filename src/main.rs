//! Arguments in, exit code out.

use std::process::ExitCode;

use roledex::cli::{self, Cli};

fn main() -> ExitCode {
    cli::run(Cli::read(std::env::args_os()).unwrap_or_else(|error| error.exit()))
}
