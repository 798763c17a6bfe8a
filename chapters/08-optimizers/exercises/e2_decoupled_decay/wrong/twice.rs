//! caught-by: agrees_with_paper
//! message: the decay came twice

/// Adds the penalty as well.
pub fn decayed_step(
    w: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    let with_penalty: Vec<f64> = gradient.iter().zip(&*w).map(|(g, w)| g + lambda * w).collect();
    for (w, d) in w.iter_mut().zip(direction(&with_penalty)) {
        *w -= eta * lambda * *w + eta * d;
    }
}
