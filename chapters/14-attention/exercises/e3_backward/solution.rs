//! Solution of 14.3.

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

/// The gradients of a loss, from the weights `P = softmax(Q·Kᵀ/√d)` of the forward pass and from the
/// gradient with respect to `Y = P·V`.
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
    // Y = P·V, a matrix product.
    let dv = p.transpose() * dy;
    let dp = dy * v.transpose();
    // P = softmax(Z), row by row: dz = p∘(dp − Σ p·dp). The sum stands for the other weights of the row: if
    // one score grows, they all shrink.
    let mut ds = dp.component_mul(p);
    for (mut row, p) in ds.row_iter_mut().zip(p.row_iter()) {
        let sum = row.sum();
        row -= p * sum;
    }
    // Z = Q·Kᵀ/√d, a matrix product and a factor.
    ds /= (q.ncols() as f64).sqrt();
    Gradients { dq: &ds * k, dk: ds.transpose() * q, dv }
}
