//! # 14.1 Scaled dot-product attention
//!
//! All queries at once, $`T`$ of them, with $`S`$ keys. Row $`i`$ of $`Q`$ is a query, row $`j`$ of
//! $`K`$ a key, and row $`j`$ of $`V`$ that key's value. Each query reads the mean of all values,
//! weighted by how well their keys match:
//!
//! ```math
//! Y = \operatorname{softmax}\!\left(\frac{Q K^\top}{\sqrt{d}}\right) V.
//! ```
//!
//! The scores $`Z = Q K^\top / \sqrt{d}`$ have a row for each query and a column for each key. The
//! softmax is taken of each row by itself, so that the weights of a query sum to 1. There may be more
//! keys than queries, or fewer, and a value need not be as long as a key.
//!
//! Why $`\sqrt{d}`$: if the features of a query and of a key are independent, with mean 0 and variance 1,
//! their inner product has the variance $`d`$. Undivided, long vectors would give large scores, and
//! softmax would pass all weight to one key, with next to no gradient.
//!
//! Scores may be large all the same: the tests have some of ±10,000, and $`e^{710}`$ is infinite already.
//!
//! To test yourself: with $`d = 1`$, the queries 0 and $`\ln 3`$, the keys 0 and 1, and the values 4 and
//! 8, the outputs are 6 and 7.

use nalgebra::DMatrix;

/// What each query reads: `Y = softmax(Q·Kᵀ/√d)·V`, with the softmax over the keys.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    todo!("14.1: the outputs of q {:?}, k {:?}, v {:?}", q.shape(), k.shape(), v.shape())
}
