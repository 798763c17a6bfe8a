//! caught-by: one_query
//! message: divided by d, not by √d

use nalgebra::DMatrix;

/// Divides by the number of features.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    let mut p = q * k.transpose() / q.ncols() as f64;
    for mut row in p.row_iter_mut() {
        let max = row.max();
        row.apply(|s| *s = (*s - max).exp());
        let sum = row.sum();
        row /= sum;
    }
    p * v
}
