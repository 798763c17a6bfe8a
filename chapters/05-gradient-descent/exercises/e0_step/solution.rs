//! Solution of 5.0.

/// One step of gradient descent with this learning rate: moves the parameters `w` against their
/// `gradient`.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        // Minus: the gradient points uphill.
        *w -= learning_rate * g;
    }
}
