//! caught-by: the_direction_stays
//! message: the norm of the tensors so far

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Scales each tensor by what is known when its turn comes.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let mut squares = 0.0f64;
    for gradient in gradients {
        squares += gradient.iter().map(|g| g * g).sum::<f64>();
        if squares.sqrt() > limit {
            scale(gradient, limit / squares.sqrt());
        }
    }
    squares.sqrt()
}
