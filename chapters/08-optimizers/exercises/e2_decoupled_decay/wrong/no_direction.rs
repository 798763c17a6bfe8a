//! caught-by: agrees_with_paper
//! message: the gradient itself

/// Takes the gradient.
pub fn decayed_step(
    p: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    for (p, g) in p.iter_mut().zip(gradient) {
        *p -= eta * lambda * *p + eta * g;
    }
    drop(direction);
}
