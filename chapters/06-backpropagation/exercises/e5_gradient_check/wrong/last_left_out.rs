//! caught-by: a_wrong_last_element_fails
//! message: does the loop reach it?

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;
const TINY: f64 = 1e-4;

/// Ends one too early.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    gradient.len() == x.len()
        && (1..x.len()).all(|i| {
            let i = i - 1;
            let loss = |value| {
                let mut moved = x.to_vec();
                moved[i] = value;
                f(&moved)
            };
            let numeric = (loss(x[i] + STEP) - loss(x[i] - STEP)) / (2.0 * STEP);
            let scale = (gradient[i].abs() + numeric.abs()).max(TINY);
            (gradient[i] - numeric).abs() / scale <= BOUND
        })
}
