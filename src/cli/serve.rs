//! Serves the guide over SSH.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::SignedDuration;
use rustix::process::{Resource, getrlimit, setrlimit};

use crate::content::Library;
use crate::ssh::{Limits, Server};
use crate::visible::shown;

use super::options::{Looking, Options};
use super::visit;

/// How the guide is served.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  roledex serve                                        for this machine alone: ssh -p 2222 127.0.0.1
  roledex serve --listen 0.0.0.0:2222                  for everybody who can reach it
  roledex --content my-pack serve --sessions 40        a pack of your own; every save is on all screens

Visitors look around, practise and print; nothing they do touches this machine but what is kept of them.
--era, --theme, --color and --ascii hold for those who say nothing else.
SIGUSR1 logs who is here; SIGTERM and Ctrl-C say good-bye to everybody and end it.")]
pub struct Serve {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:2222", value_parser = address)]
    listen: SocketAddr,
    /// The server's key, which is made where there is none [default: beside the profiles]
    #[arg(long, value_name = "FILE")]
    host_key: Option<PathBuf>,
    /// The most visitors at once
    #[arg(long, value_name = "N", default_value_t = Limits::default().sessions, value_parser = count)]
    sessions: usize,
    /// The most visitors at once from one address
    #[arg(long, value_name = "N", default_value_t = Limits::default().per_address, value_parser = count)]
    per_address: usize,
    /// How long somebody may press no key
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration)]
    idle: Duration,
    /// How long a sitting may take
    #[arg(long, value_name = "TIME", default_value = "8h", value_parser = duration)]
    max: Duration,
    /// The folder where is kept what those who come with a key say [default: beside your own profile]
    #[arg(long, value_name = "DIR", conflicts_with = "no_profile")]
    profiles: Option<PathBuf>,
}

/// Reads where to listen.
fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "an address and a port are wanted, as in 0.0.0.0:2222".to_owned())
}

/// Reads a number of visitors.
fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=100_000) => Ok(number),
        _ => Err("a number from 1 to 100000 is wanted".to_owned()),
    }
}

/// The longest time that anything may take.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// Reads a time, as "90s", "15m" or "1h 30m".
fn duration(text: &str) -> Result<Duration, String> {
    let told = text.parse::<SignedDuration>().ok().and_then(|told| Duration::try_from(told).ok());
    let within = told.filter(|told| !told.is_zero() && *told <= LONGEST);
    within.ok_or_else(|| "a time up to a year is wanted, as 90s, 15m or 8h".to_owned())
}

impl Serve {
    /// Serves the guide until it is told to end, to visitors who see it so unless they say otherwise.
    pub fn run(self, library: &Arc<Library>, looking: Looking) -> anyhow::Result<()> {
        let beside = |name: &str| match Options::state_folder() {
            Ok(folder) => Ok(folder.join(name)),
            Err(why) => Err(anyhow::anyhow!("{why}; --host-key and --profiles name others")),
        };
        let folder = || self.profiles.map_or_else(|| beside("served"), Ok);
        let profiles = (!looking.no_profile).then(folder).transpose()?;
        let host_key = self.host_key.map_or_else(|| beside("host_key"), Ok)?;
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
        let Self { listen, sessions, per_address, idle, max, .. } = self;
        let limits = Limits { sessions, per_address, idle, max, ..Limits::default() };
        note_panics();
        raise_open_files(sessions);
        let kept_in = shown(&host_key.display().to_string());
        let greet = Box::new(move |address, fingerprint: &str| greet(address, fingerprint, &kept_in));
        let receive = Box::new(move |call| visit::receive_as(call, &looking));
        Server { listen, host_key, profiles, limits, receive, greet }.run(library)
    }
}

/// Tells how to come in, and by what to know this server.
fn greet(address: SocketAddr, fingerprint: &str, kept_in: &str) {
    let host = match address.ip() {
        ip if ip.is_unspecified() => shown(&rustix::system::uname().nodename().to_string_lossy()),
        ip => ip.to_string(),
    };
    let told = format!("ssh -p {} {host}\nhost key {fingerprint}, kept in {kept_in}\n", address.port());
    let mut out = io::stdout();
    // Whoever started it may not listen; those who come need not suffer for that.
    let _ = out.write_all(told.as_bytes()).and_then(|()| out.flush());
}

/// One line for a panic, which says where it was and nothing of what somebody read.
fn note_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}

/// Lets this process have as many files open as everybody who may come needs, where the system lets it.
fn raise_open_files(sessions: usize) {
    // The connection, and three files of a profile.
    const EACH: u64 = 4;
    let needed = u64::try_from(sessions).unwrap_or(u64::MAX).saturating_mul(EACH).saturating_add(64);
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let raised = setrlimit(Resource::Nofile, limit).is_ok();
    if !raised || limit.current.is_some_and(|current| current < needed) {
        let may = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
        tracing::warn!(needed, may, "few files may be open; ulimit -n or LimitNOFILE= lets there be more");
    }
}
