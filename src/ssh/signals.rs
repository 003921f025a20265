//! What a server is told by whoever runs it: to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT), or to say how it is (SIGUSR1).

use std::future::pending;
use std::{fs, io};

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
    quit: unix::Signal,
    /// `None` where the end of the terminal is to be ignored.
    hangup: Option<unix::Signal>,
    status: unix::Signal,
}

impl Signals {
    /// Listens for them from now on.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: unix::signal(SignalKind::interrupt())?,
            terminate: unix::signal(SignalKind::terminate())?,
            quit: unix::signal(SignalKind::quit())?,
            hangup: (!ignores_hangup()).then(|| unix::signal(SignalKind::hangup())).transpose()?,
            status: unix::signal(SignalKind::user_defined1())?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> Signal {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => Signal::End,
            _ = self.terminate.recv() => Signal::End,
            _ = self.quit.recv() => Signal::End,
            _ = hangup => Signal::End,
            _ = self.status.recv() => Signal::Status,
        }
    }
}

/// Whether whoever started the server wants it to outlive their terminal, as `nohup` does.
fn ignores_hangup() -> bool {
    // Signals that are ignored, a bit for each, the first for SIGHUP: proc_pid_status(5).
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}
