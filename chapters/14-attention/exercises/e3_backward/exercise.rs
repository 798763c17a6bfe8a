//! # 14.3 The backward pass of attention, by hand
//!
//! Attention is two matrix products with a softmax between them:
//!
//! ```math
//! S = \frac{Q K^\top}{\sqrt{d}},
//! ```
//!
//! ```math
//! P = \operatorname{softmax}(S), \qquad Y = P V.
//! ```
//!
//! A loss $`L`$ is a function of $`Y`$, and $`dY`$ its gradient with respect to $`Y`$. Derive $`dQ`$,
//! $`dK`$ and $`dV`$, then code them. Go back through the three equations, one after the other: from
//! $`dY`$ to $`dP`$ and $`dV`$, from $`dP`$ to $`dS`$, from $`dS`$ to $`dQ`$ and $`dK`$. The first and the
//! last are the rules of a matrix product, as in a dense layer. In the middle, each row of $`P`$ is a
//! softmax, and all weights of a row depend on each score of that row:
//!
//! ```math
//! \frac{\partial p_j}{\partial s_l} = p_j\,(\delta_{jl} - p_l),
//! ```
//!
//! ```math
//! ds_l = \sum_j dp_j \frac{\partial p_j}{\partial s_l},
//! ```
//!
//! where $`\delta_{jl}`$ is 1 if $`j = l`$, and otherwise 0. Simplify this sum on paper before you code
//! it: no Jacobian is needed, only one number for each row.
//!
//! To test yourself: with $`d = 4`$, one query (2, 0, 0, 0), two keys (0, 1, 0, 0) and (0, −1, 0, 0),
//! the values 1 and 0 and $`dY = 1`$, both weights are ½, $`dS`$ is (¼, −¼), $`dQ`$ is (0, ¼, 0, 0), the
//! rows of $`dK`$ are (¼, 0, 0, 0) and (−¼, 0, 0, 0), and those of $`dV`$ are ½ and ½.

use nalgebra::DMatrix;

/// The gradients of a loss.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// With respect to the queries, `n × d`.
    pub dq: DMatrix<f64>,
    /// With respect to the keys, `m × d`.
    pub dk: DMatrix<f64>,
    /// With respect to the values, `m × features`.
    pub dv: DMatrix<f64>,
}

/// The gradients of a loss, from the weights `P = softmax(Q·Kᵀ/√d)` of the forward pass and from the
/// gradient with respect to `Y = P·V`.
///
/// # Shapes
/// `q`: `n × d`, `k`: `m × d`, `v`: `m × features`, `p`: `n × m`, `dy`: `n × features`.
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
