//! caught-by: large_gradients_do_not_hold_up_the_decay
//! message: the decay went through the optimizer

/// Adds the L2 penalty.
pub fn decayed_step(
    p: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    let with_penalty: Vec<f64> = gradient.iter().zip(&*p).map(|(g, p)| g + lambda * p).collect();
    for (p, d) in p.iter_mut().zip(direction(&with_penalty)) {
        *p -= eta * d;
    }
}
