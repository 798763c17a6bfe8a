//! caught-by: more_keys_than_queries_and_fewer
//! message: the root is that of a number of rows

use nalgebra::DMatrix;

/// Takes the number of keys for that of their features.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    let mut p = q * k.transpose() / (k.nrows() as f64).sqrt();
    for mut row in p.row_iter_mut() {
        let max = row.max();
        row.apply(|s| *s = (*s - max).exp());
        let sum = row.sum();
        row /= sum;
    }
    p * v
}
