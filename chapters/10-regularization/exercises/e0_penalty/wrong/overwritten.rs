//! caught-by: agrees_with_paper
//! message: the gradient of the loss is gone

/// Writes the penalty's gradient alone.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g = lambda * w;
    }
}
