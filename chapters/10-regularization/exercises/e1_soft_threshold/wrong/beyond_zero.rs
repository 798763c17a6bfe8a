//! caught-by: small_numbers_become_exactly_zero
//! message: got to the other side of 0

/// Always draws by t.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    x - t * x.signum()
}

/// See there.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w = soft_threshold(*w - eta * g, eta * lambda);
    }
}
