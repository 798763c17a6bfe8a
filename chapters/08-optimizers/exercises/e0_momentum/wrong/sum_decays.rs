//! caught-by: agrees_with_paper
//! message: the gradient was multiplied by μ as well

/// Multiplies the sum.
pub fn momentum_step(w: &mut [f64], v: &mut [f64], gradient: &[f64], mu: f64, eta: f64) {
    for ((w, v), g) in w.iter_mut().zip(v).zip(gradient) {
        *v = mu * (*v + g);
        *w -= eta * *v;
    }
}
