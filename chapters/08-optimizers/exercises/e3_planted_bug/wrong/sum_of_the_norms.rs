//! caught-by: the_norm_of_all_tensors_together_is_the_limit
//! message: norms do not add up

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Adds the norms.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let norm_of = |gradient: &Vec<f64>| gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    let norm: f64 = gradients.iter().map(norm_of).sum();
    if norm > limit {
        gradients.iter_mut().for_each(|gradient| scale(gradient, limit / norm));
    }
    norm
}
