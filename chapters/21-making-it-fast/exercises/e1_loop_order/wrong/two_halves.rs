//! caught-by: it_is_the_same_to_the_bit_on_the_layer_that_is_measured
//! message: only the last bits differ

/// Adds up two halves of the batch, and then the halves.
pub fn weight_gradient(
    x: &[f32],
    delta: &[f32],
    dw: &mut [f32],
    [samples, inputs, outputs]: [usize; 3],
) {
    let half = samples / 2;
    let mut second = vec![0.0; dw.len()];
    add(&x[..half * inputs], &delta[..half * outputs], dw, [inputs, outputs]);
    add(&x[half * inputs..], &delta[half * outputs..], &mut second, [inputs, outputs]);
    dw.iter_mut().zip(second).for_each(|(dw, second)| *dw += second);
}

fn add(x: &[f32], delta: &[f32], dw: &mut [f32], [inputs, outputs]: [usize; 2]) {
    dw.fill(0.0);
    for (x, delta) in x.chunks_exact(inputs).zip(delta.chunks_exact(outputs)) {
        for (x, dw) in x.iter().zip(dw.chunks_exact_mut(outputs)) {
            for (delta, dw) in delta.iter().zip(dw) {
                *dw += x * delta;
            }
        }
    }
}
