//! caught-by: agrees_with_paper
//! message: u is as it was: write over `u` itself

/// Computes the velocity, and does not keep it.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        let new = mu * *u + g;
        *p -= eta * new;
    }
}
