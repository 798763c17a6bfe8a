//! caught-by: agrees_with_paper
//! message: the softmax goes over the queries

use nalgebra::DMatrix;

/// Takes the softmax down the columns.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    let mut p = q * k.transpose() / (q.ncols() as f64).sqrt();
    for mut column in p.column_iter_mut() {
        let max = column.max();
        column.apply(|s| *s = (*s - max).exp());
        let sum = column.sum();
        column /= sum;
    }
    p * v
}
