//! Solution of 8.2.

/// One step with decoupled weight decay `lambda`: moves the parameters `p` with the learning rate
/// `eta` along the optimizer's `direction` of this `gradient`.
pub fn decayed_step(
    p: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    // The optimizer sees the gradient of the loss alone: its moments know nothing of the decay.
    for (p, d) in p.iter_mut().zip(direction(gradient)) {
        // Both terms have the learning rate, so that a schedule scales the decay with the steps.
        *p -= eta * lambda * *p + eta * d;
    }
}
