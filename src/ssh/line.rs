//! A connection that takes in only so much a second, whatever is sent over it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::allowance::Allowance;

/// How much may come in at once, in bytes: a paste.
const AT_ONCE: u32 = 256 * 1024;
/// How much may come in a second after that, in bytes: more than anybody types, and less than keeps others waiting.
const A_SECOND: u32 = 64 * 1024;

/// A connection that is read no faster than one may send.
pub struct Line<S> {
    stream: S,
    bytes: Allowance,
    pause: Option<Pin<Box<Sleep>>>,
}

impl<S> Line<S> {
    /// A connection that was just made.
    pub fn new(stream: S) -> Self {
        Self { stream, bytes: Allowance::new(AT_ONCE, A_SECOND), pause: None }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let line = &mut *self;
        loop {
            if let Some(pause) = &mut line.pause {
                std::task::ready!(pause.as_mut().poll(context));
                line.pause = None;
            }
            match line.bytes.left() {
                Ok(_) => break,
                Err(wait) => line.pause = Some(Box::pin(sleep(wait))),
            }
        }
        let before = buffer.filled().len();
        std::task::ready!(Pin::new(&mut line.stream).poll_read(context, buffer))?;
        line.bytes.spend(buffer.filled().len() - before);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Line<S> {
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_paste_comes_at_once_and_a_flood_no_faster_than_one_may_send() {
        const PASTE: usize = 200 * 1024;
        const FLOOD: usize = 1024 * 1024;
        let (near, mut far) = duplex(1 << 20);
        let mut line = Line::new(near);
        let sending = tokio::spawn(async move {
            for _ in 0..(PASTE + FLOOD) / 1024 {
                if far.write_all(&[b'x'; 1024]).await.is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        let mut heard = [0; 1024];
        for _ in 0..PASTE / heard.len() {
            line.read_exact(&mut heard).await.unwrap_or_else(|error| panic!("{error}"));
        }
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        for _ in 0..FLOOD / heard.len() {
            line.read_exact(&mut heard).await.unwrap_or_else(|error| panic!("{error}"));
        }
        // The last of it may be owed.
        let least = (PASTE + FLOOD - heard.len()) as u64 - u64::from(AT_ONCE);
        assert!(
            begun.elapsed() >= Duration::from_millis(least * 1000 / u64::from(A_SECOND)),
            "{:?}",
            begun.elapsed()
        );
        assert!(sending.await.is_ok());
    }
}
