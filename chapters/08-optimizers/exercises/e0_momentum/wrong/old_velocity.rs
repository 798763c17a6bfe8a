//! caught-by: agrees_with_paper
//! message: p was moved along the old velocity

/// Moves first.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *p -= eta * *u;
        *u = mu * *u + g;
    }
}
