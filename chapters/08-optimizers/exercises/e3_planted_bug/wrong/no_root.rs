//! caught-by: the_norm_of_all_tensors_together_is_the_limit
//! message: the root is missing

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Divides by the square.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let squares: f64 = gradients.iter().flatten().map(|g| g * g).sum();
    if squares > limit {
        gradients.iter_mut().for_each(|gradient| scale(gradient, limit / squares));
    }
    squares.sqrt()
}
