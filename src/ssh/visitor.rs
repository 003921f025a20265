//! Somebody at the other end of a connection: who they are, what they may ask the protocol for, and the one
//! sitting they get.

use std::sync::Arc;

use russh::keys::HashAlg;
use russh::server::{
    Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, Session, VerifiedPublicKey,
};
use russh::{Channel, ChannelId, ChannelOpenFailure, Disconnect, MethodKind, MethodSet, Pty, Sig};
use tokio::sync::watch;

use crate::app::Theme;
use crate::environment::Environment;

use super::inbox::Inbox;
use super::profiles::Who;
use super::visit::{House, Visit};
use super::wire::Wire;

/// The largest terminal that is drawn for, in columns and lines: its size is of the visitor's choosing.
const LARGEST: (u16, u16) = (500, 200);
/// The size where nobody tells one.
const USUAL: (u16, u16) = (80, 24);
/// The longest line that one may ask for something with, in bytes.
const LONGEST_LINE: usize = 4096;

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    /// Nobody knows who it is.
    Unknown,
    /// They were asked who they are: both sides have agreed on keys.
    Asked,
    /// They are in the guide, or get an answer.
    Visiting,
    /// They got what they came for.
    Over,
}

/// One connection, as the protocol sees it. Nothing here waits: whatever waited would keep the connection from
/// carrying what it waits for.
pub struct Visitor {
    house: Arc<House>,
    number: u64,
    stage: watch::Sender<Reached>,
    who: Who,
    theme: Option<Theme>,
    environment: Environment,
    /// The size of their terminal, where they have one.
    size: Option<(u16, u16)>,
    inbox: Arc<Inbox>,
    /// The one channel that a connection gets.
    channel: Option<ChannelId>,
}

impl Visitor {
    /// Somebody who has just come.
    pub fn new(house: Arc<House>, number: u64, stage: watch::Sender<Reached>) -> Self {
        Self {
            house,
            number,
            stage,
            who: Who::Guest,
            theme: None,
            environment: Environment::default(),
            size: None,
            inbox: Arc::default(),
            channel: None,
        }
    }

    /// Somebody told who they are; the name they come with may be that of a theme, and says nothing else.
    fn welcome(&mut self, name: &str, who: Who) -> Auth {
        self.ask();
        self.theme = Theme::named(name);
        self.who = who;
        Auth::Accept
    }

    /// Begins the one visit of a connection.
    fn begin(&mut self, channel: ChannelId, line: String, session: &mut Session) -> Result<(), russh::Error> {
        if *self.stage.borrow() >= Reached::Visiting {
            return session.channel_failure(channel);
        }
        session.channel_success(channel)?;
        self.stage.send_replace(Reached::Visiting);
        let visit = Visit {
            number: self.number,
            who: self.who.clone(),
            theme: self.theme,
            environment: self.environment.clone(),
            size: self.size,
            line,
            inbox: Arc::clone(&self.inbox),
            wire: Wire::new(session.handle(), channel, self.house.gate.limits().stall),
        };
        let (house, stage) = (Arc::clone(&self.house), self.stage.clone());
        tokio::spawn(async move {
            visit.run(house).await;
            stage.send_replace(Reached::Over);
        });
        Ok(())
    }

    fn ask(&self) {
        self.stage.send_if_modified(|stage| {
            let is_new = *stage == Reached::Unknown;
            *stage = (*stage).max(Reached::Asked);
            is_new
        });
    }

    fn is_ours(&self, channel: ChannelId) -> bool {
        self.channel == Some(channel)
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        // The connection is gone, however it ended.
        self.inbox.hang_up();
    }
}

/// A size of a terminal within reason.
fn size(columns: u32, lines: u32) -> (u16, u16) {
    let within = |told: u32, usual: u16, most: u16| match u16::try_from(told).unwrap_or(most) {
        0 => usual,
        told => told.min(most),
    };
    (within(columns, USUAL.0, LARGEST.0), within(lines, USUAL.1, LARGEST.1))
}

impl Handler for Visitor {
    type Error = russh::Error;

    /// Clients try this first, and would never show their key where it is let through.
    async fn auth_none(&mut self, _: &str) -> Result<Auth, Self::Error> {
        self.ask();
        let ways = MethodSet::from(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive][..]);
        Ok(Auth::Reject { proceed_with_methods: Some(ways), partial_success: false })
    }

    async fn auth_publickey_offered(&mut self, _: &str, _: PublicKeyOffer<'_>) -> Result<Auth, Self::Error> {
        self.ask();
        Ok(Auth::Accept)
    }

    async fn auth_publickey(&mut self, name: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Self::Error> {
        let fingerprint = key.public_key.fingerprint(HashAlg::Sha256);
        let digits = fingerprint.as_bytes().iter().map(|byte| format!("{byte:02x}"));
        Ok(self.welcome(name, Who::Key(digits.collect())))
    }

    /// Whoever has no key is a guest, and is asked nothing.
    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        name: &str,
        _: &str,
        _: Option<Response<'a>>,
    ) -> Result<Auth, Self::Error> {
        Ok(self.welcome(name, Who::Guest))
    }

    async fn channel_open_session(
        &mut self,
        // Not kept: what one keeps and does not read stops after a hundred messages.
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.channel.is_some() {
            reply.reject(ChannelOpenFailure::AdministrativelyProhibited).await;
        } else {
            self.channel = Some(channel.id());
            reply.accept().await;
        }
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        lines: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.environment.set("TERM", term);
        self.size = Some(size(columns, lines));
        session.channel_success(channel)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.environment.set(name, value);
        if self.environment.get(name).is_some() {
            session.channel_success(channel)
        } else {
            session.channel_failure(channel)
        }
    }

    async fn window_change_request(
        &mut self,
        channel: ChannelId,
        columns: u32,
        lines: u32,
        _: u32,
        _: u32,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.is_ours(channel) && self.size.is_some() {
            self.inbox.resize(size(columns, lines));
        }
        Ok(())
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), Self::Error> {
        self.begin(channel, String::new(), session)
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        line: &[u8],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        if line.len() > LONGEST_LINE {
            self.inbox.hang_up();
            let why = format!("what you ask for is longer than {LONGEST_LINE} bytes");
            return session.disconnect(Disconnect::ByApplication, &why, "en");
        }
        let line = String::from_utf8_lossy(line).into_owned();
        self.begin(channel, line, session)
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_failure(channel)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_failure(channel)
    }

    async fn data(
        &mut self,
        channel: ChannelId,
        bytes: &[u8],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.is_ours(channel) && !self.inbox.put(bytes) {
            self.inbox.hang_up();
            return session.disconnect(Disconnect::ByApplication, "more came in than anybody types", "en");
        }
        Ok(())
    }

    async fn channel_eof(&mut self, channel: ChannelId, _: &mut Session) -> Result<(), Self::Error> {
        if self.is_ours(channel) {
            self.inbox.close();
        }
        Ok(())
    }

    async fn channel_close(&mut self, channel: ChannelId, _: &mut Session) -> Result<(), Self::Error> {
        if self.is_ours(channel) {
            self.inbox.hang_up();
        }
        Ok(())
    }

    async fn signal(&mut self, channel: ChannelId, signal: Sig, _: &mut Session) -> Result<(), Self::Error> {
        if self.is_ours(channel) && matches!(signal, Sig::HUP | Sig::TERM | Sig::KILL) {
            self.inbox.hang_up();
        }
        Ok(())
    }
}
