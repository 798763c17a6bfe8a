//! # 5.1 Predict, then measure: the critical learning rate
//!
//! A bowl in two dimensions, and gradient descent into it:
//!
//! ```math
//! \begin{gathered}
//! f(x) = \tfrac12\, x^{\top} A x, \\
//! \nabla f(x) = A x, \qquad x \leftarrow x - \eta\, A x.
//! \end{gathered}
//! ```
//!
//! $`A`$ is symmetric, with the entries $`a`$, $`b`$ in its first row and $`b`$, $`d`$ in its
//! second, and positive definite: both eigenvalues are positive. For small $`\eta`$ descent
//! converges to the minimum at 0 from every start. Above a critical learning rate it diverges from
//! nearly every start. Predict this rate with pencil, before you write anything: let $`x`$ be an
//! eigenvector of $`A`$ with the eigenvalue $`\lambda`$. What does a step make of it, and for which
//! $`\eta`$ does it become shorter? A general $`x`$ is a sum of two eigenvectors; which of the two
//! eigenvalues sets the limit? For a 2×2 matrix it has a closed form.
//!
//! The tests measure: they let descent run just below and just above your rate.
//!
//! To test yourself: with $`a = d = 2`$ and $`b = 1`$ the eigenvalues are 1 and 3, with the
//! eigenvectors $`(1, -1)`$ and $`(1, 1)`$, and the critical rate is $`\tfrac23`$.

/// The critical learning rate of gradient descent on `½·xᵀAx`: below it descent converges from
/// every start, above it from almost none.
///
/// # Shapes
/// `a`: the two rows of a symmetric positive definite matrix.
pub fn critical_rate(a: [[f64; 2]; 2]) -> f64 {
    todo!("5.1: the critical rate for the matrix {a:?}")
}
