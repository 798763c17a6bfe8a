//! caught-by: agrees_with_paper
//! message: in proportion to the parameter

/// Draws every parameter to 0 with the same force.
pub fn decayed_step(
    w: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    for (w, d) in w.iter_mut().zip(direction(gradient)) {
        *w -= eta * lambda * w.signum() + eta * d;
    }
}
