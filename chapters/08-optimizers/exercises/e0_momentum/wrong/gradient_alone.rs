//! caught-by: agrees_with_paper
//! message: the velocity moves p, not the gradient alone

/// Keeps a velocity, and never uses it.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *u = mu * *u + g;
        *p -= eta * g;
    }
}
