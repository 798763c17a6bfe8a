//! caught-by: small_numbers_become_exactly_zero
//! message: exactly 0

/// Leaves a trace of what was there.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    if x.abs() > t { x - t * x.signum() } else { 1e-12 * x }
}

/// See there.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w = soft_threshold(*w - eta * g, eta * lambda);
    }
}
