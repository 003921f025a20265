//! A visit: what somebody asked for, given to them on a screen or as text.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch;
use tokio::task::{block_in_place, spawn_blocking};

use crate::app::Theme;
use crate::call::{Call, NOTHING_KEPT, Reply};
use crate::environment::Environment;
use crate::page::Shared;
use crate::terminal::Terminal;

use super::easels::Easels;
use super::ending::Ending;
use super::gate::Gate;
use super::guide::{self, Around, Edition};
use super::inbox::Inbox;
use super::printed::Ends;
use super::profiles::{Profiles, Who};
use super::wire::Wire;

/// Reads what somebody asks for, and gives what they get.
pub type Receive = dyn Fn(Call) -> Reply + Send + Sync;

/// What all visits have in common.
pub struct House {
    /// Who may come in.
    pub gate: Arc<Gate>,
    /// What is kept of them.
    pub profiles: Profiles,
    /// Pages that several of them read.
    pub shared: Arc<Shared>,
    /// Where their frames are drawn.
    pub easels: Easels,
    /// Who reads what they ask for.
    pub receive: Box<Receive>,
    /// The guide, whenever it changes.
    pub editions: watch::Receiver<Edition>,
    /// Whether the server ends.
    pub closing: watch::Receiver<bool>,
}

/// What a guest is told, once.
const GUEST: &str = "You are a guest: what you say lasts until you leave. Come with an SSH key (ssh-keygen makes one) to keep it.";
/// What is told somebody with a key for whom there is no room.
const NO_ROOM: &str = "There is no room here for more profiles: what you say lasts until you leave.";

/// Somebody's visit.
pub struct Visit {
    /// A number for the log.
    pub number: u64,
    /// Who they are.
    pub who: Who,
    /// The theme they named.
    pub theme: Option<Theme>,
    /// What is known of their terminal.
    pub environment: Environment,
    /// Its size, where they have one.
    pub size: Option<(u16, u16)>,
    /// What they ask for.
    pub line: String,
    /// What they send.
    pub inbox: Arc<Inbox>,
    /// The way to them.
    pub wire: Wire,
}

impl Visit {
    /// Gives them what they ask for; what goes wrong here ends this visit, and no other.
    pub async fn run(self, house: Arc<House>) {
        let (number, begun, wire) = (self.number, Instant::now(), self.wire.clone());
        let has_screen = self.size.is_some();
        tracing::info!(number, guest = self.who == Who::Guest, screen = has_screen, "visit");
        // In a task of its own, which a panic ends.
        let (ending, code) = match tokio::spawn(self.attend(house)).await {
            Ok(ended) => ended,
            Err(_panic) => {
                let words = Ending::Broken.farewell();
                // Whoever is gone by now hears nothing.
                let _ = if has_screen {
                    let leave = Terminal::leave();
                    wire.send([leave, format!("{words}\r\n").into_bytes()].concat()).await
                } else {
                    wire.tell(format!("{words}\n").into_bytes()).await
                };
                (Ending::Broken, Ending::Broken.code())
            }
        };
        let seconds = begun.elapsed().as_secs();
        tracing::info!(number, ending = ?ending, code, seconds, "visit over");
        if !matches!(ending, Ending::Gone | Ending::Stalled) {
            // The same.
            let _ = wire.finish(code).await;
        }
    }

    /// Finds what they get, and gives it to them; how it ended, and the exit code.
    async fn attend(self, house: Arc<House>) -> (Ending, u8) {
        let Self { who, theme, environment, size, line, inbox, wire, .. } = self;
        let mut editions = house.editions.clone();
        let library = Arc::clone(&editions.borrow_and_update().library);
        // It looks at the disk.
        let (store, lasts) = block_in_place(|| house.profiles.of(&who));
        let said = match who {
            _ if !house.profiles.are_kept() => NOTHING_KEPT,
            Who::Guest => GUEST,
            Who::Key(_) if lasts => "",
            Who::Key(_) => NO_ROOM,
        };
        let shared = Arc::clone(&house.shared);
        let call = Call {
            line,
            has_terminal: size.is_some(),
            environment: environment.clone(),
            theme,
            library,
            shared,
            store,
            said,
        };
        let limits = house.gate.limits().clone();
        match block_in_place(|| (house.receive)(call)) {
            Reply::Open(opening) => {
                let mut around =
                    Around { easels: &house.easels, editions, closing: house.closing.clone(), limits };
                let size = size.unwrap_or_default();
                let ending =
                    guide::run(*opening, said, size, (&inbox, &wire, &environment), &mut around).await;
                (ending, ending.code())
            }
            Reply::Print(answer) => {
                let columns = size.map(|(columns, _)| columns);
                let closing = house.closing.clone();
                let ends =
                    Ends { inbox, wire, environment, columns, closing, limits, ending: Arc::default() };
                let ending = Arc::clone(&ends.ending);
                // It may wait for lines to be typed, and for the network.
                match spawn_blocking(move || answer(ends.streams())).await {
                    Ok(code) => (ending.get().copied().unwrap_or(Ending::Done), code),
                    Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                }
            }
        }
    }
}
