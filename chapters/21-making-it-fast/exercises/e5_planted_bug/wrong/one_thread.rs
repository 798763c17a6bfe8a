//! caught-by: the_work_is_shared
//! message: one thread does all the work

/// How many elements are a block: cut by the work, not by the machine.
pub const BLOCK: usize = 1000;

/// Is right, and leaves all the work to the thread that calls it.
pub fn parallel_sum(x: &[f32], _threads: usize, sum: &(dyn Fn(&[f32]) -> f32 + Sync)) -> f32 {
    x.chunks(BLOCK).fold(0.0, |total, block| total + sum(block))
}
