//! caught-by: the_step_agrees_with_paper
//! message: the threshold is ηλ

/// Draws by λ.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    if x > t {
        x - t
    } else if x < -t {
        x + t
    } else {
        0.0
    }
}

/// See there.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w = soft_threshold(*w - eta * g, lambda);
    }
}
