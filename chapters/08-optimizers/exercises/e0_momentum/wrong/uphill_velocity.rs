//! caught-by: the_step_is_against_the_velocity
//! message: p moves against the velocity

/// Adds.
pub fn momentum_step(p: &mut [f64], u: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, u), g) in p.iter_mut().zip(u).zip(gradient) {
        *u = mu * *u + g;
        *p += eta * *u;
    }
}
