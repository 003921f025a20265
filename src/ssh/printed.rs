//! An answer in plain text to somebody far away, and lines that they type to it.

use std::io::{self, BufReader, Read, Write};
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::environment::Environment;
use crate::streams::Streams;

use super::gate::Limits;
use super::guide::closed;
use super::inbox::Inbox;
use super::typed::Typed;
use super::wire::{Cut, Wire};

/// What an answer is written to and what it hears from, for a thread that may wait.
pub struct Ends {
    /// What the visitor sends.
    pub inbox: Arc<Inbox>,
    /// The way to them.
    pub wire: Wire,
    /// What is known of their terminal.
    pub environment: Environment,
    /// How many columns their terminal has, where they have one.
    pub columns: Option<u16>,
    /// Whether the server ends.
    pub closing: watch::Receiver<bool>,
    /// How long anything may take.
    pub limits: Limits,
}

impl Ends {
    /// Streams over the network; to be used where waiting keeps nobody else waiting.
    pub fn streams(self) -> Streams {
        let Self { inbox, wire, environment, columns, closing, limits } = self;
        let runtime = Handle::current();
        let is_terminal = columns.is_some();
        let writer =
            |is_message| Writer { runtime: runtime.clone(), wire: wire.clone(), is_terminal, is_message };
        let reader = Reader {
            runtime: runtime.clone(),
            inbox,
            typed: is_terminal.then(Typed::default),
            echo: writer(false),
            closing,
            ends: Instant::now() + limits.max,
            limits,
            rest: Vec::new(),
        };
        Streams {
            input: Box::new(BufReader::new(reader)),
            out: Box::new(writer(false)),
            messages: Box::new(writer(!is_terminal)),
            environment,
            columns,
            is_terminal,
        }
    }
}

/// What the visitor types, line by line where they have a terminal.
struct Reader {
    runtime: Handle,
    inbox: Arc<Inbox>,
    typed: Option<Typed>,
    echo: Writer,
    closing: watch::Receiver<bool>,
    limits: Limits,
    ends: Instant,
    /// What was typed and not read yet.
    rest: Vec<u8>,
}

impl Reader {
    /// Waits for more; nothing where no more comes, for whatever reason.
    fn more(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let until = self.ends.min(Instant::now() + self.limits.idle);
            let mail = self.runtime.block_on(async {
                tokio::select! {
                    mail = timeout_at(until, self.inbox.next()) => mail.ok(),
                    () = closed(&mut self.closing) => None,
                }
            });
            let Some(mail) = mail else { return Ok(Vec::new()) };
            let Some(typed) = &mut self.typed else {
                if mail.bytes.is_empty() && !mail.is_last {
                    continue;
                }
                return Ok(mail.bytes);
            };
            let (lines, echo, is_over) = typed.take(&mail.bytes);
            self.echo.write_all(&echo)?;
            if !lines.is_empty() || is_over || mail.is_last {
                return Ok(lines);
            }
        }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.more()?;
        }
        let read = (&self.rest[..]).read(buffer)?;
        self.rest.drain(..read);
        Ok(read)
    }
}

/// What is written to the visitor.
struct Writer {
    runtime: Handle,
    wire: Wire,
    /// Whether lines end as a terminal wants it that nobody reads lines for.
    is_terminal: bool,
    /// Whether it is no data.
    is_message: bool,
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut sent = Vec::with_capacity(bytes.len());
        for byte in bytes {
            if self.is_terminal && *byte == b'\n' {
                sent.push(b'\r');
            }
            sent.push(*byte);
        }
        let sent = if self.is_message {
            self.runtime.block_on(self.wire.tell(sent))
        } else {
            self.runtime.block_on(self.wire.send(sent))
        };
        sent.map_err(|Cut| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
