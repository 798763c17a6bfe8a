//! # 14.3 The backward pass of attention, by hand
//!
//! Attention is two matrix products with a softmax between them:
//!
//! ```math
//! Z = \frac{Q K^\top}{\sqrt{d}},
//! ```
//!
//! ```math
//! P = \operatorname{softmax}(Z), \qquad Y = P V.
//! ```
//!
//! A loss $`L`$ is a function of $`Y`$, and $`dY`$, in the text $`\partial Y`$, its gradient with
//! respect to $`Y`$. Derive $`dQ`$, $`dK`$ and $`dV`$, then code them. Go back through the three
//! equations, one after the other: from $`dY`$ to $`dP`$ and $`dV`$, from $`dP`$ to $`dZ`$, from $`dZ`$
//! to $`dQ`$ and $`dK`$. The first and the last are the rules of a matrix product, as in a dense layer.
//! In the middle, each row of $`P`$ is a softmax, and all weights of a row depend on each score of that
//! row:
//!
//! ```math
//! \frac{\partial p_j}{\partial z_l} = p_j\,(\delta_{jl} - p_l),
//! ```
//!
//! ```math
//! dz_l = \sum_j dp_j \frac{\partial p_j}{\partial z_l},
//! ```
//!
//! where $`\delta_{jl}`$ is 1 if $`j = l`$, and otherwise 0. Simplify this sum on paper before you code
//! it: no Jacobian is needed, only one number for each row.
//!
//! To test yourself: with $`d = 4`$, one query (2, 0, 0, 0), two keys ($`\ln 3`$, 1, 0, 0) and
//! (0, −1, 0, 0), the values 1 and 0 and $`dY = 16`$, the weights are ¾ and ¼, $`dP`$ is (16, 0) and
//! $`dZ`$ (3, −3). $`dQ`$ is (1.648, 3, 0, 0), the rows of $`dK`$ are (3, 0, 0, 0) and (−3, 0, 0, 0), and
//! those of $`dV`$ are 12 and 4.

use nalgebra::DMatrix;

/// The gradients of a loss.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// With respect to the queries, `T × d`.
    pub dq: DMatrix<f64>,
    /// With respect to the keys, `S × d`.
    pub dk: DMatrix<f64>,
    /// With respect to the values, `S × d_v`.
    pub dv: DMatrix<f64>,
}

/// The gradients of a loss, from the weights `P = softmax(Q·Kᵀ/√d)` of the forward pass and from the
/// gradient with respect to `Y = P·V`.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`, `p`: `T × S`, `dy`: `T × d_v`.
pub fn backward(
    q: &DMatrix<f64>,
    k: &DMatrix<f64>,
    v: &DMatrix<f64>,
    p: &DMatrix<f64>,
    dy: &DMatrix<f64>,
) -> Gradients {
    let shapes = [q, k, v, p, dy].map(DMatrix::shape);
    todo!("14.3: the gradients from q, k, v, p, dy of the shapes {shapes:?}")
}
