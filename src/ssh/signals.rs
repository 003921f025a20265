//! What a server is told by whoever runs it: to end (SIGINT, SIGTERM), or to say how it is (SIGUSR1).

use std::io;

use tokio::signal::unix::{self, SignalKind};

/// What somebody who sends a signal wants.
pub enum Signal {
    /// That the server ends.
    End,
    /// That it says who is here, and what it takes.
    Status,
}

/// The signals that a server listens to.
pub struct Signals {
    interrupt: unix::Signal,
    terminate: unix::Signal,
    status: unix::Signal,
}

impl Signals {
    /// Listens for them from now on.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: unix::signal(SignalKind::interrupt())?,
            terminate: unix::signal(SignalKind::terminate())?,
            status: unix::signal(SignalKind::user_defined1())?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::End,
            _ = self.terminate.recv() => Signal::End,
            _ = self.status.recv() => Signal::Status,
        }
    }
}
