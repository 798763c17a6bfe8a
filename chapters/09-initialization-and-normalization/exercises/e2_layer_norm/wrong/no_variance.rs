//! caught-by: it_agrees_with_pytorch
//! message: the path through the variance is missing

/// Takes the variance for a constant.
pub fn layer_norm_backward(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let r = 1.0 / (variance + epsilon).sqrt();
    let x_hat: Vec<f64> = x.iter().map(|x| (x - mean) * r).collect();
    let _ = x_hat;
    let g: Vec<f64> = dy.iter().zip(gamma).map(|(dy, gamma)| dy * gamma).collect();
    let mean_g = g.iter().sum::<f64>() / n;
    g.iter().map(|g| r * (g - mean_g)).collect()
}
