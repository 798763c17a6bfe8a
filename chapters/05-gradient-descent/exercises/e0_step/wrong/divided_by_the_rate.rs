//! caught-by: step_after_step_leads_to_the_minimum
//! message: back at the start, or never moved

/// Divides: with the rate ½ in the bowl ½w² each step turns the sign of every parameter.
pub fn step(w: &mut [f64], gradient: &[f64], learning_rate: f64) {
    for (w, g) in w.iter_mut().zip(gradient) {
        *w -= g / learning_rate;
    }
}
