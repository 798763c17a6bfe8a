//! caught-by: agrees_with_paper
//! message: the softmax goes over the whole matrix

use nalgebra::DMatrix;

/// Takes one softmax for all queries.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`; the result: `T × d_v`.
pub fn attention(q: &DMatrix<f64>, k: &DMatrix<f64>, v: &DMatrix<f64>) -> DMatrix<f64> {
    let mut p = q * k.transpose() / (q.ncols() as f64).sqrt();
    let max = p.max();
    p.apply(|s| *s = (*s - max).exp());
    let sum = p.sum();
    p /= sum;
    p * v
}
