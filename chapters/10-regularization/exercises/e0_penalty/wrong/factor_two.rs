//! caught-by: agrees_with_paper
//! message: the penalty has the factor ½

/// Forgets the ½ of the penalty.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g += 2.0 * lambda * w;
    }
}
