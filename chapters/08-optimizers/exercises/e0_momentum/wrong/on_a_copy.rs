//! caught-by: agrees_with_paper
//! message: v is as it was: write over `v` itself

/// Computes the velocity, and does not keep it.
pub fn momentum_step(p: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, v), g) in p.iter_mut().zip(v).zip(gradient) {
        let new = mu * *v + g;
        *p -= eta * new;
    }
}
