//! caught-by: agrees_with_paper
//! message: that is the penalty itself

/// Adds the penalty, not its derivative.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g += lambda / 2.0 * w * w;
    }
}
