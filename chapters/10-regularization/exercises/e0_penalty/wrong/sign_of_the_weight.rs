//! caught-by: agrees_with_paper
//! message: the L1 penalty

/// Adds the gradient of another penalty.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g += lambda * w.signum();
    }
}
