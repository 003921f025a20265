//! A sitting of somebody far away: keys in, frames out, until one of them ends it.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::task::block_in_place;
use tokio::time::{Duration, Instant, sleep, sleep_until};

use crate::app::key::Input;
use crate::app::{Action, Effect, Fresh};
use crate::call::Opening;
use crate::clipboard;
use crate::content::Library;
use crate::content::problem::Report;
use crate::environment::Environment;
use crate::sitting::Sitting;
use crate::terminal::Terminal;

use super::allowance::Allowance;
use super::decoder::Decoder;
use super::easels::Easels;
use super::ending::Ending;
use super::gate::Limits;
use super::inbox::{Inbox, Mail};
use super::wire::Wire;

/// How many keys may come at once: as many as a terminal sends that pastes them one by one.
const AT_ONCE: u32 = 1000;
/// How many keys may come a second after that; one that is held down comes thirty times.
const A_SECOND: u32 = 100;
/// How long somebody's keys are worked on before others get their turn.
const TURN: Duration = Duration::from_millis(3);
/// How many bytes are taken from the inbox at once.
const AT_A_TIME: usize = 4096;
/// How many keys of somebody who is gone are still done: they pressed them before they went.
const LAST_KEYS: usize = 64;
/// How long a frame stands at least: what comes meanwhile is in the next.
const FRAME: Duration = Duration::from_millis(15);

/// The pack as it is now.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The last that could be used.
    pub library: Arc<Library>,
    /// What is wrong with what stands in the folder, where that cannot be used.
    pub broken: Option<Arc<Report>>,
}

/// What a sitting hears from, beside the visitor.
pub struct Around<'h> {
    /// Where frames are drawn.
    pub easels: &'h Easels,
    /// The pack, whenever it changes.
    pub editions: watch::Receiver<Edition>,
    /// Whether the server ends.
    pub closing: watch::Receiver<bool>,
    /// How much of everything there may be.
    pub limits: Limits,
}

/// A sitting in a terminal far away.
struct Guide<'w> {
    sitting: Sitting,
    terminal: Terminal,
    decoder: Decoder,
    wire: &'w Wire,
    environment: &'w Environment,
    easels: &'w Easels,
    /// Bytes for the terminal that are no part of its screen.
    aside: Vec<u8>,
    /// Since when the terminal shows something else than it should.
    stale: Option<Instant>,
    /// What the visitor did and was not done yet.
    waiting: VecDeque<Input>,
    keys: Allowance,
    /// Whether nothing more will be typed.
    is_last: bool,
    /// When a frame was drawn last.
    drawn: Instant,
}

/// Runs a sitting until it ends, and keeps what is to be kept.
pub async fn run(
    opening: Opening,
    said: &str,
    size: (u16, u16),
    (inbox, wire, environment): (&Inbox, &Wire, &Environment),
    around: &mut Around<'_>,
) -> Ending {
    let Opening { app, keeper, trouble, wish } = opening;
    let mut sitting = block_in_place(|| Sitting::begin(app, keeper, wish, size));
    // Of a broken pack the footer goes on to tell; what is kept of them is said once.
    if let Some(report) = around.editions.borrow().broken.clone() {
        sitting.bring(Action::PackBroken(report));
    }
    if !said.is_empty() {
        sitting.say(said);
    }
    if let Some(trouble) = trouble {
        sitting.say(trouble.unkept());
    }
    let now = Instant::now();
    let mut guide = Guide {
        sitting,
        terminal: Terminal::default(),
        decoder: Decoder::default(),
        wire,
        environment,
        easels: around.easels,
        aside: Vec::new(),
        stale: Some(now),
        waiting: VecDeque::new(),
        keys: Allowance::new(AT_ONCE, A_SECOND),
        is_last: false,
        drawn: now.checked_sub(FRAME).unwrap_or(now),
    };
    let mut ending = match wire.send(Terminal::enter()).await {
        Ok(()) => guide.sit(inbox, around).await,
        Err(cut) => cut.into(),
    };
    let kept = block_in_place(|| guide.sitting.end());
    if !matches!(ending, Ending::Gone | Ending::Stalled) {
        let mut last = Terminal::leave();
        let unkept = kept.err().map(|error| error.unkept()).unwrap_or_default();
        for line in [ending.farewell(), &unkept].into_iter().filter(|line| !line.is_empty()) {
            last.extend_from_slice(line.as_bytes());
            last.extend_from_slice(b"\r\n");
        }
        if let Err(cut) = wire.send(last).await {
            ending = cut.into();
        }
    }
    ending
}

impl Guide<'_> {
    /// Takes in what comes and shows what follows from it, until something ends it.
    async fn sit(&mut self, inbox: &Inbox, around: &mut Around<'_>) -> Ending {
        let Limits { idle, max, stall, .. } = around.limits;
        let begun = Instant::now();
        let mut pressed = begun;
        loop {
            let room_for = if self.waiting.is_empty() && !self.is_last { AT_A_TIME } else { 0 };
            tokio::select! {
                mail = inbox.next(room_for) => {
                    if !mail.bytes.is_empty() {
                        pressed = Instant::now();
                    }
                    if let Some(ending) = self.open(&mail) {
                        return ending;
                    }
                }
                () = after(self.decoder.waits_until()) => {
                    self.waiting.extend(self.decoder.give_up());
                }
                () = sleep(self.keys.left().err().unwrap_or_default()), if !self.waiting.is_empty() => {
                    if let Some(ending) = self.take() {
                        return ending;
                    }
                }
                room = room(self.wire, self.drawn + FRAME), if self.stale.is_some() => {
                    self.stale = None;
                    self.drawn = Instant::now();
                    let bytes = match self.frame() {
                        Ok(bytes) => bytes,
                        Err(error) => {
                            tracing::error!(%error, "a frame cannot be made");
                            return Ending::Broken;
                        }
                    };
                    if !bytes.is_empty() {
                        tokio::select! {
                            sent = self.wire.frame(bytes, room) => if let Err(cut) = sent {
                                return cut.into();
                            },
                            () = closed(&mut around.closing) => return Ending::Closing,
                        }
                    }
                    // After the frame, so that nobody waits for it.
                    if self.sitting.keep_place() {
                        self.is_stale();
                    }
                }
                () = after(self.stale.map(|since| since + stall)) => return Ending::Stalled,
                () = after(self.clock_changes_at()) => {
                    self.sitting.tell_time();
                    self.is_stale();
                }
                changed = around.editions.changed() => {
                    if changed.is_err() {
                        return Ending::Closing;
                    }
                    let Edition { library, broken } = around.editions.borrow_and_update().clone();
                    self.sitting.tell_time();
                    self.sitting.bring(match broken {
                        Some(report) => Action::PackBroken(report),
                        None => Action::Library(Fresh(library)),
                    });
                    self.is_stale();
                }
                () = closed(&mut around.closing) => return Ending::Closing,
                () = sleep_until(pressed + idle) => return Ending::Idle,
                () = sleep_until(begun + max) => return Ending::TooLong,
            }
        }
    }

    /// Takes in what the visitor sent.
    fn open(&mut self, mail: &Mail) -> Option<Ending> {
        if let Some((columns, lines)) = mail.size {
            self.sitting.session_mut().resize(columns, lines);
            self.terminal.forget();
            self.is_stale();
        }
        self.waiting.extend(self.decoder.feed(&mail.bytes));
        if mail.is_gone {
            self.waiting.truncate(LAST_KEYS);
            return self.take().or(Some(Ending::Gone));
        }
        self.is_last |= mail.is_last;
        if self.waiting.is_empty() && self.is_last {
            return Some(Ending::Done);
        }
        // What comes as usual is done at once.
        if self.keys.left().is_ok() { self.take() } else { None }
    }

    /// Does what waits, as far as it is this visitor's turn.
    fn take(&mut self) -> Option<Ending> {
        let begun = Instant::now();
        while begun.elapsed() < TURN
            && self.keys.left().is_ok()
            && let Some(input) = self.waiting.pop_front()
        {
            self.keys.spend(1);
            let effect = self.sitting.input(input);
            self.is_stale();
            match effect {
                Effect::Quit => return Some(Ending::Done),
                // Only the newest copy counts, as of frames.
                Effect::Copy(text) => self.aside = clipboard::sequence(&text, self.environment).into_bytes(),
                // What touches the machine was declined by the app, and comes this far in no sitting that is served.
                Effect::Browse(_) | Effect::Edit { .. } | Effect::Export { .. } => {
                    self.sitting.say("that is not done on a machine that is not yours");
                }
                Effect::Draw
                | Effect::Layout
                | Effect::Save(_)
                | Effect::Reload
                | Effect::Suspend
                | Effect::Lead { .. } => {}
            }
        }
        (self.is_last && self.waiting.is_empty()).then_some(Ending::Done)
    }

    /// When a clock that is seen shows another time.
    fn clock_changes_at(&self) -> Option<Instant> {
        let changes_in = self.sitting.session().app().clock_changes_in();
        changes_in.map(|milliseconds| Instant::now() + Duration::from_millis(milliseconds))
    }

    fn is_stale(&mut self) {
        self.stale.get_or_insert_with(Instant::now);
    }

    /// What makes the terminal show what it should.
    fn frame(&mut self) -> std::io::Result<Vec<u8>> {
        let mut bytes = std::mem::take(&mut self.aside);
        let mut easel = self.easels.take();
        let drawn = self.terminal.draw(self.sitting.session_mut(), &mut easel);
        self.easels.give_back(easel);
        bytes.extend(drawn?);
        Ok(bytes)
    }
}

/// Waits until the server ends.
pub async fn closed(closing: &mut watch::Receiver<bool>) {
    // Where nobody can tell any more, it has ended.
    let _ = closing.wait_for(|closing| *closing).await;
}

/// Waits until there may be another frame: not before then, and once there is room for it.
async fn room(wire: &Wire, not_before: Instant) -> OwnedSemaphorePermit {
    sleep_until(not_before).await;
    wire.room().await
}

/// Waits until then; for ever where there is no such time.
async fn after(then: Option<Instant>) {
    match then {
        Some(then) => sleep_until(then).await,
        None => std::future::pending().await,
    }
}
