//! # 6.3 The rule for the input
//!
//! What a layer takes in is what the layer before it gave out. So the gradient with respect to the
//! input $`X`$ is what the layer before gets as its `dy`: this rule is what makes the backward pass
//! reach the first layer.
//!
//! Again $`z_{js} = \sum_i w_{ji}\, x_{is} + b_j`$, and $`\delta = \partial L / \partial Z`$ is
//! given. With pencil: into which sums does the single input $`x_{is}`$ go, and what is it multiplied
//! by in each? Add up these effects, and write the sum as a product of two matrices. Which index
//! disappears in it? Then write `input_gradient`.
//!
//! Beware of square matrices: where a layer has as many neurons as inputs, every product fits the
//! shapes, the wrong ones too.
//!
//! To test yourself: for $`W = \begin{pmatrix} 1 & 2 & 0 \\ -1 & 3 & 4 \end{pmatrix}`$ (two neurons,
//! three inputs) and one sample with $`\delta = (10, 1)`$ you should find
//! $`\partial X = (9, 23, 4)`$.

use nalgebra::DMatrix;

/// The gradient with respect to the layer's input.
///
/// # Shapes
/// `w`: `neurons × inputs`, `delta`: `neurons × samples`, the result: `inputs × samples`.
pub fn input_gradient(w: &DMatrix<f64>, delta: &DMatrix<f64>) -> DMatrix<f64> {
    todo!("6.3: ∂X for w of shape {:?}, delta of shape {:?}", w.shape(), delta.shape())
}
