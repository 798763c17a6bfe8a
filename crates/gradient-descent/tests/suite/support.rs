//! Samples and norms.

use gradient_descent::LeastSquares;
use nalgebra::DMatrix;

/// `‖x − y‖`.
pub fn distance(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
}

/// `‖x‖`.
pub fn norm(x: &[f64]) -> f64 {
    distance(x, &vec![0.0; x.len()])
}

/// Values from −1 to 1 that look random and are the same in every run: a golden-ratio sequence,
/// folded by a sine.
pub fn noise(i: usize) -> f64 {
    (i as f64 * 12.9898 + 78.233).sin() * 43_758.547 % 1.0
}

/// Least squares of `n` samples with `inputs` features and noisy targets.
pub fn noisy_line(inputs: usize, n: usize) -> LeastSquares {
    let x = DMatrix::from_fn(inputs, n, |i, j| noise(j * inputs + i));
    let targets = x.column_iter().enumerate().map(|(j, x)| x.sum() + noise(1_000_000 + j));
    let targets = targets.collect();
    LeastSquares::new(x, targets)
}
