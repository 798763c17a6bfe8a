//! Solution of 6.5.

/// How far an element is moved.
const STEP: f64 = 1e-5;
/// How large the relative error may be.
const BOUND: f64 = 1e-6;
/// Below this, slopes are compared by their difference.
const TINY: f64 = 1e-4;

/// Whether this is the gradient of `f` at `x`.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    // `zip` would stop at the end of the shorter one, and pass what is missing.
    gradient.len() == x.len()
        && (0..x.len()).all(|i| {
            // One element is moved, in a copy, so that the next finds all others where they were.
            let loss = |value| {
                let mut moved = x.to_vec();
                moved[i] = value;
                f(&moved)
            };
            let numeric = (loss(x[i] + STEP) - loss(x[i] - STEP)) / (2.0 * STEP);
            let scale = (gradient[i].abs() + numeric.abs()).max(TINY);
            // Where the gradient is NaN or infinite, so NaN is the quotient, and no NaN is ≤ a bound.
            (gradient[i] - numeric).abs() / scale <= BOUND
        })
}
