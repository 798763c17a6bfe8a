//! caught-by: weights_of_both_signs_are_drawn_to_zero
//! message: the sign of the weight is lost

/// Adds to every element.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g += lambda * w.abs();
    }
}
