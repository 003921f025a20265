//! A connection that takes in only so much a second, whatever is sent over it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// How much may come in at once, in bytes: a paste.
const AT_ONCE: u64 = 256 * 1024;
/// How much may come in a second after that, in bytes: more than anybody types, and less than keeps others waiting.
const A_SECOND: u64 = 64 * 1024;

/// A connection that is read no faster than one may send.
pub struct Line<S> {
    stream: S,
    /// How much may still come in now, in bytes; what was read beyond it is owed.
    allowance: i64,
    counted: Instant,
    pause: Option<Pin<Box<Sleep>>>,
}

impl<S> Line<S> {
    /// A connection that was just made.
    pub fn new(stream: S) -> Self {
        Self { stream, allowance: AT_ONCE.cast_signed(), counted: Instant::now(), pause: None }
    }

    /// Counts what may come in since it was counted last.
    fn count(&mut self) {
        let earned = self.counted.elapsed().as_millis() * u128::from(A_SECOND) / 1000;
        if earned > 0 {
            self.counted = Instant::now();
            let earned = i64::try_from(earned).unwrap_or(i64::MAX);
            self.allowance = self.allowance.saturating_add(earned).min(AT_ONCE.cast_signed());
        }
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
            line.count();
            if line.allowance > 0 {
                break;
            }
            let owed = line.allowance.unsigned_abs() + 1;
            line.pause = Some(Box::pin(sleep(Duration::from_millis(owed * 1000 / A_SECOND + 1))));
        }
        let before = buffer.filled().len();
        std::task::ready!(Pin::new(&mut line.stream).poll_read(context, buffer))?;
        line.allowance -= i64::try_from(buffer.filled().len() - before).unwrap_or(i64::MAX);
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
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

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
        let least = (PASTE + FLOOD) as u64 - AT_ONCE;
        assert!(begun.elapsed() >= Duration::from_millis(least * 1000 / A_SECOND), "{:?}", begun.elapsed());
        assert!(sending.await.is_ok());
    }
}
