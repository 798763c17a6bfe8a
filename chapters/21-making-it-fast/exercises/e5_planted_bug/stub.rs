//! # 21.5 The report: another loss on every machine
//!
//! A user of `parallel_sum` below, which adds up the losses of the samples, writes:
//!
//! > My laptop has two cores, and the run there ends with a loss of 0.3317. The server has sixteen, and the
//! > same seed, the same data, the same program end with 0.3318. I thought of rounding, and set `threads` to
//! > 1 on both: now they agree. Then I set it to 7 on my laptop, and the sum of a thousand ones is 994.
//!
//! There are two faults, and both are in the way the work is cut. Run the tests, and find them before you
//! change anything.
//!
//! Then mend it, such that the sum has *the same bits* for any number of threads: cut the elements into
//! blocks of `BLOCK`, the last one shorter, whatever the number of threads; let the threads share the blocks;
//! add up the sums of the blocks one after the other, in the order of the blocks, beginning with the first.
//! Each block is summed by one call of `sum`, and at most `threads` threads make these calls.

use std::thread;

/// How many elements are a block: cut by the work, not by the machine.
pub const BLOCK: usize = 1000;

/// The sum of the elements, from sums of blocks of [`BLOCK`] that `threads` threads compute with `sum`.
/// `threads` is at least 1; there may be more of them than blocks. Without elements it is 0.
pub fn parallel_sum(x: &[f32], threads: usize, sum: &(dyn Fn(&[f32]) -> f32 + Sync)) -> f32 {
    let len = x.len() / threads;
    thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || sum(&x[thread * len..(thread + 1) * len])))
            .collect();
        parts.into_iter().map(|part| part.join().expect("a sum does not panic")).sum()
    })
}
