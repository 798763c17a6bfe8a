//! caught-by: large_values_with_a_right_gradient_pass
//! message: divide the error by |a| + |n|

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;

/// Compares the difference itself.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    gradient.len() == x.len()
        && (0..x.len()).all(|i| {
            let loss = |value| {
                let mut moved = x.to_vec();
                moved[i] = value;
                f(&moved)
            };
            let numeric = (loss(x[i] + STEP) - loss(x[i] - STEP)) / (2.0 * STEP);
            (gradient[i] - numeric).abs() <= BOUND
        })
}
