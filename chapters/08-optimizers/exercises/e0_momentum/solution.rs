//! Solution of 8.0.

/// One step of gradient descent with momentum: updates the velocity `v`, and moves the parameters
/// `p` along it.
pub fn momentum_step(p: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, v), g) in p.iter_mut().zip(v).zip(gradient) {
        *v = mu * *v + g;
        // The velocity is the new one: the gradient takes effect at once.
        *p -= eta * *v;
    }
}
