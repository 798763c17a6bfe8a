//! caught-by: the_norm_before_clipping_is_returned
//! message: that is the norm after clipping

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Returns what is left.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let norm = gradients.iter().flatten().map(|g| g * g).sum::<f64>().sqrt();
    if norm > limit {
        gradients.iter_mut().for_each(|gradient| scale(gradient, limit / norm));
    }
    norm.min(limit)
}
