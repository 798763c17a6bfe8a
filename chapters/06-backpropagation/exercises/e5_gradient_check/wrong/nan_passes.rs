//! caught-by: nan_and_infinity_fail
//! message: NaN is neither > a bound nor ≤ it

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;
const TINY: f64 = 1e-4;

/// Looks for errors, and NaN is none.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    if gradient.len() != x.len() {
        return false;
    }
    for i in 0..x.len() {
        let mut moved = x.to_vec();
        moved[i] = x[i] + STEP;
        let up = f(&moved);
        moved[i] = x[i] - STEP;
        let numeric = (up - f(&moved)) / (2.0 * STEP);
        let scale = (gradient[i].abs() + numeric.abs()).max(TINY);
        if (gradient[i] - numeric).abs() / scale > BOUND {
            return false;
        }
    }
    true
}
