//! caught-by: the_measurement_is_central
//! message: measure on both sides of x

const STEP: f64 = 1e-5;
const BOUND: f64 = 1e-6;
const TINY: f64 = 1e-4;

/// Measures on one side, with the small step.
pub fn gradient_is_right(f: impl Fn(&[f64]) -> f64, gradient: &[f64], x: &[f64]) -> bool {
    gradient.len() == x.len()
        && (0..x.len()).all(|i| {
            let loss = |value| {
                let mut moved = x.to_vec();
                moved[i] = value;
                f(&moved)
            };
            let numeric = (loss(x[i] + STEP) - loss(x[i])) / STEP;
            let scale = (gradient[i].abs() + numeric.abs()).max(TINY);
            (gradient[i] - numeric).abs() / scale <= BOUND
        })
}
