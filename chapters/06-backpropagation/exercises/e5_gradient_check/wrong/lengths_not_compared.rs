//! caught-by: a_missing_element_fails
//! message: compare the lengths, `zip` does not

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;
const TINY: f64 = 1e-4;

/// Trusts the lengths.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    gradient.iter().zip(x).enumerate().all(|(i, (analytic, value))| {
        let loss = |value| {
            let mut moved = x.to_vec();
            moved[i] = value;
            f(&moved)
        };
        let numeric = (loss(value + STEP) - loss(value - STEP)) / (2.0 * STEP);
        let scale = (analytic.abs() + numeric.abs()).max(TINY);
        (analytic - numeric).abs() / scale <= BOUND
    })
}
