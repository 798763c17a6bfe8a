//! Solution of 8.2.

/// One step with decoupled weight decay `lambda`: moves the parameters `w` with the learning rate
/// `eta` along the optimizer's `direction` of this `gradient`.
pub fn decayed_step(
    w: &mut [f64],
    gradient: &[f64],
    direction: impl FnOnce(&[f64]) -> Vec<f64>,
    eta: f64,
    lambda: f64,
) {
    // The optimizer sees the gradient of the loss alone: its moments know nothing of the decay.
    for (w, d) in w.iter_mut().zip(direction(gradient)) {
        // Both terms have the learning rate, so that a schedule scales the decay with the steps.
        *w -= eta * lambda * *w + eta * d;
    }
}
