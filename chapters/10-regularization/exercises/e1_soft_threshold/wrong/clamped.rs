//! caught-by: the_threshold_agrees_with_paper
//! message: what was cut off

/// Clamps.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    x.clamp(-t, t)
}

/// See there.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w = soft_threshold(*w - eta * g, eta * lambda);
    }
}
