//! caught-by: agrees_with_paper
//! message: the strength λ is missing

/// Adds the weights.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g += w + 0.0 * lambda;
    }
}
