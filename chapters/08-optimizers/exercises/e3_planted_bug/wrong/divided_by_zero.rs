//! caught-by: a_gradient_of_zero_stays
//! message: 0/0

fn scale(gradient: &mut [f64], factor: f64) {
    gradient.iter_mut().for_each(|g| *g *= factor);
}

/// Takes the minimum with f64::min, which prefers a number to NaN, only after multiplying.
pub fn clip_by_global_norm(gradients: &mut [Vec<f64>], limit: f64) -> f64 {
    let norm = gradients.iter().flatten().map(|g| g * g).sum::<f64>().sqrt();
    let factor = limit / norm;
    let factor = if factor > 1.0 { 1.0 } else { factor };
    gradients.iter_mut().for_each(|gradient| scale(gradient, factor));
    norm
}
