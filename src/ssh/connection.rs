//! A connection, from the moment it is let in until it is gone.

use std::sync::Arc;
use std::time::Duration;

use russh::Disconnect;
use russh::server::{Config, Handle, run_stream};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{sleep, timeout};

use super::gate::Ticket;
use super::guide::closed;
use super::line::Line;
use super::refusal::refuse;
use super::socket::Socket;
use super::visit::House;
use super::visitor::{Reached, Visitor};

/// How long a visitor's side has to hang up, once it got everything.
const PARTING: Duration = Duration::from_secs(2);

/// A connection that was let in.
pub struct Connection {
    /// A number for the log.
    pub number: u64,
    /// Its right to be here, which goes with it.
    pub ticket: Ticket,
    /// What all visits have in common.
    pub house: Arc<House>,
}

/// Why a connection is ended from here.
enum End {
    /// They got what they came for.
    Over,
    /// They took too long to begin.
    Late,
    /// The server ends, and they had not begun.
    Closing,
}

impl Connection {
    /// Carries it until it is gone.
    pub async fn run(self, stream: TcpStream, config: Arc<Config>) {
        let limits = self.house.gate.limits();
        let mut closing = self.house.closing.clone();
        let turn = tokio::select! {
            turn = self.ticket.handshake() => turn,
            () = closed(&mut closing) => return,
        };
        let turn = match turn {
            Ok(turn) => turn,
            Err(why) => return refuse(stream, why).await,
        };
        let Ok(socket) = Socket::new(stream) else { return };
        // What is cut here is cut for russh as well, wherever it waits.
        let scissors = socket.clone();
        let (stage, mut stages) = watch::channel(Reached::Unknown);
        let visitor = Visitor::new(Arc::clone(&self.house), self.number, stage);
        let session = tokio::select! {
            session = timeout(limits.handshake, run_stream(config, Line::new(socket), visitor)) => session,
            () = closed(&mut closing) => return,
        };
        let Ok(Ok(mut session)) = session else { return };
        let handle = session.handle();
        tokio::select! {
            // Whatever ended it, it is gone.
            _ = &mut session => {}
            end = self.watch(&mut stages, turn) => {
                part(&handle, &end).await;
                let _ = timeout(PARTING, &mut session).await;
            }
        }
        // It is gone already, or has to go now.
        scissors.cut();
        // Whoever was in the guide keeps their seat until what they marked is kept.
        let is_over = |stage: &Reached| !matches!(stage, Reached::Visiting);
        let _ = stages.wait_for(is_over).await;
        drop(self.ticket);
    }

    /// Waits until there is a reason to end it.
    async fn watch(&self, stages: &mut watch::Receiver<Reached>, turn: [OwnedSemaphorePermit; 2]) -> End {
        let limits = self.house.gate.limits();
        let mut closing = self.house.closing.clone();
        let begin = async {
            let agreed =
                timeout(limits.handshake, stages.wait_for(|stage| *stage >= Reached::Asked)).await.is_ok();
            drop(turn);
            if agreed {
                timeout(limits.grace, stages.wait_for(|stage| *stage >= Reached::Visiting)).await.is_ok()
            } else {
                false
            }
        };
        tokio::select! {
            is_there = begin => if !is_there {
                return End::Late;
            },
            () = closed(&mut closing) => return End::Closing,
        }
        let over = stages.wait_for(|stage| *stage == Reached::Over).await.is_ok();
        if over {
            // Theirs is the side that hangs up, unless they do not.
            sleep(PARTING).await;
        }
        End::Over
    }
}

/// Says good-bye in the protocol's own words.
async fn part(handle: &Handle, end: &End) {
    let (reason, why) = match end {
        End::Over => (Disconnect::ByApplication, ""),
        End::Late => (Disconnect::ByApplication, "you took too long to begin"),
        End::Closing => (Disconnect::ByApplication, "the guide is being closed"),
    };
    // Whoever reads nothing hears nothing.
    let _ = timeout(PARTING, handle.disconnect(reason, why.to_owned(), "en".to_owned())).await;
}
