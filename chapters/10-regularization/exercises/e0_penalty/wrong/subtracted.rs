//! caught-by: weights_of_both_signs_are_drawn_to_zero
//! message: the penalty's gradient is added

/// Subtracts, for weights are to shrink.
pub fn add_l2_gradient(gradient: &mut [f64], w: &[f64], lambda: f64) {
    for (g, w) in gradient.iter_mut().zip(w) {
        *g -= lambda * w;
    }
}
