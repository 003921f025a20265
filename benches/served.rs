//! How a server does with many visitors at once: `cargo bench --bench served [-- ACTIVE IDLE]`.
//!
//! Starts the program itself on a loopback port, comes in as many visitors by russh's client, has the active ones
//! press two keys a second each, then has everybody read. Client and server share the machine. Each round is done with
//! guests and with visitors who have a key, and so a profile.

#![expect(clippy::expect_used, reason = "a measurement that cannot begin has failed")]
#![expect(clippy::cast_precision_loss, reason = "figures are rounded anyway")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use russh::client::{self, Handle};
use russh::keys::ssh_key::private::Ed25519Keypair;
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{ChannelMsg, ChannelWriteHalf};
use tempfile::TempDir;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{sleep, sleep_until, timeout};

/// How many come in at once.
const AT_ONCE: usize = 16;
/// How long the active ones press keys, and the others read.
const ROUND: Duration = Duration::from_secs(15);
/// How long there is between two keys of one visitor.
const BETWEEN: Duration = Duration::from_millis(500);
/// A key of which nothing comes for so long has nothing to show; whoever waits for more than that has been let down.
const SILENCE: Duration = Duration::from_secs(2);
/// Nothing is waited for longer.
const DEADLINE: Duration = Duration::from_secs(30);
/// Where everybody begins.
const PLACE: &str = "role:ai-engineer@after";
/// What is pressed, over and over: rows, the era before and after, panes, a page there and back. Each shows.
const KEYS: [&str; 16] =
    ["j", "j", "j", "[", "j", "j", "]", "k", "\t", "j", "\x1b[Z", "j", "j", "\r", "j", "\x7f"];

struct Anybody;

impl client::Handler for Anybody {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// The program, serving.
struct Server {
    child: Child,
    port: u16,
    _state: TempDir,
}

impl Server {
    fn start() -> Self {
        let state = TempDir::new().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_roledex"))
            .args(["serve", "--listen", "127.0.0.1:0", "--sessions", "5000", "--per-address", "5000"])
            .env("XDG_STATE_HOME", state.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        out.read_line(&mut line).expect("a line");
        let port = line.split(' ').nth(2).and_then(|port| port.parse().ok()).expect("a port");
        Self { child, port, _state: state }
    }

    /// What it takes of memory, in kB: resident, and its part of what is shared.
    fn memory(&self) -> (u64, u64) {
        let text = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id())).expect("it runs");
        let of = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("a figure");
            line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
        };
        (of("Rss:"), of("Pss:"))
    }

    /// What it took of the processor until now.
    fn processor(&self) -> u64 {
        processor(&self.child.id().to_string())
    }
}

/// What a process took of the processor until now, in hundredths of a second as Linux counts.
fn processor(process: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
    let fields: Vec<_> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who is in the guide.
struct Visitor {
    _session: Handle<Anybody>,
    keys: ChannelWriteHalf<client::Msg>,
    /// When something came, and how much.
    heard: UnboundedReceiver<(Instant, usize)>,
}

impl Visitor {
    /// Comes in, and waits for the first frame.
    async fn come(port: u16, number: Option<u64>) -> Result<(Self, Duration), russh::Error> {
        let begun = Instant::now();
        let config = Arc::new(client::Config { nodelay: true, ..client::Config::default() });
        let mut session = client::connect(config, ("127.0.0.1", port), Anybody).await?;
        if let Some(number) = number {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            let key = PrivateKey::from(Ed25519Keypair::from_seed(&seed));
            session.authenticate_publickey("guide", PrivateKeyWithHashAlg::new(Arc::new(key), None)).await?;
        } else {
            session.authenticate_keyboard_interactive_start("guide", None).await?;
        }
        let channel = session.channel_open_session().await?;
        channel.request_pty(false, "xterm-256color", 120, 40, 0, 0, &[]).await?;
        channel.exec(false, PLACE).await?;
        let (mut come, keys) = channel.split();
        let (tell, mut heard) = unbounded_channel();
        tokio::spawn(async move {
            while let Some(message) = come.wait().await {
                if let ChannelMsg::Data { data } = message
                    && tell.send((Instant::now(), data.len())).is_err()
                {
                    return;
                }
            }
        });
        // What takes the terminal over, then the first frame.
        let mut bytes = 0;
        while bytes < 1000 {
            bytes += heard.recv().await.ok_or(russh::Error::Disconnect)?.1;
        }
        Ok((Self { _session: session, keys, heard }, begun.elapsed()))
    }

    /// Presses keys for a while; how long each took until something came of it.
    async fn move_about(&mut self, number: usize, of: usize) -> Vec<Duration> {
        let (mut took, end) = (Vec::new(), Instant::now() + ROUND);
        // Each at another moment, and each somewhere else in what is pressed.
        let part = number as f64 / of as f64;
        let mut next = tokio::time::Instant::now() + BETWEEN.mul_f64(part);
        for key in KEYS.iter().cycle().skip(number % KEYS.len()) {
            sleep_until(next).await;
            // Who waited for long does not press the faster for it.
            next = next.max(tokio::time::Instant::now() - BETWEEN / 2) + BETWEEN;
            if Instant::now() > end {
                break;
            }
            while self.heard.try_recv().is_ok() {}
            let pressed = Instant::now();
            self.keys.data(key.as_bytes()).await.expect("a key goes out");
            // At the end of a list there is nothing to be shown.
            if let Ok(Some((at, _))) = timeout(SILENCE, self.heard.recv()).await {
                took.push(at - pressed);
            }
        }
        took
    }
}

/// Has so many come in; those who did, and how long it took each.
async fn crowd(port: u16, of: usize, with_keys: bool) -> (Vec<Visitor>, Vec<Duration>) {
    let door = Arc::new(Semaphore::new(AT_ONCE));
    let coming = (0..of).map(|number| {
        let door = Arc::clone(&door);
        tokio::spawn(async move {
            let _place = door.acquire().await;
            let number = with_keys.then_some(number as u64);
            timeout(DEADLINE, Visitor::come(port, number)).await.ok()?.ok()
        })
    });
    let coming: Vec<_> = coming.collect();
    let mut come = Vec::new();
    for one in coming {
        come.extend(one.await.ok().flatten());
    }
    come.into_iter().unzip()
}

fn told(name: &str, mut took: Vec<Duration>) {
    took.sort();
    let at = |part: f64| {
        let last = took.len().saturating_sub(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length")]
        let index = (last as f64 * part).round() as usize;
        took.get(index).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    println!(
        "{name}: {} · median {:.2} ms · p95 {:.2} ms · p99 {:.2} ms · longest {:.2} ms",
        took.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
}

async fn round(active: usize, idle: usize, with_keys: bool) {
    let server = Server::start();
    let who = if with_keys { "with a key" } else { "guests" };
    let (before, _) = server.memory();
    println!("\n{active} active, {who}, 120×40; the server alone has {before} kB");
    let begun = Instant::now();
    let (mut visitors, took) = crowd(server.port, active, with_keys).await;
    println!("came in: {} of {active} in {:.2} s", visitors.len(), begun.elapsed().as_secs_f64());
    told("connect to first frame", took);
    sleep(Duration::from_secs(1)).await;
    let (resident, shared) = server.memory();
    let each = (resident.saturating_sub(before)) as f64 / visitors.len() as f64;
    println!("memory: {each:.0} kB a session just come (resident {resident} kB, proportional {shared} kB)");

    let (there, here) = (server.processor(), processor("self"));
    let pressing = visitors.drain(..).enumerate().map(|(number, mut visitor)| {
        tokio::spawn(async move { (visitor.move_about(number, active).await, visitor) })
    });
    let pressing: Vec<_> = pressing.collect();
    let mut took = Vec::new();
    for one in pressing {
        let (times, visitor) = one.await.expect("it ends");
        took.extend(times);
        visitors.push(visitor);
    }
    told("key to frame", took);
    let share = |since: u64, now: u64| (now - since) as f64 / ROUND.as_secs_f64();
    let (there, here) = (share(there, server.processor()), share(here, processor("self")));
    println!(
        "processor: {there:.0} % of one core while they move about, and {here:.0} % for being the visitors"
    );
    let (resident, _) = server.memory();
    println!(
        "memory: {:.0} kB a session after that",
        resident.saturating_sub(before) as f64 / visitors.len() as f64
    );
    drop(visitors);
    sleep(Duration::from_secs(3)).await;
    let (resident, _) = server.memory();
    println!("memory: {resident} kB three seconds after all have left");

    let (mut visitors, _) = crowd(server.port, idle, with_keys).await;
    // Until what they brought along is kept.
    sleep(Duration::from_secs(5)).await;
    for visitor in &mut visitors {
        while visitor.heard.try_recv().is_ok() {}
    }
    let (resident, _) = server.memory();
    let before_reading = server.processor();
    sleep(ROUND).await;
    let mut bytes = 0;
    for visitor in &mut visitors {
        while let Ok((_, more)) = visitor.heard.try_recv() {
            bytes += more;
        }
    }
    let busy = share(before_reading, server.processor());
    let each = resident.saturating_sub(before) as f64 / visitors.len() as f64;
    println!("{} reading: {each:.0} kB a session, {busy:.2} % of one core, {bytes} bytes", visitors.len());
}

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (active, idle) = (numbers.first().copied().unwrap_or(500), numbers.get(1).copied().unwrap_or(1000));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for with_keys in [false, true] {
        runtime.block_on(round(active, idle, with_keys));
    }
}
