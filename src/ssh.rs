//! The guide over SSH: a sitting for everybody who comes, and nothing else of the machine.
//!
//! ```text
//! accept ─▶ Gate ─▶ Line ─▶ russh ─▶ Visitor ─▶ Inbox ─▶ Guide ─▶ Screen ─▶ Wire      a sitting
//!            └▶ refuse                            └────▶ Ends ──▶ a command's answer  plain text
//! ```
//!
//! What was seen to go wrong with servers of this kind, and what keeps it from going wrong here:
//!
//! 1. A handler that waits for its sitting while that waits for the connection: `inbox` never waits.
//! 2. A channel that is kept and not read stops after a hundred messages: `Visitor` keeps none.
//! 3. Output without bounds fills the memory: russh holds few messages since 0.65, and `wire` a few kilobytes.
//! 4. Whoever reads slowly gets old frames: none is drawn until the visitor's side has told that it has the last ones.
//! 5. russh's time of inactivity counts its own messages: `guide` counts what the visitor sends, and russh nothing.
//! 6. OpenSSH takes a server that hangs up first for a failure: `connection` waits for the visitor's side.
//! 7. Accepting fails where too many files are open, and russh's own loop ends then: `serve` goes on.
//! 8. A terminal may claim any size: `visitor` keeps it within reason.
//! 9. crossterm asks the server's terminal for its size: `screen` asks nobody.
//! 10. `NO_COLOR` of the server would take everybody's colours: each visitor's own counts.
//! 11. Clients tell little of their terminal: there are no colours beyond the 256, and none is lost for want of a name.
//! 12. Bytes come in any pieces, with answers that nobody asked for: `decoder`.
//! 13. RSA keys are refused unless russh is built for them: it is, in `Cargo.toml`.
//! 14. A panic must unwind, and restore no terminal of this process: `Cargo.toml` says so, and `visit` ends one visit.
//! 15. glibc keeps what a crowd gave back: `assets/roledex.service` tells it not to.
//! 16. russh had a flaw before anybody was known (CVE-2026-42189, mended in 0.60.1): `Cargo.toml` wants a later one.

mod allowance;
mod connection;
pub mod decoder;
mod easels;
mod ending;
mod gate;
mod guide;
mod host_key;
mod inbox;
mod line;
mod printed;
mod profiles;
mod refusal;
mod signals;
mod socket;
mod typed;
mod visit;
mod visitor;
mod wire;

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use russh::keys::{HashAlg, PrivateKey};
use russh::{MethodKind, MethodSet, Preferred, SshId, kex};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::{Instant, sleep, timeout};

use crate::content::Library;
use crate::follow::{Follower, follow};

use connection::Connection;
use easels::Easels;
use gate::Gate;
use guide::Edition;
use profiles::Profiles;
use signals::{Signal, Signals};
use visit::House;

pub use gate::Limits;
pub use visit::Receive;

/// How often somebody may try to tell who they are.
const ATTEMPTS: usize = 6;
/// How much of a channel may be under way to the server, in bytes.
const WINDOW: u32 = 64 * 1024;
/// How both sides agree on keys: what clients know since 2014, and what a computer of tomorrow cannot undo. Others
/// take the server a second of work, for which whoever asks need do none.
const KEX: &[kex::Name] = &[
    kex::MLKEM768X25519_SHA256,
    kex::CURVE25519,
    kex::CURVE25519_PRE_RFC_8731,
    kex::EXTENSION_SUPPORT_AS_SERVER,
    kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
];
/// How many are told at once why they are not let in; others are not told.
const REFUSALS: usize = 64;
/// How often it is logged at most that somebody was not let in.
const LOGGED: Duration = Duration::from_secs(1);
/// How long those who are here have to hear that the server ends.
const FAREWELL: Duration = Duration::from_secs(5);
/// How long the system gets to find its feet, where it lets nobody in any more.
const BREATH: Duration = Duration::from_millis(200);

/// Is told where a server listens, and the fingerprint of its key.
pub type Greet = dyn FnOnce(SocketAddr, &str) + Send;

/// What a server is made of.
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The file of its key, which is made where there is none.
    pub host_key: PathBuf,
    /// The folder of what it keeps of those who come with a key; without one, nothing is kept of anybody.
    pub profiles: Option<PathBuf>,
    /// How much it takes.
    pub limits: Limits,
    /// Who reads what visitors ask for.
    pub receive: Box<Receive>,
    /// Told where it listens, and the fingerprint of its key, once people can come.
    pub greet: Box<Greet>,
}

impl Server {
    /// Serves a guide until the process is told to end, then says good-bye to everybody who is here.
    ///
    /// # Errors
    /// Where it cannot begin: the key, the folder of profiles, or where it would listen.
    pub fn run(self, library: &Arc<Library>) -> anyhow::Result<()> {
        let key = host_key::at(&self.host_key)?;
        let profiles = self.profiles.as_deref().map_or_else(|| Ok(Profiles::none()), Profiles::at)?;
        let (news, editions) = watch::channel(Edition { library: Arc::clone(library), broken: None });
        let _follower = follow_pack(library, news.clone());
        let runtime = runtime(self.limits.sessions).context("the system gives no threads")?;
        let (close, closing) = watch::channel(false);
        let gate = Gate::new(self.limits);
        let easels = Easels::default();
        let house = House {
            gate,
            profiles,
            shared: Arc::default(),
            easels,
            receive: self.receive,
            editions,
            closing,
        };
        let (listen, greet) = (self.listen, self.greet);
        let served = runtime.block_on(async move {
            let listener = TcpListener::bind(listen).await.map_err(|error| deaf(listen, &error))?;
            let signals = Signals::new()?;
            greet(listener.local_addr()?, &key.public_key().fingerprint(HashAlg::Sha256).to_string());
            serve(listener, key, Arc::new(house), signals, close).await;
            Ok(())
        });
        // Whatever still waits for something has had its time.
        runtime.shutdown_timeout(BREATH);
        served
    }
}

/// Why nobody can be heard at an address, and what to do.
fn deaf(listen: SocketAddr, error: &io::Error) -> anyhow::Error {
    let instead = match error.kind() {
        io::ErrorKind::AddrInUse => "; another program has it: --listen takes another port",
        io::ErrorKind::PermissionDenied => "; ports below 1024 are for root: --listen takes a higher one",
        _ => "",
    };
    anyhow::anyhow!("{listen} cannot be listened on: {error}{instead}")
}

/// Lets people in until the server is told to end; then waits until all of them have heard it.
async fn serve(
    listener: TcpListener,
    key: PrivateKey,
    house: Arc<House>,
    mut signals: Signals,
    close: watch::Sender<bool>,
) {
    let config = Arc::new(config(key));
    // Whoever is here holds an end of this.
    let (here, mut all_gone) = mpsc::channel::<()>(1);
    let mut number = 0;
    let mut could_not_accept = false;
    let refusals = Arc::new(Semaphore::new(REFUSALS));
    let mut last_refusal = None;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    could_not_accept = false;
                    match house.gate.enter(address.ip()) {
                        Ok(ticket) => {
                            number += 1;
                            let connection = Connection { number, ticket, house: Arc::clone(&house) };
                            let (config, here) = (Arc::clone(&config), here.clone());
                            tokio::spawn(async move {
                                connection.run(stream, config).await;
                                drop(here);
                            });
                        }
                        Err(why) => {
                            if last_refusal.is_none_or(|last: Instant| last.elapsed() >= LOGGED) {
                                last_refusal = Some(Instant::now());
                                let refused = house.gate.counts().refused;
                                tracing::info!(address = %address.ip(), why = ?why, refused, "refused");
                            }
                            if let Ok(place) = Arc::clone(&refusals).try_acquire_owned() {
                                tokio::spawn(async move {
                                    refusal::refuse(stream, why).await;
                                    drop(place);
                                });
                            }
                        }
                    }
                }
                // As where too many files are open: those who are here go on, and somebody will leave.
                Err(error) => {
                    if !std::mem::replace(&mut could_not_accept, true) {
                        tracing::warn!(%error, "nobody can be let in for now");
                    }
                    sleep(BREATH).await;
                }
            },
            signal = signals.next() => match signal {
                Signal::End => break,
                Signal::Status => tell_status(&house),
            },
        }
    }
    drop((listener, here));
    tracing::info!(open = house.gate.counts().open, "closing");
    close.send_replace(true);
    if timeout(FAREWELL, all_gone.recv()).await.is_err() {
        tracing::warn!(open = house.gate.counts().open, "not all have heard it");
    }
}

fn config(key: PrivateKey) -> russh::server::Config {
    russh::server::Config {
        server_id: SshId::Standard(concat!("SSH-2.0-roledex_", env!("CARGO_PKG_VERSION")).into()),
        methods: MethodSet::from(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive][..]),
        // Everybody is let in, so there is nothing to guess.
        auth_rejection_time: Duration::ZERO,
        keys: vec![key],
        preferred: Preferred { kex: KEX.into(), ..Preferred::DEFAULT },
        window_size: WINDOW,
        max_auth_attempts: ATTEMPTS,
        // Who is idle is told by keys, and who is gone by what they do not read: here only keys count, and what the
        // protocol itself sends would count as one.
        inactivity_timeout: None,
        nodelay: true,
        ..russh::server::Config::default()
    }
}

/// Follows the folder of a pack, so that everybody sees what changes there.
fn follow_pack(library: &Library, news: watch::Sender<Edition>) -> Option<Follower> {
    let folder = library.folder()?;
    let tell = move |read: Result<Library, crate::content::LoadError>| {
        news.send_modify(|edition| match read {
            Ok(library) => {
                tracing::info!("the pack was read again");
                *edition = Edition { library: Arc::new(library), broken: None };
            }
            Err(error) => {
                let report = Arc::new(error.report());
                tracing::warn!(problem = report.first_line(), "the last good edition of the pack is shown");
                edition.broken = Some(report);
            }
        });
    };
    match follow(folder, Some(library.fingerprint()), tell) {
        Ok(follower) => Some(follower),
        Err(error) => {
            tracing::warn!(%error, "the folder of the pack cannot be watched: changes are seen after a restart");
            None
        }
    }
}

fn runtime(sessions: usize) -> io::Result<Runtime> {
    // Whoever practises line by line has a thread.
    let waiting = sessions.clamp(16, 4096);
    tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(waiting)
        // A frame takes half a millisecond, so after each it is asked who else has pressed a key: as it is, tokio would
        // ask after sixty of them.
        .event_interval(1)
        .global_queue_interval(1)
        .enable_all()
        .build()
}

/// Tells who is here, and what it takes.
fn tell_status(house: &House) {
    let gate::Counts { open, admitted, refused, .. } = house.gate.counts();
    let handshakes = house.gate.handshakes();
    // Linux tells it in kB.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).map_or("unknown", str::trim);
    tracing::info!(sessions = open, handshakes, admitted, refused, memory, "status");
}
