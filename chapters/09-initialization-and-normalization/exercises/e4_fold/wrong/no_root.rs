//! caught-by: it_agrees_with_pytorch
//! message: divide by its root

use nalgebra::{DMatrix, DVector};

#[derive(Clone, Debug)]
pub struct BatchNorm {
    pub gamma: DVector<f64>,
    pub beta: DVector<f64>,
    pub running_mean: DVector<f64>,
    pub running_var: DVector<f64>,
    pub epsilon: f64,
}

/// Divides by the variance.
pub fn fold(w: &DMatrix<f64>, b: &DVector<f64>, norm: &BatchNorm) -> (DMatrix<f64>, DVector<f64>) {
    let scale = norm.gamma.zip_map(&norm.running_var, |gamma, v| gamma / (v + norm.epsilon));
    let weights = DMatrix::from_fn(w.nrows(), w.ncols(), |j, i| scale[j] * w[(j, i)]);
    let biases = (b - &norm.running_mean).component_mul(&scale) + &norm.beta;
    (weights, biases)
}
