//! caught-by: agrees_with_paper
//! message: v is as it was: write over `v` itself

/// Computes the velocity, and does not keep it.
pub fn momentum_step(w: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((w, v), g) in w.iter_mut().zip(v).zip(gradient) {
        let new = mu * *v + g;
        *w -= eta * new;
    }
}
