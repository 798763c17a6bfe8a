//! A pool of buffers that are reused.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The maximum number of elements in the pool (1 GiB of `f32`); what is released beyond that is
/// freed.
const MAX_POOLED_LEN: usize = 1 << 28;

/// A pool of buffers, by length. A training step asks for the same lengths as the step before it,
/// so after the first one the system's allocator is not called any more.
pub struct Pool<T> {
    free_lists: Mutex<FreeLists<T>>,
    misses: AtomicUsize,
}

struct FreeLists<T> {
    by_length: Option<HashMap<usize, Vec<Vec<T>>>>,
    /// The elements of all free buffers.
    len: usize,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool::new()
    }
}

impl<T> Pool<T> {
    /// An empty pool.
    pub const fn new() -> Self {
        let free_lists = FreeLists { by_length: None, len: 0 };
        Pool { free_lists: Mutex::new(free_lists), misses: AtomicUsize::new(0) }
    }

    /// Takes a buffer of `len` elements of unspecified value, or `None` if none is free.
    #[inline]
    pub fn acquire(&self, len: usize) -> Option<Vec<T>> {
        let mut free = self.free_lists();
        let buffer = free.by_length.as_mut().and_then(|lists| lists.get_mut(&len)?.pop());
        match buffer {
            Some(_) => free.len -= len,
            None => drop(self.misses.fetch_add(1, Ordering::Relaxed)),
        }
        buffer
    }

    /// Returns a buffer to the pool.
    #[inline]
    pub fn release(&self, buffer: Vec<T>) {
        let mut free = self.free_lists();
        if buffer.is_empty() || free.len + buffer.len() > MAX_POOLED_LEN {
            return;
        }
        free.len += buffer.len();
        let lists = free.by_length.get_or_insert_with(HashMap::new);
        lists.entry(buffer.len()).or_default().push(buffer);
    }

    /// How often no buffer was free and one had to be allocated, since the program began.
    pub fn allocations(&self) -> usize {
        self.misses.load(Ordering::Relaxed)
    }

    /// A thread that panicked while it held the lock left the lists whole: each change is one push
    /// or pop.
    #[inline]
    fn free_lists(&self) -> MutexGuard<'_, FreeLists<T>> {
        self.free_lists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
