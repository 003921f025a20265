//! Much work of one kind, shared by the processors there are.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

/// Does a piece of work for each item and gives what comes of it, in order.
///
/// Fewer items than `worth_a_thread` are worked through here; so is a share for which no thread can be had.
pub fn in_shares<T: Sync, R: Send>(
    items: &[T],
    worth_a_thread: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let through = |share: &[T]| share.iter().map(&work).collect::<Vec<R>>();
    if items.len() < worth_a_thread.max(1) {
        return through(items);
    }
    // On Linux a dozen questions to the system.
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    if threads < 2 {
        return through(items);
    }
    let through = &through;
    let mut shares = items.chunks(items.len().div_ceil(threads));
    let own = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let begin = |share| (share, thread::Builder::new().spawn_scoped(scope, move || through(share)));
        let others: Vec<_> = shares.map(begin).collect();
        let mut all = through(own);
        for (share, other) in others {
            all.extend(match other.map(ScopedJoinHandle::join) {
                Ok(Ok(done)) => done,
                Ok(Err(panic)) => resume_unwind(panic),
                Err(_) => through(share),
            });
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_shares_is_in_order() {
        let items: Vec<_> = (0..1_003).collect();
        let doubled: Vec<_> = items.iter().map(|item| item * 2).collect();
        assert_eq!(in_shares(&items, 10, |item| item * 2), doubled);
        assert_eq!(in_shares(&items[..3], 10, |item| item * 2), doubled[..3]);
        assert_eq!(in_shares(&[], 0, |item: &i32| *item), Vec::<i32>::new());
    }
}
