//! Memory that was used and will be wanted again.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Numbers that may wait in the pool (1 GiB of `f32`); what comes back beyond that is freed.
const MAX_POOLED_LEN: usize = 1 << 28;

/// Blocks of memory sorted by length. A training step asks for the same lengths as the step
/// before it, so after the first one the system's allocator is out of the game.
pub struct Pool<T> {
    waiting: Mutex<FreeLists<T>>,
    misses: AtomicUsize,
}

struct FreeLists<T> {
    by_length: Option<HashMap<usize, Vec<Vec<T>>>>,
    numbers: usize,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool::new()
    }
}

impl<T> Pool<T> {
    /// An empty pool.
    pub const fn new() -> Self {
        let waiting = FreeLists { by_length: None, numbers: 0 };
        Pool { waiting: Mutex::new(waiting), misses: AtomicUsize::new(0) }
    }

    /// A block of `len` numbers of whatever value, or `None` where none waits.
    #[inline]
    pub fn acquire(&self, len: usize) -> Option<Vec<T>> {
        let mut waiting = self.free_lists();
        let block = waiting.by_length.as_mut().and_then(|blocks| blocks.get_mut(&len)?.pop());
        match block {
            Some(_) => waiting.numbers -= len,
            None => drop(self.misses.fetch_add(1, Ordering::Relaxed)),
        }
        block
    }

    /// Gives a block back.
    #[inline]
    pub fn release(&self, block: Vec<T>) {
        let mut waiting = self.free_lists();
        if block.is_empty() || waiting.numbers + block.len() > MAX_POOLED_LEN {
            return;
        }
        waiting.numbers += block.len();
        let blocks = waiting.by_length.get_or_insert_with(HashMap::new);
        blocks.entry(block.len()).or_default().push(block);
    }

    /// How often a block had to be made new, since the program began.
    pub fn allocations(&self) -> usize {
        self.misses.load(Ordering::Relaxed)
    }

    /// A thread that panicked while it held the lock left the lists whole: each change is one push or pop.
    #[inline]
    fn free_lists(&self) -> MutexGuard<'_, FreeLists<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
