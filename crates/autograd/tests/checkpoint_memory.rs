//! What checkpointing is for: the peak of memory. A program of its own: the allocator is one for a program.

use autograd::{Param, Tape, Var};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tensor::Tensor;

/// Counts the bytes that are allocated, and their maximum.
struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = BYTES.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The bytes that `f` needs at most besides those that are there before it.
fn peak(f: impl FnOnce()) -> usize {
    let before = BYTES.load(Relaxed);
    PEAK.store(before, Relaxed);
    f();
    PEAK.load(Relaxed) - before
}

fn layers<'t>(weights: &[Param], x: Var<'t>) -> Var<'t> {
    weights.iter().fold(x, |x, w| x.matmul(w).tanh())
}

/// The checkpointed step comes first: freed buffers are kept for the step after it, which then has
/// them already.
#[test]
fn fifty_layers_in_segments_of_seven_need_a_third() {
    let weights: Vec<Param> = (0..50)
        .map(|l| {
            let mut element = 0.0f32;
            Param::weight(Tensor::from_fn([16, 16], || {
                element += 1.0;
                (element * (l as f32 + 1.7)).sin() / 4.0
            }))
        })
        .collect();
    let (x, mut tape, mut bits) = (Tensor::full([1024, 16], 0.5), Tape::new(), Vec::new());
    // A step with a small batch leaves the gradients' memory behind, and what the product works in: what
    // is counted below is values of the forward pass, and gradients with respect to them.
    let few = Tensor::full([4, 16], 0.5);
    tape.gradients(|tape| layers(&weights, tape.constant(&few)).powi(2).mean());
    let checkpointed = peak(|| {
        let gradients = tape.checkpointed_gradients(|scope| {
            let x = scope.tape().constant(&x);
            let segments = weights.chunks(7);
            let y =
                segments.fold(x, |x, some| scope.checkpoint([x], move |_, [x]| layers(some, x)));
            y.powi(2).mean()
        });
        bits.extend(weights.iter().map(|w| gradients.get(w).unwrap().as_slice().to_vec()));
    });
    let kept = checkpointed
        + peak(|| {
            let gradients =
                tape.gradients(|tape| layers(&weights, tape.constant(&x)).powi(2).mean());
            assert!(weights.iter().map(|w| gradients.get(w).unwrap().as_slice()).eq(&bits));
        });
    println!("{checkpointed} bytes with segments of 7 layers, {kept} without");
    assert!(3 * checkpointed < kept, "{checkpointed} bytes, and {kept} without checkpointing");
}
