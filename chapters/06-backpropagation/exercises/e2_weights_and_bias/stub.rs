//! # 6.2 The rules for weights and bias
//!
//! A layer's weighted sums are $`Z = W X + b`$; in elements, $`z_{js} = \sum_i w_{ji}\, x_{is} + b_j`$,
//! where $`j`$ counts neurons, $`i`$ inputs and $`s`$ samples. Given
//! $`\delta = \partial L / \partial Z`$, the gradient with respect to the sums, find those with
//! respect to the weights and the biases.
//!
//! With pencil first: in which elements of $`Z`$ does the single weight $`w_{ji}`$ stand, and what is
//! it multiplied by there? The chain rule adds up these effects: one term for each sample. Do the
//! same for $`b_j`$. Then write the sum for $`w_{ji}`$ as a product of two matrices, one of them
//! transposed. The shapes tell you which: the gradient has the shape of $`W`$.
//!
//! If the loss is a *mean* over the samples, the division by their number was done where $`\delta`$
//! came from: each element holds it already. So here samples are added, and nothing is divided.
//!
//! To test yourself: for one neuron with $`\delta = (1, -2)`$ and
//! $`X = \begin{pmatrix} 3 & 4 \\ 5 & 6 \end{pmatrix}`$ (two inputs, two samples) you should find
//! $`\partial W = (-5, -7)`$ and $`\partial b = -1`$.

use nalgebra::{DMatrix, DVector};

/// The gradient with respect to the weights.
///
/// # Shapes
/// `delta`: `neurons × samples`, `x`: `inputs × samples`, the result: `neurons × inputs`.
pub fn weight_gradient(delta: &DMatrix<f64>, x: &DMatrix<f64>) -> DMatrix<f64> {
    todo!("6.2: ∂W for delta of shape {:?}, x of shape {:?}", delta.shape(), x.shape())
}

/// The gradient with respect to the biases.
///
/// # Shapes
/// `delta`: `neurons × samples`, the result: `neurons`.
pub fn bias_gradient(delta: &DMatrix<f64>) -> DVector<f64> {
    todo!("6.2: ∂b for delta of shape {:?}", delta.shape())
}
