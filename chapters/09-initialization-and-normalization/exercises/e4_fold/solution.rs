//! Solution of 9.4.
//!
//! With s = γ/√(v + ε): y = s·(Σ w·x + b − μ) + β = Σ (s·w)·x + (s·(b − μ) + β).

use nalgebra::{DMatrix, DVector};

/// Batch normalization in evaluation mode, with one element for each output of the layer before.
#[derive(Clone, Debug)]
pub struct BatchNorm {
    /// The factor of each output, γ.
    pub gamma: DVector<f64>,
    /// The term of each output, β.
    pub beta: DVector<f64>,
    /// The running average of each output's mean.
    pub running_mean: DVector<f64>,
    /// The running average of each output's variance.
    pub running_var: DVector<f64>,
    /// What is added to the variance, ε.
    pub epsilon: f64,
}

/// Weights and biases of the dense layer that computes what the layer `W·x + b` and `norm` compute.
pub fn fold(w: &DMatrix<f64>, b: &DVector<f64>, norm: &BatchNorm) -> (DMatrix<f64>, DVector<f64>) {
    let scale = norm.gamma.zip_map(&norm.running_var, |gamma, v| gamma / (v + norm.epsilon).sqrt());
    // An output's scale multiplies all that is added up for it: its whole row, and its bias.
    let weights = DMatrix::from_fn(w.nrows(), w.ncols(), |j, i| scale[j] * w[(j, i)]);
    // The mean is subtracted before the scale, β is added after it.
    let biases = (b - &norm.running_mean).component_mul(&scale) + &norm.beta;
    (weights, biases)
}
