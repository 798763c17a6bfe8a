//! caught-by: gradients_below_the_limit_stay
//! message: the minimum with 1 is missing

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Brings every gradient to the limit.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let norm = gradients.iter().flatten().map(|g| g * g).sum::<f64>().sqrt();
    if norm > 0.0 {
        gradients.iter_mut().for_each(|gradient| scale(gradient, limit / norm));
    }
    norm
}
