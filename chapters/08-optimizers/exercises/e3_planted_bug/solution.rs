//! Solution of 8.3.

/// Multiplies each element by a factor.
fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Clips the gradients of all tensors together to the norm `limit`, and returns the norm they had.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    // The norm of all tensors comes first: as long as it is not known, none can be scaled. Before,
    // each was scaled by a norm of its own, to the limit, so that 16 of them were 4 times too long
    // together, and large and small ones became equal.
    let squares: f64 = gradients.iter().flatten().map(|g| g * g).sum();
    let norm = squares.sqrt();
    if norm > limit {
        gradients.iter_mut().for_each(|gradient| scale(gradient, limit / norm));
    }
    norm
}
