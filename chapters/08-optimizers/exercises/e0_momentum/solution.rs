//! Solution of 8.0.

/// One step of gradient descent with momentum: updates the velocity `u`, and moves the parameters
/// `p` along it.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *u = mu * *u + g;
        // The velocity is the new one: the gradient takes effect at once.
        *p -= eta * *u;
    }
}
