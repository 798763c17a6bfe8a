//! caught-by: the_sum_has_the_same_bits_for_any_number_of_threads
//! message: do the threads decide what is added to what

use std::thread;

/// How many elements are a block: cut by the work, not by the machine.
pub const BLOCK: usize = 1000;

/// The sum of the elements, from sums of blocks of [`BLOCK`] that `threads` threads compute with `sum`.
pub fn parallel_sum(x: &[f32], threads: usize, sum: &(dyn Fn(&[f32]) -> f32 + Sync)) -> f32 {
    let blocks: Vec<&[f32]> = x.chunks(BLOCK).collect();
    let mut sums = vec![0.0; threads];
    // Rounded up, so that the blocks suffice for the last thread, or run out before.
    let each = blocks.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for (blocks, sums) in blocks.chunks(each).zip(&mut sums) {
            scope.spawn(move || {
                for block in blocks {
                    *sums += sum(block);
                }
            });
        }
    });
    // In the order of the blocks.
    sums.iter().fold(0.0, |total, sum| total + sum)
}
