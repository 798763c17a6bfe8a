//! caught-by: agrees_with_paper
//! message: w was moved along the old velocity

/// Moves first.
pub fn momentum_step(w: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((w, v), g) in w.iter_mut().zip(v).zip(gradient) {
        *w -= eta * *v;
        *v = mu * *v + g;
    }
}
