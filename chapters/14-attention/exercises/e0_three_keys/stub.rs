//! # 14.0 One query, three keys
//!
//! Two minutes, before there are matrices. A query $`q`$ is compared with three keys $`k_j`$, and each
//! key has a value $`v_j`$. Query and keys have $`d = 4`$ features, values two. The better a key matches
//! the query, the more of its value is read:
//!
//! ```math
//! z_j = \frac{q \cdot k_j}{\sqrt{d}}, \qquad j = 1, 2, 3,
//! ```
//!
//! ```math
//! p_j = \frac{e^{z_j}}{e^{z_1} + e^{z_2} + e^{z_3}},
//! ```
//!
//! ```math
//! y = p_1 v_1 + p_2 v_2 + p_3 v_3.
//! ```
//!
//! Write the weights $`p`$ and the output $`y`$. On paper first, with the last token of the example in the
//! text: the query (2, 0, 0, 2), the keys (1, 0, 1, 0), (0, 1, 1, 0), (1, 1, 0, 1) and the values (4, 0),
//! (0, 4), (2, 2). The scores $`z`$ are 1, 0, 2, the weights 0.245, 0.090, 0.665, and the output is
//! (2.309, 1.691).

/// What one query reads of three keys: its weights `p(j) = softmax(q·k(j)/√4)`, and its output
/// `y = Σ p(j)·v(j)`.
pub fn attend(q: [f64; 4], keys: [[f64; 4]; 3], values: [[f64; 2]; 3]) -> ([f64; 3], [f64; 2]) {
    todo!(
        "14.0: weights and output of the query {q:?}, the keys {keys:?} and the values {values:?}"
    )
}
