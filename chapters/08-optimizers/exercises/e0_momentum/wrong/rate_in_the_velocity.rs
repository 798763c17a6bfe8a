//! caught-by: agrees_with_paper
//! message: the learning rate went into the velocity

/// Scales the gradient before it is kept.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *u = mu * *u + eta * g;
        *p -= *u;
    }
}
