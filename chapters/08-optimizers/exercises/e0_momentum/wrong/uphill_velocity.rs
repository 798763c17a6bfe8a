//! caught-by: the_step_is_against_the_velocity
//! message: w moves against the velocity

/// Adds.
pub fn momentum_step(w: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((w, v), g) in w.iter_mut().zip(v).zip(gradient) {
        *v = mu * *v + g;
        *w += eta * *v;
    }
}
