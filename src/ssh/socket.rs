//! One end of a connection, which can be cut from elsewhere.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use rustix::net::Shutdown;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A socket of which whoever reads and whoever may cut it each hold an end.
///
/// Both ends are one open file: a second one could not be had where too many are open, and who was let in with the last
/// of them would be sent away.
#[derive(Clone, Debug)]
pub struct Socket(Arc<TcpStream>);

impl Socket {
    /// The socket of a connection that was just made.
    ///
    /// # Errors
    /// Where the connection is gone by now.
    pub fn new(stream: TcpStream) -> io::Result<Self> {
        // Letters that are typed do not wait for more.
        stream.set_nodelay(true)?;
        Ok(Self(Arc::new(stream)))
    }

    /// Ends it for everyone who holds it, wherever they wait.
    pub fn cut(&self) {
        // Where this fails, it is cut already.
        let _ = rustix::net::shutdown(&*self.0, Shutdown::Both);
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.poll_read_ready(context))?;
            match self.0.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return Poll::Ready(done.map(drop)),
            }
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.0.poll_write_ready(context))?;
            match self.0.try_write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return Poll::Ready(done),
            }
        }
    }

    /// What was written is with the system already.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(rustix::net::shutdown(&*self.0, Shutdown::Write)?))
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn what_is_written_arrives_and_a_cut_ends_whoever_waits() -> io::Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let mut far = TcpStream::connect(listener.local_addr()?).await?;
        let mut near = Socket::new(listener.accept().await?.0)?;
        let scissors = near.clone();
        let mut heard = [0; 4];
        far.write_all(b"ping").await?;
        near.read_exact(&mut heard).await?;
        near.write_all(&heard).await?;
        far.read_exact(&mut heard).await?;
        assert_eq!(&heard, b"ping");
        let waiting = tokio::spawn(async move { near.read(&mut heard).await });
        tokio::task::yield_now().await;
        scissors.cut();
        assert_eq!(waiting.await??, 0);
        assert_eq!(far.read(&mut [0; 4]).await?, 0);
        Ok(())
    }
}
