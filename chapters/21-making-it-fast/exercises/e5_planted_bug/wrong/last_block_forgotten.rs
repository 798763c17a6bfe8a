//! caught-by: every_element_is_in_one_block
//! message: are the last ones forgotten

use std::thread;

/// How many elements are a block: cut by the work, not by the machine.
pub const BLOCK: usize = 1000;

/// The sum of the elements, from sums of blocks of [`BLOCK`] that `threads` threads compute with `sum`.
pub fn parallel_sum(x: &[f32], threads: usize, sum: &(dyn Fn(&[f32]) -> f32 + Sync)) -> f32 {
    let blocks: Vec<&[f32]> = x.chunks_exact(BLOCK).collect();
    // A sum of its own for each block: which thread it comes from, and when, is forgotten.
    let mut sums = vec![0.0; blocks.len()];
    // Rounded up, so that the blocks suffice for the last thread, or run out before.
    let each = blocks.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for (blocks, sums) in blocks.chunks(each).zip(sums.chunks_mut(each)) {
            scope.spawn(move || {
                for (block, to) in blocks.iter().zip(sums) {
                    *to = sum(block);
                }
            });
        }
    });
    // In the order of the blocks.
    sums.iter().fold(0.0, |total, sum| total + sum)
}
