//! Solution of 2.3.
//!
//! From $`\sigma(z) = (1 + e^{-z})^{-1}`$ follows
//! $`\sigma'(z) = e^{-z} / (1 + e^{-z})^2 = y (1 - y)`$. The loss of one sample has the slope
//! $`-t/y + (1 - t)/(1 - y) = (y - t) / (y (1 - y))`$ in $`y`$. In the product, $`y (1 - y)`$
//! cancels: $`\partial L / \partial z_s = (y_s - t_s) / N`$. As $`z_s = \sum_i w_i x_{is} + b`$,
//!
//! ```math
//! \frac{\partial L}{\partial w} = \frac1m X (y - t), \qquad
//! \frac{\partial L}{\partial b} = \frac1m \sum_s (y_s - t_s).
//! ```

use nalgebra::{DMatrix, DVector};

/// The gradient `(∂L/∂w, ∂L/∂b)` of the mean cross-entropy.
pub fn gradient(
    w: &DVector<f64>,
    b: f64,
    x: &DMatrix<f64>,
    t: &DVector<f64>,
) -> (DVector<f64>, f64) {
    // Xᵀ·w: one sum for each sample. `tr_mul` does not store the transpose.
    let z = x.tr_mul(w).add_scalar(b);
    // Where z is far below zero, e^(−z) is infinite and y exactly 0: right, and no NaN.
    let y = z.map(|z| 1.0 / (1.0 + (-z).exp()));
    // ∂L/∂z. The mean is taken here, once, so that it is in both results.
    let dz = (y - t) / x.ncols() as f64;
    (x * &dz, dz.sum())
}
