//! caught-by: each_element_is_moved_alone
//! message: is each element put back before the next one is moved?

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;
const TINY: f64 = 1e-4;

/// Moves elements in one copy, and leaves them where they are.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    let mut moved = x.to_vec();
    gradient.len() == x.len()
        && (0..x.len()).all(|i| {
            moved[i] += STEP;
            let up = f(&moved);
            moved[i] -= 2.0 * STEP;
            let numeric = (up - f(&moved)) / (2.0 * STEP);
            let scale = (gradient[i].abs() + numeric.abs()).max(TINY);
            (gradient[i] - numeric).abs() / scale <= BOUND
        })
}
