//! Orthogonalization by products of matrices alone.

use super::symmetric_product::{reflect, symmetric_product};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{
    ELEMENT_COST, Float, dot, of_type, par_chunks, par_matmul, par_zip_chunks, transposed,
};
use std::mem::swap;
use tensor::Tensor;

/// The authors' coefficients `(a, b, c)`: `a + b + c` is 0.701, not 1, for a large `a` lifts small
/// singular values fast. In five steps all that were at least 0.0016 come to between 0.68 and 1.21.
pub const NEWTON_SCHULZ: [f64; 3] = [3.4445, -4.7750, 2.0315];

/// Replaces a matrix, row-major with rows of this many columns, by one with the same singular
/// vectors, whose singular values are all near 1: an iteration of Newton and Schulz (Jordan and
/// others, 2024). From `X = G/‖G‖`, each step makes every singular value `σ` to `a·σ + b·σ³ + c·σ⁵`:
///
/// ```text
/// A = X·Xᵀ            R = a·I + b·A + c·A²            X ← R·X
/// ```
///
/// `epsilon` is the minimum norm that `G` is divided by. A singular value of 0 stays 0.
///
/// # On the Gram matrix alone
/// Between the steps `X` is not needed (Zhang and others, 2026). When `X` becomes `R·X`, its Gram matrix `A`
/// becomes `R·A·R`, and what `X` has to be multiplied by is gathered in a matrix `Q`:
///
/// ```text
/// A = X·Xᵀ, Q = I            R = a·I + b·A + c·A²,  Q ← R·Q,  A ← R·A·R            X ← Q·X
/// ```
///
/// `A`, `R` and `Q` are `m × m`, where `m` is the shorter side of `X` and `n` the longer one, and
/// symmetric: half of each product is the reflection of the other half. Five steps take
/// `8.5·m³ + 1.5·m²·n` multiplications, in place of `2.5·m³ + 7.5·m²·n` with `X` in each step. That is
/// half for `n = 3·m`, and the same for `n = m`.
///
/// # Accuracy
/// Rounding shifts an eigenvalue 0 of `A` by about the machine epsilon, perhaps below 0, where no
/// `X·Xᵀ` has one, and each step multiplies this error by `a²`. Before it comes to 0.01, `X` is multiplied by
/// `Q`, and `A` is computed from it anew: with the authors' `a` after every 5 steps. The error of five
/// steps, relative to the largest element, was at most 5e-5 in `f32` for random matrices of up to 384 by
/// 1,536, 3e-4 for those of deficient rank, 1e-3 where the singular values span eight powers of ten; in
/// `f64` 2e-12. (Rounded to `bfloat16` it is about 1e-2.)
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
    let norm = dot(x, x).sqrt().max(T::of(epsilon));
    let iterate: &Iterate<T> = of_type(&F32, &F64);
    iterate(x, columns, norm, coefficients.map(T::of), steps);
}

/// The iteration on the elements of a matrix, its columns, its norm, the coefficients, the steps.
type Iterate<T> = fn(&mut [T], usize, T, [T; 3], usize);
static F32: Iterate<f32> = iterate;
static F64: Iterate<f64> = iterate;

fn iterate<T: Float>(x: &mut [T], columns: usize, norm: T, [a, b, c]: [T; 3], steps: usize) {
    let rows = x.len() / columns.max(1);
    let (side, is_tall) = (rows.min(columns), columns <= rows);
    // Column by column: of a tall matrix the transpose, which is the same memory; a wide one itself.
    let mut wide = Tensor::empty([rows.max(columns), side]);
    if is_tall {
        wide.as_mut_slice().copy_from_slice(x);
    } else {
        reflect(DMatrixView::from_slice(x, columns, rows), wide.as_matrix_mut());
    }
    par_chunks(wide.as_mut_slice(), ELEMENT_COST, &|_, x| x.iter_mut().for_each(|x| *x /= norm));
    let wide = orthogonalize(wide, [a, b, c], steps);
    if is_tall {
        x.copy_from_slice(wide.as_slice());
    } else {
        reflect(wide.as_matrix(), DMatrixViewMut::from_slice(x, columns, rows));
    }
}

// ANCHOR: newton_schulz
/// The iteration on a matrix that is not higher than wide.
fn orthogonalize<T: Float>(mut x: Tensor<T>, [a, b, c]: [T; 3], steps: usize) -> Tensor<T> {
    let side = x.shape().last_dim();
    let mut next = Tensor::empty(x.shape());
    let [mut gram, mut r, mut q, mut work] = [(); 4].map(|()| Tensor::empty([side, side]));
    let interval = restart_interval(a.as_f64(), ROUNDOFF);
    for start in (0..steps).step_by(interval) {
        symmetric_product(x.as_matrix(), transposed(x.as_matrix()), gram.as_matrix_mut());
        let last = interval.min(steps - start);
        for step in 1..=last {
            symmetric_product(gram.as_matrix(), gram.as_matrix(), r.as_matrix_mut());
            add_lower_powers(&mut r, &gram, [a, b, c]);
            if step < last {
                symmetric_product(r.as_matrix(), gram.as_matrix(), work.as_matrix_mut());
                symmetric_product(work.as_matrix(), r.as_matrix(), gram.as_matrix_mut());
            }
            if step == 1 {
                swap(&mut q, &mut r);
            } else {
                symmetric_product(r.as_matrix(), q.as_matrix(), work.as_matrix_mut());
                swap(&mut q, &mut work);
            }
        }
        par_matmul(&q.as_matrix(), &x.as_matrix(), next.as_matrix_mut());
        swap(&mut x, &mut next);
    }
    x
}
// ANCHOR_END: newton_schulz

/// Makes of `A²` the factor `R = a·I + b·A + c·A²`.
fn add_lower_powers<T: Float>(square: &mut Tensor<T>, gram: &Tensor<T>, [a, b, c]: [T; 3]) {
    let polynomial = |[r]: [&mut [T]; 1], gram: &[T]| {
        r.iter_mut().zip(gram).for_each(|(r, gram)| *r = c * *r + b * *gram);
    };
    par_zip_chunks([square.as_mut_slice()], gram.as_slice(), ELEMENT_COST, &polynomial);
    let diagonal = square.as_mut_slice().iter_mut().step_by(gram.shape().last_dim() + 1);
    diagonal.for_each(|r| *r += a);
}

/// What `f32` rounds by, relative to a number, at most.
pub(super) const ROUNDOFF: f64 = f32::EPSILON as f64 / 2.0;

/// After how many steps the Gram matrix is computed anew: before an error of `roundoff`, multiplied by
/// `a²` in each step but the last, comes to 0.01,
///
/// ```text
/// 1 + ⌊ln(0.01/roundoff) / (2·ln |a|)⌋
/// ```
///
/// and never where `|a| ≤ 1`. In `f64` as often as in `f32`, for accuracy: with its own error of rounding,
/// after 13 steps, ten steps lose four more digits of a matrix with very small singular values.
pub(super) fn restart_interval(a: f64, roundoff: f64) -> usize {
    let steps = (0.01 / roundoff).ln() / (2.0 * a.abs().ln());
    if a.abs() > 1.0 { 1 + steps as usize } else { usize::MAX }
}
