//! # 3.5 Back through softmax
//!
//! Softmax makes of a sample's sums $`z`$ the probabilities $`y_i = e^{z_i} / \sum_k e^{z_k}`$. Each
//! $`y_i`$ depends on every $`z_j`$, so its derivative is a matrix, the *Jacobian*:
//!
//! ```math
//! \begin{gathered}
//! \frac{\partial y_i}{\partial z_j} = y_i (\delta_{ij} - y_j), \\
//! \delta_{ij} = \begin{cases} 1 & \text{if } i = j, \\ 0 & \text{otherwise.} \end{cases}
//! \end{gathered}
//! ```
//!
//! Given $`y`$ and the gradient $`\partial L / \partial y`$, in the code `dy`, the chain rule wants
//! $`\partial L / \partial z_j = \sum_i \frac{\partial L}{\partial y_i} \frac{\partial y_i}{\partial z_j}`$.
//!
//! Derive, then code. With pencil: put the Jacobian into that sum, and multiply out. One factor that
//! is left does not depend on $`j`$; call it $`m`$. Every sample has its own, and once it is known,
//! the gradient of $`n`$ classes takes about $`n`$ steps. The matrix would take $`n^2`$: with the
//! 50 000 classes of a language model 20 GB for a single sample. So write `softmax_backward` without
//! it. Samples are columns, and probabilities may be exactly 0 or 1.
//!
//! To test yourself: for $`y = (\tfrac14, \tfrac34)`$ and `dy` = (1, 0) you should find
//! $`(\tfrac{3}{16}, -\tfrac{3}{16})`$. What is always the sum of such a gradient, and why?

use nalgebra::DMatrix;

/// The gradient with respect to the sums `z`, from the outputs `y` of softmax and the gradient `dy`
/// with respect to them.
///
/// # Shapes
/// `y`, `dy` and the result: `classes × samples` (one column for each sample).
pub fn softmax_backward(y: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    todo!("3.5: the gradient for y of shape {:?}, dy of shape {:?}", y.shape(), dy.shape())
}
