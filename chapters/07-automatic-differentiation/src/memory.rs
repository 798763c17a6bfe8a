//! An allocator that counts bytes.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator, which counts the bytes that are allocated, and their maximum. A program makes
/// it its own by `#[global_allocator]`.
///
/// ```
/// use ch07::CountingAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
///
/// let before = ALLOCATOR.allocated();
/// let bytes = vec![0u8; 1000];
/// assert!(ALLOCATOR.allocated() >= before + bytes.len());
/// ```
pub struct CountingAllocator {
    allocated: AtomicUsize,
    peak: AtomicUsize,
}

impl CountingAllocator {
    /// With counts of zero.
    pub const fn new() -> Self {
        CountingAllocator { allocated: AtomicUsize::new(0), peak: AtomicUsize::new(0) }
    }

    /// The bytes that are allocated now.
    pub fn allocated(&self) -> usize {
        self.allocated.load(Relaxed)
    }

    /// The bytes that `f` needs at most, besides those that were allocated before it.
    pub fn peak_of(&self, f: impl FnOnce()) -> usize {
        let before = self.allocated();
        self.peak.store(before, Relaxed);
        f();
        self.peak.load(Relaxed) - before
    }
}

impl Default for CountingAllocator {
    fn default() -> Self {
        Self::new()
    }
}

// SAFETY: everything is passed on to the system's allocator.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = self.allocated.fetch_add(layout.size(), Relaxed) + layout.size();
        self.peak.fetch_max(now, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.allocated.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}
