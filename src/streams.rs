//! Where a command reads from and writes to, and what is known of whoever sits there.

use std::io::{self, BufRead, BufReader, IsTerminal, Write};

use crate::environment::Environment;

/// Where a command reads from and writes to.
pub struct Streams {
    /// What comes in.
    pub input: Box<dyn BufRead>,
    /// Where data goes.
    pub out: Box<dyn Write>,
    /// Where messages go.
    pub messages: Box<dyn Write>,
    /// What is known of the terminal.
    pub environment: Environment,
    /// How many columns what is written may take, where it goes to a terminal.
    pub columns: Option<u16>,
    /// Whether somebody sits at both ends: keys come in, and what is written is seen.
    pub is_terminal: bool,
}

impl Streams {
    /// Those of this process.
    #[must_use]
    pub fn of_this_process() -> Self {
        let is_seen = io::stdout().is_terminal();
        let columns = || {
            let columns = crossterm::terminal::size().ok().map(|(columns, _)| columns);
            columns.filter(|columns| *columns > 0)
        };
        Self {
            input: Box::new(BufReader::new(io::stdin())),
            out: Box::new(io::stdout()),
            messages: Box::new(io::stderr()),
            environment: Environment::of_this_process(),
            columns: is_seen.then(columns).flatten(),
            is_terminal: is_seen && io::stdin().is_terminal(),
        }
    }
}
