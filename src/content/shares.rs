//! Much work of one kind, shared by the processors there are.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Fewer files than this are worked through before a thread is there.
pub const FILES_WORTH_A_THREAD: usize = 32;

/// Does a piece of work for each item and gives what comes of it, in order.
///
/// Fewer items than `worth_a_thread` are worked through here. Whoever is done with an item takes the next that nobody
/// has, so that no processor waits for another that has the large ones.
pub fn in_shares<T: Sync, R: Send>(
    items: &[T],
    worth_a_thread: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    /// Forty questions to the system on Linux, for an answer that stays.
    static PROCESSORS: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));
    let threads = if items.len() < worth_a_thread.max(2) { 1 } else { *PROCESSORS };
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take_some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        let begin = |_| thread::Builder::new().spawn_scoped(scope, take_some).ok();
        // Where no thread can be had, there is one less to do the work.
        let others: Vec<_> = (1..threads.min(items.len())).filter_map(begin).collect();
        let mut done = take_some();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
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
