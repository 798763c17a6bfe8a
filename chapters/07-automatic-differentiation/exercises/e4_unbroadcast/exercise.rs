//! # 7.4 The adjoint of broadcasting
//!
//! In $`Y = X + b`$ the tensor $`X`$ has `rows × columns` elements, $`b`$ may have fewer: where one of
//! its axes has length 1, its only row or column is used for all of those of $`X`$. The shape of $`b`$,
//! `b_rows × b_columns`, is one of
//!
//! - `1 × columns`: a bias for each column;
//! - `rows × 1`: a value for each row;
//! - `1 × 1`: a scalar;
//! - `rows × columns`: nothing is repeated.
//!
//! The gradient with respect to $`b`$ has the shape of $`b`$. For $`b`$ of shape
//! `1 × columns`, each element $`b_j`$ goes into column $`j`$ of all rows:
//!
//! ```math
//! \begin{gathered}
//! y_{ij} = x_{ij} + b_j, \qquad dy_{ij} = \frac{\partial L}{\partial y_{ij}}, \\
//! \frac{\partial L}{\partial b_j} = \; ?
//! \end{gathered}
//! ```
//!
//! Work it out with the chain rule, for the other shapes too. Then write `unbroadcast`, which makes
//! the gradient with respect to $`b`$ of $`dy`$. Both are held row after row: element $`(i, j)`$ of
//! $`dy`$ is `dy[i * columns + j]`. `rows` or `columns` may be 0: a sum of nothing is 0.
//!
//! To test yourself: for $`dy = \begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}`$ and $`b`$ of shape
//! $`1 \times 3`$ the gradient is $`(5, 7, 9)`$.

/// The gradient with respect to `b`, which was broadcast to `rows × columns`.
///
/// # Shapes
/// `dy`: `rows × columns`, the result: `b_rows × b_columns`, both row after row. `b_rows` is 1 or
/// `rows`, `b_columns` is 1 or `columns`.
pub fn unbroadcast(
    dy: &[f64],
    rows: usize,
    columns: usize,
    b_rows: usize,
    b_columns: usize,
) -> Vec<f64> {
    todo!("7.4: {dy:?}, {rows} × {columns}, for b of shape {b_rows} × {b_columns}")
}
