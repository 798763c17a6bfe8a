//! caught-by: the_step_is_against_the_sign_of_the_gradient
//! message: write over `w` itself

/// Changes a copy.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    let mut copy = w.to_vec();
    for (w, g) in copy.iter_mut().zip(gradient) {
        *w -= learning_rate * g;
    }
}
