//! Solution of 8.0.

/// One step of gradient descent with momentum: updates the velocity `v`, and moves the parameters
/// `w` along it.
pub fn momentum_step(w: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((w, v), g) in w.iter_mut().zip(v).zip(gradient) {
        *v = mu * *v + g;
        // The velocity is the new one: the gradient takes effect at once.
        *w -= eta * *v;
    }
}
