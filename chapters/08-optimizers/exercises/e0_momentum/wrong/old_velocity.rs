//! caught-by: agrees_with_paper
//! message: p was moved along the old velocity

/// Moves first.
pub fn momentum_step(p: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, v), g) in p.iter_mut().zip(v).zip(gradient) {
        *p -= eta * *v;
        *v = mu * *v + g;
    }
}
