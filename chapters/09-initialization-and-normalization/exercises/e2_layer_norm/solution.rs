//! Solution of 9.2.
//!
//! With x̂ᵢ = (xᵢ − μ)·r: ∂x̂ᵢ/∂xⱼ is r if i = j, −r/n through the mean, and −r·x̂ᵢ·x̂ⱼ/n through the
//! variance, as ∂v/∂xⱼ = 2(xⱼ − μ)/n and ∂r/∂v = −r³/2. Times gᵢ, summed over i:
//! ∂xⱼ = r·(gⱼ − mean(g) − x̂ⱼ·mean(g·x̂)).

/// The gradient with respect to the features `x` of one sample, given `dy`, the gradient with respect to
/// the output of layer normalization.
pub fn layer_norm_backward(x: &[f64], gamma: &[f64], dy: &[f64], epsilon: f64) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let r = 1.0 / (variance + epsilon).sqrt();
    let x_hat: Vec<f64> = x.iter().map(|x| (x - mean) * r).collect();
    // γ comes first: the output is γ·x̂, and what is left is the gradient with respect to x̂.
    let g: Vec<f64> = dy.iter().zip(gamma).map(|(dy, gamma)| dy * gamma).collect();
    let mean_g = g.iter().sum::<f64>() / n;
    let mean_g_x = g.iter().zip(&x_hat).map(|(g, x)| g * x).sum::<f64>() / n;
    // Normalizing undoes a shift and a scaling of x: the gradient has no component along either.
    g.iter().zip(&x_hat).map(|(g, x)| r * (g - mean_g - x * mean_g_x)).collect()
}
