//! caught-by: it_agrees_with_pytorch
//! message: γ comes too late

/// Multiplies by γ at the end.
pub fn layer_norm_backward(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let r = 1.0 / (variance + epsilon).sqrt();
    let x_hat: Vec<f64> = x.iter().map(|x| (x - mean) * r).collect();
    let g = dy;
    let mean_g = g.iter().sum::<f64>() / n;
    let mean_g_x = g.iter().zip(&x_hat).map(|(g, x)| g * x).sum::<f64>() / n;
    let parts = g.iter().zip(&x_hat).zip(gamma);
    parts.map(|((g, x), gamma)| gamma * r * (g - mean_g - x * mean_g_x)).collect()
}
