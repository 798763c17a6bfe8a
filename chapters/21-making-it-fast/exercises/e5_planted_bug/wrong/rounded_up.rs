//! caught-by: the_sum_has_the_same_bits_for_any_number_of_threads
//! message: do the threads decide what is added to what

use std::thread;

/// How many elements are a block: cut by the work, not by the machine.
pub const BLOCK: usize = 1000;

/// Loses no element, and still cuts by the number of threads.
pub fn parallel_sum(x: &[f32], threads: usize, sum: &(dyn Fn(&[f32]) -> f32 + Sync)) -> f32 {
    let len = x.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> = x.chunks(len).map(|part| scope.spawn(move || sum(part))).collect();
        parts.into_iter().map(|part| part.join().expect("a sum does not panic")).sum()
    })
}
