//! Orthogonalization by products of matrices alone.

use nalgebra::{DMatrix, DMatrixView, Dyn, Matrix, RawStorage};
use numeric::{Float, dot, matmul, par_column_chunks, par_matmul, transposed};

/// The authors' coefficients `(a, b, c)`: `a + b + c` is 0.701, not 1, for a large `a` lifts small
/// singular values fast. In five steps all that were at least 0.0016 come to between 0.68 and 1.21.
pub const NEWTON_SCHULZ: [f64; 3] = [3.4445, -4.7750, 2.0315];

/// Replaces a matrix, row-major with rows of this many columns, by one with the same singular
/// vectors, whose singular values are all near 1: an iteration of Newton and Schulz (Jordan and
/// others, 2024). From `X = G/‖G‖`, each step makes every singular value `σ` to `a·σ + b·σ³ + c·σ⁵`:
///
/// ```text
/// A = X·Xᵀ            X ← (a·I + b·A + c·A²)·X
/// ```
///
/// `epsilon` is the minimum norm that `G` is divided by. A singular value of 0 stays 0.
///
/// # Panics
/// If the elements are no whole rows.
///
/// ```
/// use optimizers::{NEWTON_SCHULZ, newton_schulz};
///
/// let mut x = [3.0, 0.0, 0.0, 0.0, -0.2, 0.0];         // singular values 3 and 0.2
/// newton_schulz(&mut x, 3, NEWTON_SCHULZ, 5, 1e-7);
/// assert!((x[0] - 1.0f64).abs() < 0.35 && (x[4] + 1.0).abs() < 0.35);
/// ```
#[track_caller]
pub fn newton_schulz<T: Float>(
    x: &mut [T],
    columns: usize,
    coefficients: [f64; 3],
    steps: usize,
    epsilon: f64,
) {
    let rows = x.len() / columns.max(1);
    assert!(rows * columns == x.len(), "newton_schulz: {} elements in rows of {columns}", x.len());
    let [a, b, c] = coefficients.map(T::of);
    let norm = dot(x, x).sqrt().max(T::of(epsilon));
    x.iter_mut().for_each(|x| *x /= norm);
    // ANCHOR: newton_schulz
    // The smaller of `X·Xᵀ` and `Xᵀ·X`, which have the same singular values.
    let is_tall = columns <= rows;
    let mut gram = DMatrix::zeros(rows.min(columns), rows.min(columns));
    let (mut factor, mut next) = (gram.clone(), DMatrix::zeros(columns, rows));
    for _ in 0..steps {
        // The same memory column by column is the transpose.
        let x_t = DMatrixView::from_slice(x, columns, rows);
        if is_tall {
            symmetric_product(&x_t, &transposed(x_t), &mut gram);
        } else {
            symmetric_product(&transposed(x_t), &x_t, &mut gram);
        }
        symmetric_product(&gram, &gram, &mut factor);
        factor.zip_apply(&gram, |a_squared, gram| *a_squared = c * *a_squared + b * gram);
        (0..factor.nrows()).for_each(|i| factor[(i, i)] += a);
        if is_tall {
            par_matmul(&factor, &x_t, next.as_view_mut());
        } else {
            par_matmul(&x_t, &factor, next.as_view_mut());
        }
        x.copy_from_slice(next.as_slice());
    }
    // ANCHOR_END: newton_schulz
}

/// A product that is known to be symmetric, in little more than half of the time: each chunk of
/// columns down to the diagonal, and the rest by reflection.
fn symmetric_product<T: Float, A, B>(
    a: &Matrix<T, Dyn, Dyn, A>,
    b: &Matrix<T, Dyn, Dyn, B>,
    y: &mut DMatrix<T>,
) where
    A: RawStorage<T, Dyn, Dyn> + Sync,
    B: RawStorage<T, Dyn, Dyn> + Sync,
{
    par_column_chunks(y.as_view_mut(), a.len(), &|start, mut y| {
        let (columns, end) = (y.ncols(), start + y.ncols());
        let above = &mut y.rows_mut(0, end);
        matmul(&a.rows(0, end), &b.columns(start, columns), T::zero(), above);
    });
    y.fill_lower_triangle_with_upper_triangle();
}
