//! caught-by: agrees_with_paper
//! message: the decay lacks the learning rate

/// Decays by λ.
pub fn decayed_step(
    w: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    for (w, d) in w.iter_mut().zip(direction(gradient)) {
        *w -= lambda * *w + eta * d;
    }
}
