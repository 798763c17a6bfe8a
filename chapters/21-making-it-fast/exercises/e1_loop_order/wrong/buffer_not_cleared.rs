//! caught-by: what_was_in_the_buffer_does_not_matter
//! message: the sums begin with what the buffer held

/// The gradient of the weights, `dw(i, j) = Σ x(s, i)·delta(s, j)`, added up in the order of the samples.
pub fn weight_gradient(x: &[f32], delta: &[f32], dw: &mut [f32], [_, inputs, outputs]: [usize; 3]) {
    for (x, delta) in x.chunks_exact(inputs).zip(delta.chunks_exact(outputs)) {
        for (x, dw) in x.iter().zip(dw.chunks_exact_mut(outputs)) {
            for (delta, dw) in delta.iter().zip(dw) {
                *dw += x * delta;
            }
        }
    }
}
