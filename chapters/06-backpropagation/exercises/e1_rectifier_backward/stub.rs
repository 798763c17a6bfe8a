//! # 6.1 The first rule: back through the rectifier
//!
//! A layer computes $`Z = W X + b`$ and $`Y = f(Z)`$. Each output depends on one weighted sum alone,
//! so the chain rule has one factor for each element:
//!
//! ```math
//! \delta = \frac{\partial L}{\partial Z} = \frac{\partial L}{\partial Y} \odot f'(Z),
//! ```
//!
//! where $`\odot`$ multiplies element by element. Here $`f`$ is the rectifier, ReLU,
//! $`f(z) = \max(z, 0)`$. Its slope is 1 where $`z > 0`$ and 0 where $`z < 0`$. At $`z = 0`$ it has
//! none; there we take 0, as PyTorch does.
//!
//! Write `relu_backward`: from $`Z`$ and $`\partial L / \partial Y`$, in the code `dy`, it makes
//! $`\delta`$. All three are `neurons × samples`.
//!
//! To test yourself: for $`Z = (2, -1, 0)`$ and `dy` = $`(-3, 4, 5)`$ you should find
//! $`\delta = (-3, 0, 0)`$.

use nalgebra::DMatrix;

/// The gradient with respect to the weighted sums `z` of a layer with ReLU, from the one with
/// respect to its outputs, `dy`.
///
/// # Shapes
/// `z`, `dy` and the result: `neurons × samples` (one column for each sample).
pub fn relu_backward(z: &DMatrix<f64>, dy: &DMatrix<f64>) -> DMatrix<f64> {
    todo!("6.1: the gradient for z of shape {:?}, dy of shape {:?}", z.shape(), dy.shape())
}
