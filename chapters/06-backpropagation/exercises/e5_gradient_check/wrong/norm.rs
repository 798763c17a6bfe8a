//! caught-by: a_small_element_among_large_ones_counts
//! message: judge each element by its own size

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;
const TINY: f64 = 1e-4;

/// Compares norms of the whole gradient.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    if gradient.len() != x.len() {
        return false;
    }
    let (mut error, mut scale) = (0.0, 0.0);
    for i in 0..x.len() {
        let mut moved = x.to_vec();
        moved[i] = x[i] + STEP;
        let up = f(&moved);
        moved[i] = x[i] - STEP;
        let numeric = (up - f(&moved)) / (2.0 * STEP);
        error += (gradient[i] - numeric).powi(2);
        scale += gradient[i].powi(2) + numeric.powi(2);
    }
    error.sqrt() / f64::max(scale.sqrt(), TINY) <= BOUND
}
