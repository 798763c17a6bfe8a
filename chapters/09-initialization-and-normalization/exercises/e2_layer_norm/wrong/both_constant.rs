//! caught-by: the_gradient_is_the_one_that_is_measured
//! message: the paths through μ and through the variance are missing

/// Takes both statistics for constants.
pub fn layer_norm_backward(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let r = 1.0 / (variance + epsilon).sqrt();
    let x_hat: Vec<f64> = x.iter().map(|x| (x - mean) * r).collect();
    let _ = x_hat;
    dy.iter().zip(gamma).map(|(dy, gamma)| r * dy * gamma).collect()
}
