//! A pool of buffers that are reused.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The maximum number of elements in the pool (1 GiB of `f32`); what is released beyond that is
/// freed.
const MAX_POOLED_LEN: usize = 1 << 28;

/// The elements that a buffer has beyond its size class: a cache line of `f32`. The system's allocator
/// aligns to 16 bytes; with these a block of elements can begin at a cache line, which is as long as the
/// longest vector register, so that no register is loaded from two.
pub const SPARE: usize = 16;

/// A pool of buffers, by size class. A training step asks for about the same lengths as the step
/// before it, so after the first one the system's allocator is not called any more.
///
/// A size class is a length with at most three significant bits: there are four from one power of
/// two to the next, so that a buffer is at most a quarter longer than what was asked for. Where
/// none of the class is free, the next longer free buffer serves: batches of sentences of varying
/// length, each at most as long as one that was seen, need no new memory.
pub struct Pool<T> {
    free_lists: Mutex<FreeLists<T>>,
    misses: AtomicUsize,
}

struct FreeLists<T> {
    by_class: [Vec<Vec<T>>; CLASSES],
    /// A bit for each class that has a free buffer.
    filled: u128,
    /// The elements of all free buffers.
    len: usize,
}

/// As many as a set of bits holds. The longest is longer than [`MAX_POOLED_LEN`].
const CLASSES: usize = u128::BITS as usize;

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool::new()
    }
}

impl<T> Pool<T> {
    /// An empty pool.
    pub const fn new() -> Self {
        let by_class = [const { Vec::new() }; CLASSES];
        let free_lists = FreeLists { by_class, filled: 0, len: 0 };
        Pool { free_lists: Mutex::new(free_lists), misses: AtomicUsize::new(0) }
    }

    /// Takes a buffer of at least `len` elements and [`SPARE`] ones, of unspecified value, the shortest that
    /// is free, or `None` if none is.
    #[inline]
    pub fn acquire(&self, len: usize) -> Option<Vec<T>> {
        let mut free = self.free_lists();
        let buffer = class_of(len).and_then(|class| {
            let longer = free.filled >> class;
            (longer != 0).then(|| free.take(class + longer.trailing_zeros() as usize))
        });
        if buffer.is_none() {
            self.misses.fetch_add(1, Ordering::Relaxed);
        }
        buffer
    }

    /// Returns a buffer to the pool.
    #[inline]
    pub fn release(&self, buffer: Vec<T>) {
        let mut free = self.free_lists();
        // A buffer that was not made here may have any length: it serves the class below that.
        let len = buffer.len().saturating_sub(SPARE);
        let class = class_of(len + 1).map_or(0, |above| above - 1);
        if class > 0 && free.len + buffer.len() <= MAX_POOLED_LEN {
            free.len += buffer.len();
            free.filled |= 1 << class;
            free.by_class[class].push(buffer);
        }
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

impl<T> FreeLists<T> {
    /// # Panics
    /// If no buffer of the class is free.
    fn take(&mut self, class: usize) -> Vec<T> {
        let list = &mut self.by_class[class];
        let buffer = list.pop().expect("its bit says that the class has a free buffer");
        if list.is_empty() {
            self.filled &= !(1 << class);
        }
        self.len -= buffer.len();
        buffer
    }
}

/// The length of a new buffer for `len` elements: the longest of its size class, and [`SPARE`].
pub fn buffer_len(len: usize) -> usize {
    size_class(len) + SPARE
}

/// The longest length of the size class of `len`.
fn size_class(len: usize) -> usize {
    let step = (len.saturating_sub(1) | 4).ilog2() - 2;
    len.next_multiple_of(1 << step)
}

/// The number of the shortest class that holds `len` elements; `None` if there is none.
fn class_of(len: usize) -> Option<usize> {
    let len = size_class(len);
    let step = (len.saturating_sub(1) | 4).ilog2() as usize - 2;
    // Lengths up to 8 are classes of their own; from there on, four to a power of two.
    let class = 4 * step + (len >> step);
    (class < CLASSES).then_some(class)
}
