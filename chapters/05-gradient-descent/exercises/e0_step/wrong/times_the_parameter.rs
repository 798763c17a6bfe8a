//! caught-by: step_after_step_leads_to_the_minimum
//! message: the steps lead away from the minimum

/// Multiplies the step by the parameter.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w -= learning_rate * g * *w;
    }
}
