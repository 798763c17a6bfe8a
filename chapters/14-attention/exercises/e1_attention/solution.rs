//! Solution of 14.1.

use nalgebra::DMatrix;

/// What each query reads: `Y = softmax(Q·Kᵀ/√d)·V`, with the softmax over the keys.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    // One score for each query (row) and each key (column): n × m.
    let mut p = q * k.transpose() / (q.ncols() as f64).sqrt();
    for mut row in p.row_iter_mut() {
        // A softmax does not change if all its scores do, by the same. With its own maximum taken off, the
        // largest score of each row is 0: no exponential overflows, and no sum is 0.
        let max = row.max();
        row.apply(|s| *s = (*s - max).exp());
        let sum = row.sum();
        row /= sum;
    }
    p * v
}
