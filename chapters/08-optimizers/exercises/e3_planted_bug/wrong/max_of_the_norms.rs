//! caught-by: the_norm_of_all_tensors_together_is_the_limit
//! message: the maximum of the tensors' norms

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Takes the longest tensor.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let mut squares = 0.0f64;
    let mut max = 0.0f64;
    for gradient in gradients.iter() {
        let square = gradient.iter().map(|g| g * g).sum::<f64>();
        squares += square;
        max = max.max(square.sqrt());
    }
    if max > limit {
        gradients.iter_mut().for_each(|gradient| scale(gradient, limit / max));
    }
    squares.sqrt()
}
