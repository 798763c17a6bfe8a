//! Solution of 21.1.
//!
//! With the samples innermost, each step jumps a whole row ahead in both matrices: of a cache line of
//! 16 elements one is used. And each addition waits for the one before. With the outputs innermost,
//! the loop goes through a row of `delta` and a row of `dw` side by side, and the compiler makes it
//! vector instructions, since its sums do not wait for each other.
//!
//! Each weight still gets its products in the order of the samples, because the samples are the
//! outermost loop. So every rounding is the same.

/// The gradient of the weights, `dw(i, j) = Σ x(s, i)·delta(s, j)`, added up in the order of the samples.
pub fn weight_gradient(x: &[f32], delta: &[f32], dw: &mut [f32], [_, inputs, outputs]: [usize; 3]) {
    // All sums grow at once, so all begin with 0 before the first sample.
    dw.fill(0.0);
    for (x, delta) in x.chunks_exact(inputs).zip(delta.chunks_exact(outputs)) {
        for (x, dw) in x.iter().zip(dw.chunks_exact_mut(outputs)) {
            for (delta, dw) in delta.iter().zip(dw) {
                *dw += x * delta;
            }
        }
    }
}
