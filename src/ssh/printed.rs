//! An answer in plain text to somebody far away, and lines that they type to it.

use std::io::{self, BufRead, BufReader, Cursor, Read, Write};
use std::sync::{Arc, OnceLock};

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};

use crate::environment::Environment;
use crate::streams::Streams;

use super::allowance::Allowance;
use super::ending::Ending;
use super::gate::Limits;
use super::guide::closed;
use super::inbox::Inbox;
use super::typed::Typed;
use super::wire::Wire;

/// How many lines may be typed at once: what somebody pipes in.
const AT_ONCE: u32 = 200;
/// How many lines may be typed a second after that.
const A_SECOND: u32 = 20;

/// How many bytes are taken from the inbox at once.
const AT_A_TIME: usize = 64 * 1024;

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
    /// Why it ended, where that was not the answer's own end.
    pub ending: Arc<OnceLock<Ending>>,
}

impl Ends {
    /// Streams over the network; to be used where waiting keeps nobody else waiting.
    pub fn streams(self) -> Streams {
        let Self { inbox, wire, environment, columns, closing, limits, ending } = self;
        let runtime = Handle::current();
        let is_terminal = columns.is_some();
        let writer = |is_message| Writer {
            runtime: runtime.clone(),
            wire: wire.clone(),
            is_terminal,
            is_message,
            ending: Arc::clone(&ending),
        };
        let reader = Typing {
            runtime: runtime.clone(),
            inbox,
            typed: is_terminal.then(Typed::default),
            echo: writer(false),
            closing,
            ends: Instant::now() + limits.max,
            limits,
            rest: Cursor::default(),
            lines: Allowance::new(AT_ONCE, A_SECOND),
            pressed: Instant::now(),
            is_over: false,
            ending: Arc::clone(&ending),
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
struct Typing {
    runtime: Handle,
    inbox: Arc<Inbox>,
    typed: Option<Typed>,
    echo: Writer,
    closing: watch::Receiver<bool>,
    limits: Limits,
    ends: Instant,
    /// What was typed and not read yet.
    rest: Cursor<Vec<u8>>,
    lines: Allowance,
    /// When something was typed last.
    pressed: Instant,
    /// Whether no more is wanted.
    is_over: bool,
    ending: Arc<OnceLock<Ending>>,
}

impl Typing {
    /// Waits for more; nothing where no more comes, for whatever reason.
    fn more(&mut self) -> io::Result<Vec<u8>> {
        while !self.is_over {
            let idle = self.pressed + self.limits.idle;
            let patience = self.typed.as_ref().and_then(Typed::waits_until);
            let until = patience.unwrap_or(self.ends).min(idle).min(self.ends);
            let mail = self.runtime.block_on(async {
                tokio::select! {
                    mail = timeout_at(until, self.inbox.next(AT_A_TIME)) => mail.map_err(|_late| None),
                    () = closed(&mut self.closing) => Err(Some(Ending::Closing)),
                }
            });
            let mail = match mail {
                Ok(mail) => mail,
                Err(None) if patience.is_some_and(|patience| patience == until) => {
                    self.typed.iter_mut().for_each(Typed::give_up);
                    continue;
                }
                Err(ending) => {
                    let late = if until == self.ends { Ending::TooLong } else { Ending::Idle };
                    let ending = ending.unwrap_or(late);
                    self.is_over = true;
                    // The first reason is the one.
                    let _ = self.ending.set(ending);
                    writeln!(self.echo, "\n{}", ending.farewell())?;
                    break;
                }
            };
            if !mail.bytes.is_empty() {
                self.pressed = Instant::now();
            }
            self.is_over |= mail.is_last || mail.is_gone;
            if mail.is_gone {
                let _ = self.ending.set(Ending::Gone);
            }
            let Some(typed) = &mut self.typed else {
                if !mail.bytes.is_empty() {
                    return Ok(mail.bytes);
                }
                continue;
            };
            let (lines, echo, is_over) = typed.take(&mail.bytes);
            self.is_over |= is_over;
            self.echo.write_all(&echo)?;
            if !lines.is_empty() {
                return Ok(lines);
            }
        }
        Ok(Vec::new())
    }
}

impl Read for Typing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.fill_buf()?.is_empty() {
            self.rest = Cursor::new(self.more()?);
        }
        // A line at a time, and no more of them than anybody can type.
        while let Err(wait) = self.lines.left() {
            self.runtime.block_on(sleep(wait));
        }
        let rest = self.rest.fill_buf()?;
        let line = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        let read = (&rest[..line]).read(buffer)?;
        self.lines.spend(usize::from(read == line));
        self.rest.consume(read);
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
    ending: Arc<OnceLock<Ending>>,
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
        if let Err(cut) = sent {
            // The first reason is the one.
            let _ = self.ending.set(cut.into());
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
