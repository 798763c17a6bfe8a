//! caught-by: a_large_gradient_makes_a_large_step
//! message: the gradient was divided by its norm

/// Takes the direction alone.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    for (w, g) in w.iter_mut().zip(gradient) {
        *w -= learning_rate * g / norm;
    }
}
