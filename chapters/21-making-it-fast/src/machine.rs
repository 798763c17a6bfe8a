//! What this machine can do at most: its peak and its bandwidth.

use crate::timing::seconds;
use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes};
use rayon::prelude::*;
use std::hint::black_box;

/// The independent sums of the peak's loop. A multiply-add takes some four cycles, and two or more begin in
/// each: with fewer sums they would wait for each other, with more they would not fit into registers.
const SUMS: usize = if HAS_32_REGISTERS { 24 } else { 12 };
/// The multiply-adds of each sum in a call: a tenth of a millisecond.
const STEPS: usize = 20_000;

// ANCHOR: peak
/// The most GFLOP/s that the threads of this pool reach: multiply-adds on registers, and no memory.
pub fn peak(rounds: u32) -> f64 {
    let threads = rayon::current_num_threads();
    let time = seconds(rounds, || {
        rayon::broadcast(|_| black_box(multiply_adds(black_box(0.5), black_box(0.25))));
    });
    (threads * 2 * SUMS * LANES * STEPS) as f64 / time / 1e9
}

fn multiply_adds(w: f32, x: f32) -> [[f32; LANES]; SUMS] {
    let (w, x) = (Lanes([w; LANES]), Lanes([x; LANES]));
    let mut sums = [Lanes::zero(); SUMS];
    for _ in 0..STEPS {
        for sum in &mut sums {
            *sum = sum.mul_add(w, x);
        }
    }
    sums.map(|sum| sum.0)
}
// ANCHOR_END: peak

// ANCHOR: bandwidth
/// The most GB/s between memory and the threads of this pool, over arrays of `len` elements: the sum of one,
/// or `a = b + 3·c` over three, whichever is faster. All caches together must be smaller by far. As in STREAM,
/// what a processor reads of `a` in order to write it is not counted.
pub fn bandwidth(len: usize, rounds: u32) -> f64 {
    let [mut a, b, c] = [0.0, 1.0, 2.0].map(|x: f32| vec![x; len]);
    let part = len.div_ceil(rayon::current_num_threads());
    let sum = seconds(rounds, || {
        black_box(b.par_chunks(part).map(numeric::sum).sum::<f32>());
    });
    let triad = seconds(rounds, || {
        let parts = a.par_chunks_mut(part).zip(b.par_chunks(part)).zip(c.par_chunks(part));
        parts.for_each(|((a, b), c)| triad(a, b, c));
    });
    (1.0 / sum).max(3.0 / triad) * size_of_val(&b[..]) as f64 / 1e9
}

fn triad(a: &mut [f32], b: &[f32], c: &[f32]) {
    for ((a, b), c) in a.iter_mut().zip(b).zip(c) {
        *a = b + 3.0 * c;
    }
}
// ANCHOR_END: bandwidth
