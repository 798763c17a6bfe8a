//! caught-by: the_direction_stays
//! message: each element was clipped by itself

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Clips values.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let norm = gradients.iter().flatten().map(|g| g * g).sum::<f64>().sqrt();
    gradients.iter_mut().flatten().for_each(|g| *g = g.clamp(-limit, limit));
    scale(&mut [], norm);
    norm
}
