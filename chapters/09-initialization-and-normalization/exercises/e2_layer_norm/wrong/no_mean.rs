//! caught-by: it_has_no_component_along_a_shift_or_a_scaling
//! message: is the path through the mean μ missing?

/// Takes the mean for a constant.
pub fn layer_norm_backward(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let r = 1.0 / (variance + epsilon).sqrt();
    let x_hat: Vec<f64> = x.iter().map(|x| (x - mean) * r).collect();
    let g: Vec<f64> = dy.iter().zip(gamma).map(|(dy, gamma)| dy * gamma).collect();
    let mean_g_x = g.iter().zip(&x_hat).map(|(g, x)| g * x).sum::<f64>() / n;
    g.iter().zip(&x_hat).map(|(g, x)| r * (g - x * mean_g_x)).collect()
}
