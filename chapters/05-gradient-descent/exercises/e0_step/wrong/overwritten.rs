//! caught-by: where_the_gradient_is_zero_nothing_moves
//! message: that is the step alone

/// Forgets where the parameters were.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w = -learning_rate * g;
    }
}
