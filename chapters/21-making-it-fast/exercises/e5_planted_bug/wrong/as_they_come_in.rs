//! caught-by: it_does_not_matter_which_thread_is_done_first
//! message: are they added as they come in

use std::sync::Mutex;
use std::thread;

/// How many elements are a block: cut by the work, not by the machine.
pub const BLOCK: usize = 1000;

/// The sum of the elements, from sums of blocks of [`BLOCK`] that `threads` threads compute with `sum`.
pub fn parallel_sum(x: &[f32], threads: usize, sum: &(dyn Fn(&[f32]) -> f32 + Sync)) -> f32 {
    let blocks: Vec<&[f32]> = x.chunks(BLOCK).collect();
    let total = Mutex::new(0.0);
    // Rounded up, so that the blocks suffice for the last thread, or run out before.
    let each = blocks.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for blocks in blocks.chunks(each) {
            let total = &total;
            scope.spawn(move || {
                for block in blocks {
                    let part = sum(block);
                    *total.lock().expect("no sum panics") += part;
                }
            });
        }
    });
    total.into_inner().expect("no sum panics")
}
