//! caught-by: large_logits_do_not_overflow
//! message: NaN comes of ∞/∞

/// Writes the definition as it stands.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    let sum: f64 = z.iter().map(|z| z.exp()).sum();
    let mut gradient: Vec<f64> = z.iter().map(|z| z.exp() / sum).collect();
    let loss = -gradient[class].ln();
    gradient[class] -= 1.0;
    (loss, gradient)
}
