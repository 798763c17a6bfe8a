//! caught-by: it_is_the_same_to_the_bit_at_odd_sizes
//! message: only the last sample is left

/// The gradient of the weights, `dw(i, j) = Σ x(s, i)·delta(s, j)`, added up in the order of the samples.
pub fn weight_gradient(x: &[f32], delta: &[f32], dw: &mut [f32], [_, inputs, outputs]: [usize; 3]) {
    // All sums grow at once, so all begin with 0 before the first sample.
    dw.fill(0.0);
    for (x, delta) in x.chunks_exact(inputs).zip(delta.chunks_exact(outputs)) {
        for (x, dw) in x.iter().zip(dw.chunks_exact_mut(outputs)) {
            for (delta, dw) in delta.iter().zip(dw) {
                *dw = x * delta;
            }
        }
    }
}
