//! The way to a visitor's terminal, and how much of it may be under way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use russh::ChannelId;
use russh::server::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How often it may have been asked whether the visitor's side has everything, without an answer yet. More would be
/// shown late where the line is slow; less would have whoever types over a long line wait for each letter.
const UNDER_WAY: usize = 3;
/// After how many bytes it is asked: what is less is no backlog, and not worth an answer.
const ASKED_AFTER: usize = 2048;

/// The longest part that is sent at once, in bytes.
const PART: usize = 32 * 1024;

/// The stream of messages, beside that of data (RFC 4254, 5.2).
const MESSAGES: u32 = 1;

/// The way to a visitor.
#[derive(Clone)]
pub struct Wire {
    handle: Handle,
    channel: ChannelId,
    room: Arc<Semaphore>,
    /// How many bytes of frames were sent since it was asked.
    unasked: Arc<AtomicUsize>,
    /// How long nothing may get through.
    stall: Duration,
}

/// Why nothing gets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The visitor is gone.
    Gone,
    /// The visitor reads nothing.
    Stalled,
}

impl Wire {
    /// The way to a channel.
    pub fn new(handle: Handle, channel: ChannelId, stall: Duration) -> Self {
        Self { handle, channel, room: Arc::new(Semaphore::new(UNDER_WAY)), unasked: Arc::default(), stall }
    }

    /// Waits until there is room for a frame: until then, a newer one takes the place of what would have been sent.
    pub async fn room(&self) -> OwnedSemaphorePermit {
        match Arc::clone(&self.room).acquire_owned().await {
            Ok(room) => room,
            // It is never closed.
            Err(_) => std::future::pending().await,
        }
    }

    /// Sends a frame; where more than a little was sent, its room is given back once the visitor's side has told that
    /// it has all of it.
    ///
    /// # Errors
    /// Where the visitor is gone.
    pub async fn frame(&self, bytes: Vec<u8>, room: OwnedSemaphorePermit) -> Result<(), Cut> {
        let sent = bytes.len();
        self.send(bytes).await?;
        if self.unasked.fetch_add(sent, Ordering::Relaxed) + sent < ASKED_AFTER {
            return Ok(());
        }
        self.unasked.store(0, Ordering::Relaxed);
        let handle = self.handle.clone();
        tokio::spawn(async move {
            // Nothing is forwarded, so there is nothing to call off; but every client has to answer, and does so when it
            // has read all that came before (RFC 4254, 4). A terminal is asked nothing: it need not answer.
            let _ = handle.cancel_forward_tcpip(String::new(), 0).await;
            drop(room);
        });
        Ok(())
    }

    /// Sends data.
    ///
    /// # Errors
    /// Where the visitor is gone, or reads nothing.
    pub async fn send(&self, bytes: Vec<u8>) -> Result<(), Cut> {
        for part in bytes.chunks(PART) {
            let sent = timeout(self.stall, self.handle.data(self.channel, part.to_vec())).await;
            sent.map_err(|_| Cut::Stalled)?.map_err(|_| Cut::Gone)?;
        }
        Ok(())
    }

    /// Sends messages.
    ///
    /// # Errors
    /// Where the visitor is gone, or reads nothing.
    pub async fn tell(&self, bytes: Vec<u8>) -> Result<(), Cut> {
        let sent = timeout(self.stall, self.handle.extended_data(self.channel, MESSAGES, bytes)).await;
        sent.map_err(|_| Cut::Stalled)?.map_err(|_| Cut::Gone)
    }

    /// Says how it went, and that nothing more comes. Who hangs up then is the visitor's side: where the server does,
    /// OpenSSH takes it for a failure.
    ///
    /// # Errors
    /// Where the visitor is gone, or reads nothing.
    pub async fn finish(&self, code: u8) -> Result<(), Cut> {
        let finish = async {
            self.handle.exit_status_request(self.channel, code.into()).await?;
            self.handle.eof(self.channel).await?;
            self.handle.close(self.channel).await
        };
        timeout(self.stall, finish).await.map_err(|_| Cut::Stalled)?.map_err(|()| Cut::Gone)
    }
}
