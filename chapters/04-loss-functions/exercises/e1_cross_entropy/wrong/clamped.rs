//! caught-by: an_improbable_class_has_a_finite_loss
//! message: is something added to it, or is it clamped

/// Keeps the probability away from 0.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    let mut gradient: Vec<f64> = z.iter().map(|z| (z - log_sum).exp()).collect();
    let loss = -gradient[class].max(1e-12).ln();
    gradient[class] -= 1.0;
    (loss, gradient)
}
