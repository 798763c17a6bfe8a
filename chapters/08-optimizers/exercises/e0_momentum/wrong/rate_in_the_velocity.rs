//! caught-by: agrees_with_paper
//! message: the learning rate went into the velocity

/// Scales the gradient before it is kept.
pub fn momentum_step(p: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, v), g) in p.iter_mut().zip(v).zip(gradient) {
        *v = mu * *v + eta * g;
        *p -= *v;
    }
}
