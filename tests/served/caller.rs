//! A visitor by russh's client, whose line can be made to stand still.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU16;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use parking::Stop;
use russh::client::{self, AuthResult, Handle};
use russh::keys::ssh_key::private::Ed25519Keypair;
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::house::DEADLINE;

/// What a client was told when it was sent away.
#[derive(Default)]
pub struct Anybody {
    pub told: Arc<Mutex<String>>,
}

impl client::Handler for Anybody {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }

    async fn disconnected(
        &mut self,
        reason: client::DisconnectReason<Self::Error>,
    ) -> Result<(), Self::Error> {
        if let client::DisconnectReason::ReceivedDisconnect(said) = &reason {
            said.message.clone_into(&mut self.told.lock().expect("a lock"));
        }
        match reason {
            client::DisconnectReason::ReceivedDisconnect(_) => Ok(()),
            client::DisconnectReason::Error(error) => Err(error),
        }
    }
}

/// Somebody who has come in, and what they see.
pub struct Caller {
    pub session: Handle<Anybody>,
    pub channel: Channel<client::Msg>,
    pub screen: vt100::Parser,
    /// All that came as data.
    pub written: Vec<u8>,
    /// All that came as messages.
    pub messages: String,
    pub code: Option<u32>,
    pub stop: Stop,
}

/// A key of one's own, by a number.
pub fn key(number: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[number; 32]))
}

/// A connection to a server, before anything is said of who one is.
pub async fn connect(to: SocketAddr) -> Result<(Handle<Anybody>, Arc<Mutex<String>>, Stop), russh::Error> {
    let stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let stop = Stop::default();
    let anybody = Anybody::default();
    let told = Arc::clone(&anybody.told);
    let stream = parking::Stoppable { stream, stop: stop.clone() };
    let config = Arc::new(client::Config::default());
    Ok((client::connect_stream(config, stream, anybody).await?, told, stop))
}

/// Tells who one is: whoever has a key, or a guest.
pub async fn enter(
    session: &mut Handle<Anybody>,
    name: &str,
    who: Option<u8>,
) -> Result<AuthResult, russh::Error> {
    match who {
        Some(number) => {
            let key = PrivateKeyWithHashAlg::new(Arc::new(key(number)), None);
            session.authenticate_publickey(name, key).await
        }
        None => match session.authenticate_keyboard_interactive_start(name, None).await? {
            client::KeyboardInteractiveAuthResponse::Success => Ok(AuthResult::Success),
            other => panic!("a guest is asked something: {other:?}"),
        },
    }
}

impl Caller {
    /// Comes in, and asks for something; a terminal of a size, or none.
    pub async fn ask(to: SocketAddr, who: Option<u8>, line: &str, terminal: Option<(u32, u32)>) -> Self {
        Self::ask_as(to, "guide", who, line, terminal, &[]).await
    }

    /// The same, by a name and in an environment.
    pub async fn ask_as(
        to: SocketAddr,
        name: &str,
        who: Option<u8>,
        line: &str,
        terminal: Option<(u32, u32)>,
        environment: &[(&str, &str)],
    ) -> Self {
        let (mut session, _, stop) = connect(to).await.expect("a connection");
        let entered = enter(&mut session, name, who).await.expect("an answer");
        assert!(entered.success(), "{entered:?}");
        let channel = session.channel_open_session().await.expect("a channel");
        for (name, value) in environment {
            channel.set_env(false, *name, *value).await.expect("it is sent");
        }
        let (columns, lines) = terminal.unwrap_or((80, 24));
        if terminal.is_some() {
            channel
                .request_pty(false, "xterm-256color", columns, lines, 0, 0, &[])
                .await
                .expect("it is sent");
        }
        if line.is_empty() {
            channel.request_shell(false).await.expect("it is sent");
        } else {
            channel.exec(false, line).await.expect("it is sent");
        }
        let size = |told: u32| u16::try_from(told).ok().and_then(NonZeroU16::new).unwrap_or(NonZeroU16::MIN);
        let screen = vt100::Parser::new(size(lines), size(columns), 0);
        let (written, messages) = (Vec::new(), String::new());
        Self { session, channel, screen, written, messages, code: None, stop }
    }

    /// The guide at a place, for a guest, on a usual terminal.
    pub async fn open(to: SocketAddr, place: &str) -> Self {
        Self::ask(to, None, place, Some((80, 24))).await
    }

    pub async fn press(&self, keys: impl AsRef<[u8]>) {
        self.channel.data(keys.as_ref()).await.expect("keys go out");
    }

    pub async fn resize(&mut self, columns: u16, lines: u16) {
        self.channel.window_change(columns.into(), lines.into(), 0, 0).await.expect("it is sent");
        let size = |size: u16| NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN);
        self.screen.screen_mut().set_size(size(lines), size(columns));
    }

    pub fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Takes the next message in; false where no more comes.
    pub async fn hear(&mut self) -> bool {
        match self.channel.wait().await {
            Some(ChannelMsg::Data { data }) => {
                self.screen.process(&data);
                self.written.extend_from_slice(&data);
            }
            Some(ChannelMsg::ExtendedData { data, .. }) => self.messages += &String::from_utf8_lossy(&data),
            Some(ChannelMsg::ExitStatus { exit_status }) => self.code = Some(exit_status),
            Some(_) => {}
            None => return false,
        }
        true
    }

    /// Waits until the screen is as it should be.
    pub async fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let end = tokio::time::Instant::now() + DEADLINE;
        while !is_so(self.screen.screen()) {
            match tokio::time::timeout_at(end, self.hear()).await {
                Ok(true) => {}
                Ok(false) => panic!("{what}: the connection ended; the screen shows\n{}", self.shown()),
                Err(late) => panic!("{what}: {late}; the screen shows\n{}", self.shown()),
            }
        }
    }

    pub async fn until_shown(&mut self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words)).await;
    }

    pub async fn until_gone(&mut self, words: &str) {
        self.until(words, |screen| !screen.contents().contains(words)).await;
    }

    /// Takes in what comes until nothing has come for a while.
    pub async fn at_rest(&mut self) {
        const QUIET: Duration = Duration::from_millis(300);
        while timeout(QUIET, self.hear()).await == Ok(true) {}
    }

    /// Waits until the server has hung up; the exit code, if one came.
    pub async fn end(&mut self) -> Option<u32> {
        let all = async { while self.hear().await {} };
        timeout(DEADLINE, all).await.unwrap_or_else(|_| panic!("it does not end:\n{}", self.shown()));
        self.code
    }

    /// What came as data.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }
}

/// A line that can be made to stand still in one direction: nothing is read while it does.
mod parking {
    use super::*;

    /// How a line is.
    #[derive(Clone, Copy, Default, PartialEq, Eq)]
    enum Way {
        #[default]
        Open,
        Still,
        Cut,
    }

    /// Makes a line stand still, go on, and end.
    #[derive(Clone, Default)]
    pub struct Stop(Arc<Mutex<(Way, Option<Waker>)>>);

    impl Stop {
        pub fn stop(&self) {
            self.set(Way::Still);
        }

        pub fn go(&self) {
            self.set(Way::Open);
        }

        pub fn cut(&self) {
            self.set(Way::Cut);
        }

        fn set(&self, way: Way) {
            let mut line = self.0.lock().expect("a lock");
            line.0 = way;
            if let Some(waker) = line.1.take() {
                waker.wake();
            }
        }

        fn way(&self, waker: &Waker) -> Way {
            let mut line = self.0.lock().expect("a lock");
            line.1 = Some(waker.clone());
            line.0
        }
    }

    pub struct Stoppable {
        pub stream: TcpStream,
        pub stop: Stop,
    }

    impl AsyncRead for Stoppable {
        fn poll_read(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            match self.stop.way(context.waker()) {
                Way::Open => {}
                Way::Still => return Poll::Pending,
                Way::Cut => return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
            }
            Pin::new(&mut self.stream).poll_read(context, buffer)
        }
    }

    impl AsyncWrite for Stoppable {
        fn poll_write(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            Pin::new(&mut self.stream).poll_write(context, bytes)
        }

        fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_flush(context)
        }

        fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_shutdown(context)
        }
    }
}
