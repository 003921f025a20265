//! What a visitor sent and nobody has looked at yet.
//!
//! Whoever takes it from the network never waits for whoever reads it: a connection that waits for its sitting while
//! the sitting waits for the connection would stand still for ever.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The most that may wait, in bytes.
const MOST: usize = 512 * 1024;

/// What a visitor sent, until it is looked at.
#[derive(Debug, Default)]
pub struct Inbox {
    mail: Mutex<Mail>,
    news: Notify,
}

/// All that came since somebody looked.
#[derive(Debug, Default)]
pub struct Mail {
    /// What was typed.
    pub bytes: Vec<u8>,
    /// How large the terminal is now, where that changed: columns and lines.
    pub size: Option<(u16, u16)>,
    /// Whether nothing more will be typed.
    pub is_last: bool,
    /// Whether the visitor is gone.
    pub is_gone: bool,
}

impl Inbox {
    /// Takes in what was typed; false where too much waits already.
    pub fn put(&self, bytes: &[u8]) -> bool {
        let mut mail = self.mail();
        if mail.bytes.len() + bytes.len() > MOST {
            return false;
        }
        mail.bytes.extend_from_slice(bytes);
        drop(mail);
        self.news.notify_one();
        true
    }

    /// The terminal has another size; only the newest counts.
    pub fn resize(&self, size: (u16, u16)) {
        self.mail().size = Some(size);
        self.news.notify_one();
    }

    /// Nothing more will be typed.
    pub fn close(&self) {
        self.mail().is_last = true;
        self.news.notify_one();
    }

    /// The visitor is gone.
    pub fn hang_up(&self) {
        let mut mail = self.mail();
        (mail.is_last, mail.is_gone) = (true, true);
        drop(mail);
        self.news.notify_one();
    }

    /// Waits until something came, and takes it: of what was typed no more than so many bytes, and of its end only
    /// what comes after them. Where there is room for none, only the visitor's going is told.
    pub async fn next(&self, most: usize) -> Mail {
        loop {
            {
                let mut mail = self.mail();
                let is_last = mail.is_last && mail.bytes.len() <= most;
                if mail.is_gone || (most > 0 && (!mail.bytes.is_empty() || mail.size.is_some() || is_last)) {
                    let taken = most.min(mail.bytes.len());
                    let rest = mail.bytes.split_off(taken);
                    let bytes = std::mem::replace(&mut mail.bytes, rest);
                    let is_gone = mail.is_gone;
                    return Mail { bytes, size: mail.size.take(), is_last, is_gone };
                }
            }
            self.news.notified().await;
        }
    }

    fn mail(&self) -> MutexGuard<'_, Mail> {
        self.mail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_waits_has_an_end_and_comes_as_it_was_sent() {
        let inbox = Inbox::default();
        let part = [b'x'; 1024];
        let taken_in = (0..2 * MOST / part.len()).filter(|_| inbox.put(&part)).count();
        assert_eq!(taken_in, MOST / part.len());
        // Only the newest size counts.
        (1..1000).for_each(|columns| inbox.resize((columns, 1)));
        let mail = inbox.next(MOST).await;
        assert_eq!((mail.bytes.len(), mail.size, mail.is_gone), (MOST, Some((999, 1)), false));
        assert!(inbox.put(&part), "there is room again");
    }
}
