//! caught-by: queries
//! message: the sum over the row is missing

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

/// Takes each weight for a function of its own score alone.
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
    ds /= (q.ncols() as f64).sqrt();
    Gradients { dq: &ds * k, dk: ds.transpose() * q, dv }
}
