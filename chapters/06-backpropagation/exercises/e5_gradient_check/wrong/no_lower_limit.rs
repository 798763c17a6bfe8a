//! caught-by: near_zero_a_right_gradient_passes
//! message: divide by no less than 1e-4

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;

/// Divides by what may be 0.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    gradient.len() == x.len()
        && (0..x.len()).all(|i| {
            let loss = |value| {
                let mut moved = x.to_vec();
                moved[i] = value;
                f(&moved)
            };
            let numeric = (loss(x[i] + STEP) - loss(x[i] - STEP)) / (2.0 * STEP);
            let scale = gradient[i].abs() + numeric.abs();
            (gradient[i] - numeric).abs() / scale <= BOUND
        })
}
