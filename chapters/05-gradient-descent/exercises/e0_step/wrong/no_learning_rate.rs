//! caught-by: agrees_with_paper
//! message: the learning rate is missing

/// Subtracts the gradient as it is.
pub fn step(w: &mut [f64], gradient: &[f64], _learning_rate: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w -= g;
    }
}
