//! caught-by: agrees_with_paper
//! message: the decay lacks the learning rate

/// Decays by λ.
pub fn decayed_step(
    p: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    for (p, d) in p.iter_mut().zip(direction(gradient)) {
        *p -= lambda * *p + eta * d;
    }
}
