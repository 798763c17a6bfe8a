//! caught-by: a_large_gradient_makes_a_large_step
//! message: that is the sign of each element

/// Steps of one length.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w -= learning_rate * g.signum();
    }
}
