//! caught-by: agrees_with_paper
//! message: the gradient is added in full

/// Takes an average of the gradients.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *u = mu * *u + (1.0 - mu) * g;
        *p -= eta * *u;
    }
}
