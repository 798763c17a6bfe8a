//! Nothing is allocated after the first step, but for buffers that a pool keeps.

use crate::support::noisy_line;
use gradient_descent::{
    Backtracking, GradientDescent, Rosenbrock, StepSize, StochasticDescent, StopCriteria,
    StrongWolfe,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts what the thread that asks has allocated.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is ending has no counter any more.
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(f: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    f();
    ALLOCATIONS.get() - before
}

/// The same number of allocations for a hundred times as many steps.
fn assert_steady(name: &str, run: impl Fn(StopCriteria)) {
    // The first run fills the pool of buffers.
    let [_, few, many] = [20, 20, 2_000].map(|max_iterations| {
        let stop =
            StopCriteria { gradient_tolerance: 1e-300, value_tolerance: 0.0, max_iterations };
        allocations(|| run(stop))
    });
    assert!(few > 0, "{name}: the counter counts");
    assert_eq!(few, many, "{name}");
}

#[test]
fn full_batch() {
    fn check(name: &str, step_size: impl StepSize<f64> + Copy) {
        assert_steady(name, |stop| {
            GradientDescent { step_size, stop }.minimize(&Rosenbrock, &[-1.2, 1.0]);
        });
    }
    check("fixed", 1e-3);
    check("backtracking", Backtracking::default());
    check("strong Wolfe", StrongWolfe::default());
}

#[test]
fn batches() {
    let model = noisy_line(4, 100);
    assert_steady("batches of 8", |stop| {
        let descent = StochasticDescent { step_size: 0.01, batch_size: 8, seed: 1, stop };
        descent.minimize(&model, &[0.0; 4]);
    });
}
