//! A long sequence needs no memory for the scores of all queries with all keys. A program of its own: the
//! count is one for all threads of a program.

use attention::{AttentionOps, AttentionOptions};
use autograd::Tape;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use tensor::Tensor;

/// Counts the bytes that are allocated, and the most that were at once.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator does the work.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(NOW.fetch_add(layout.size(), SeqCst) + layout.size(), SeqCst);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), SeqCst);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The bytes that forward and backward pass of one sequence need at once.
fn peak(tokens: usize) -> usize {
    let qkv = Tensor::<f32>::full([1, tokens, 3 * 2 * 32], 0.25);
    PEAK.store(NOW.load(SeqCst), SeqCst);
    let before = PEAK.load(SeqCst);
    let gradients = Tape::new()
        .gradients(|tape| tape.leaf(&qkv).self_attention(2, AttentionOptions::default()).mean());
    assert!(gradients.leaf(0).unwrap().as_slice().iter().all(|x| x.is_finite()));
    PEAK.load(SeqCst) - before
}

#[test]
fn memory_grows_with_the_tokens_not_with_their_square() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let [short, long] = pool.install(|| [peak(2_048), peak(8_192)]);
    let scores = 2_048 * 2_048 * size_of::<f32>();
    assert!(short < scores, "{short} bytes, but the scores of one head would be {scores}");
    assert!(long < 5 * short, "four times as many tokens need {long} bytes, not about 4 · {short}");
}
