//! caught-by: negative_numbers_are_drawn_up
//! message: the sign is lost

/// Takes the magnitude.
pub fn soft_threshold(x: f64, t: f64) -> f64 {
    (x.abs() - t).max(0.0)
}

/// See there.
pub fn proximal_step(w: &mut [f64], gradient: &[f64], eta: f64, lambda: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w = soft_threshold(*w - eta * g, eta * lambda);
    }
}
