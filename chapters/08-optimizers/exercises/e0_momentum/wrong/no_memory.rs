//! caught-by: a_constant_gradient_builds_up_speed
//! message: nothing is kept of the old velocity

/// Forgets.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *u = g + mu * 0.0;
        *p -= eta * *u;
    }
}
