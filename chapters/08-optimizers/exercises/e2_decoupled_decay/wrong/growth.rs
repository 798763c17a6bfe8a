//! caught-by: without_a_gradient_parameters_of_both_signs_shrink
//! message: the decay has the wrong sign

/// Adds.
pub fn decayed_step(
    p: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    for (p, d) in p.iter_mut().zip(direction(gradient)) {
        *p -= eta * d - eta * lambda * *p;
    }
}
