//! caught-by: agrees_with_paper
//! message: the velocity moves w, not the gradient alone

/// Keeps a velocity, and never uses it.
pub fn momentum_step(w: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((w, v), g) in w.iter_mut().zip(v).zip(gradient) {
        *v = mu * *v + g;
        *w -= eta * g;
    }
}
