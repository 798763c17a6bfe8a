//! # 5.5 The gradient of least squares
//!
//! A linear model $`y = X^{\top} w + b`$ is to fit the targets $`t`$. As in chapter 2, $`X`$ has one
//! *column* for each of the $`N`$ samples. The loss is the mean squared error, and with pencil you
//! get its gradient from the chain rule:
//!
//! ```math
//! \begin{gathered}
//! L = \frac{1}{N} \sum_{s=1}^{N} \Bigl( \sum_i w_i x_{is} + b - t_s \Bigr)^2, \\
//! \frac{\partial L}{\partial w_i} = \,?, \qquad \frac{\partial L}{\partial b} = \,?
//! \end{gathered}
//! ```
//!
//! Write down both for one sample first, then sum over the samples. Which product of a matrix and a
//! vector is the sum in $`\partial L / \partial w_i`$? nalgebra has `x.tr_mul(&w)` for
//! $`X^{\top} w`$, and `x * &v` for $`X v`$; both look at `x` as it is.
//!
//! To test yourself: for one input, $`X = (1, 2, 3)`$, with $`t = (2, 5, 9)`$, $`w = 2`$ and
//! $`b = 1`$ the outputs are 3, 5 and 7, and the gradient is $`-\tfrac{10}{3}`$ with respect to
//! $`w`$ and $`-\tfrac23`$ with respect to $`b`$.

use nalgebra::{DMatrix, DVector};

/// The gradient of the mean squared error of the linear model `y = Xᵀw + b`, with respect to `w`
/// and to `b`.
///
/// # Shapes
/// `x`: `inputs × samples`, `t`: `samples`; `w` and the gradient with respect to it: `inputs`.
pub fn gradient(
    x: &DMatrix<f64>,
    t: &DVector<f64>,
    w: &DVector<f64>,
    b: f64,
) -> (DVector<f64>, f64) {
    let (shape, targets, weights) = (x.shape(), t.len(), w.len());
    todo!("5.5: X of {shape:?}, {targets} targets, {weights} weights, bias {b}")
}
