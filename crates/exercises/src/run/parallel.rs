//! Work on all processors.

use std::iter::repeat_with;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does a piece of work for each item, on all processors, and gives the results in order.
pub(crate) fn in_parallel<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let worker = || {
            let take = || next.fetch_add(1, Ordering::Relaxed);
            let mine = repeat_with(take).take_while(|i| *i < items.len());
            mine.map(|i| (i, work(&items[i]))).collect::<Vec<_>>()
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        handles
            .into_iter()
            .flat_map(|it| it.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}
