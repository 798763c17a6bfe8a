//! caught-by: the_step_is_against_the_velocity
//! message: p moves against the velocity

/// Adds.
pub fn momentum_step(p: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((p, v), g) in p.iter_mut().zip(v).zip(gradient) {
        *v = mu * *v + g;
        *p += eta * *v;
    }
}
