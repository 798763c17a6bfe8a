//! caught-by: agrees_with_paper
//! message: the gradient itself

/// Takes the gradient.
pub fn decayed_step(
    w: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w -= eta * lambda * *w + eta * g;
    }
    drop(direction);
}
