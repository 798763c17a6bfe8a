//! caught-by: scores_of_ten_thousand
//! message: the maximum of the whole matrix

use nalgebra::DMatrix;

/// Takes one maximum off all rows.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    let mut p = q * k.transpose() / (q.ncols() as f64).sqrt();
    let max = p.max();
    for mut row in p.row_iter_mut() {
        row.apply(|s| *s = (*s - max).exp());
        let sum = row.sum();
        row /= sum;
    }
    p * v
}
