//! Random matrices that keep lengths and angles.

use nalgebra::{DMatrix, DMatrixViewMut, DVector};
use numeric::Float;
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use tensor::{Shape, Tensor};

/// `gain·Q` of a normally distributed matrix, drawn tall and transposed if `shape` is wide.
pub(super) fn orthogonal<T: Float>(shape: Shape, gain: f64, rng: &mut impl Rng) -> Tensor<T> {
    if shape.is_empty() {
        return Tensor::zeros(shape);
    }
    let (rows, columns) = (shape.last_dim(), shape.n_columns());
    let (long, short) = (rows.max(columns), rows.min(columns));
    let q = orthonormal(DMatrix::from_fn(long, short, |_, _| StandardNormal.sample(rng)));
    let q = if rows < columns { q.transpose() } else { q };
    Tensor::new(shape, q.iter().map(|x| T::of(gain * x)).collect())
}

// ANCHOR: qr
/// The `Q` of the decomposition `A = Q·R`: orthonormal columns that span what the columns of `a`
/// span. `R` is upper triangular with a positive diagonal, which makes `Q` unique, and with a
/// normally distributed `a` uniform: no direction is preferred.
///
/// Householder's way: a reflection for each column, which takes what is left of it to the axis.
fn orthonormal(mut a: DMatrix<f64>) -> DMatrix<f64> {
    let (rows, columns) = a.shape();
    let mut normals = Vec::with_capacity(columns);
    let mut q = DMatrix::identity(rows, columns);
    for k in 0..columns {
        let mut normal: DVector<f64> = a.view_range(k.., k).column(0).into_owned();
        // Away from the element that is there: a difference of equal numbers would lose digits.
        let diagonal = -normal.norm().copysign(normal[0]);
        normal[0] -= diagonal;
        reflect(&normal, a.view_range_mut(k.., k + 1..));
        normals.push(normal);
        q[(k, k)] = diagonal.signum();
    }
    for (k, normal) in normals.iter().enumerate().rev() {
        reflect(normal, q.view_range_mut(k.., k..));
    }
    q
}

/// Reflects each column `c` in the plane that is perpendicular to `v`: `c − 2·v·(v·c)/(v·v)`.
fn reflect(v: &DVector<f64>, mut columns: DMatrixViewMut<'_, f64>) {
    let scale = 2.0 / v.norm_squared();
    for mut c in columns.column_iter_mut() {
        let along = scale * v.dot(&c);
        c.axpy(-along, v, 1.0);
    }
}
// ANCHOR_END: qr
