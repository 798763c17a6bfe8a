//! caught-by: keys
//! message: the factor 1/√d is missing

use nalgebra::DMatrix;

/// The gradients of a loss.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// With respect to the queries, `T × d`.
    pub dq: DMatrix<f64>,
    /// With respect to the keys, `S × d`.
    pub dk: DMatrix<f64>,
    /// With respect to the values, `S × d_v`.
    pub dv: DMatrix<f64>,
}

/// Divides the queries' gradient alone by √d.
///
/// # Shapes
/// `q`: `T × d`, `k`: `S × d`, `v`: `S × d_v`, `p`: `T × S`, `dy`: `T × d_v`.
pub fn backward(
    q: &DMatrix<f64>,
    k: &DMatrix<f64>,
    v: &DMatrix<f64>,
    p: &DMatrix<f64>,
    dy: &DMatrix<f64>,
) -> Gradients {
    let dv = p.transpose() * dy;
    let dp = dy * v.transpose();
    let mut ds = dp.component_mul(p);
    for (mut row, p) in ds.row_iter_mut().zip(p.row_iter()) {
        let sum = row.sum();
        row -= p * sum;
    }
    let root = (q.ncols() as f64).sqrt();
    Gradients { dq: &ds * k / root, dk: ds.transpose() * q, dv }
}
