//! caught-by: scores_of_ten_thousand
//! message: subtract each row's

use nalgebra::DMatrix;

/// Leaves the maximum in.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    let mut p = q * k.transpose() / (q.ncols() as f64).sqrt();
    for mut row in p.row_iter_mut() {
        row.apply(|s| *s = s.exp());
        let sum = row.sum();
        row /= sum;
    }
    p * v
}
