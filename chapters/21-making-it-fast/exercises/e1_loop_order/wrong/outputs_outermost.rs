//! caught-by: it_is_three_times_as_fast
//! message: the innermost loop

/// Exchanges the two outer loops.
pub fn weight_gradient(
    x: &[f32],
    delta: &[f32],
    dw: &mut [f32],
    [samples, inputs, outputs]: [usize; 3],
) {
    for j in 0..outputs {
        for i in 0..inputs {
            let mut sum = 0.0;
            for s in 0..samples {
                sum += x[s * inputs + i] * delta[s * outputs + j];
            }
            dw[i * outputs + j] = sum;
        }
    }
}
