//! Forward and back, on slices.

use crate::sums::{add, sum};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, dot, par_column_chunks, par_reduce_column_chunks};

/// What one number costs, in multiply-adds.
const WORK: usize = 12;

// ANCHOR: forward
/// `y = w·x/ρ` with the root mean square `ρ = √(mean(x²) + ε)` of each sample.
///
/// # Shapes
/// `x`, `y`: `features × samples`, `w`: `features`.
pub fn rms_norm<T: Float>(x: DMatrixView<'_, T>, w: &[T], epsilon: f64, y: DMatrixViewMut<'_, T>) {
    par_column_chunks(y, WORK * w.len(), &|first, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let x = x.column(first + i);
            let (x, r) = (x.as_slice(), inv_rms(x.as_slice(), epsilon));
            for ((y, x), w) in y.as_mut_slice().iter_mut().zip(x).zip(w) {
                *y = *x * r * *w;
            }
        }
    });
}

/// `1/ρ` of one sample.
#[inline(always)]
fn inv_rms<T: Float>(x: &[T], epsilon: f64) -> T {
    T::one() / (dot(x, x) / T::of(x.len() as f64) + T::of(epsilon)).sqrt()
}
// ANCHOR_END: forward

// ANCHOR: gradients
/// How the loss changes with the input, to `dx`, and with the weight, which is returned.
///
/// With `g = dy·w`, `x̂ = x/ρ` and the mean over a sample's features,
/// `∂x = (g − x̂·mean(g·x̂))/ρ`; over the samples, `∂w = Σ dy·x̂`.
pub fn rms_norm_gradients<T: Float>(
    x: DMatrixView<'_, T>,
    w: &[T],
    epsilon: f64,
    dy: DMatrixView<'_, T>,
    dx: DMatrixViewMut<'_, T>,
) -> Vec<T> {
    let block = |first: usize, mut dx: DMatrixViewMut<'_, T>| {
        let mut dw = vec![T::zero(); w.len()];
        for (i, mut dx) in dx.column_iter_mut().enumerate() {
            let (x, dy) = (x.column(first + i), dy.column(first + i));
            sample(x.as_slice(), w, epsilon, dy.as_slice(), dx.as_mut_slice(), &mut dw);
        }
        dw
    };
    par_reduce_column_chunks(dx, 2 * WORK * w.len(), &block, add)
}

/// One sample.
fn sample<T: Float>(x: &[T], w: &[T], epsilon: f64, dy: &[T], dx: &mut [T], dw: &mut [T]) {
    let r = inv_rms(x, epsilon);
    let gx = sum([x, w, dy], [r], &|[x, w, dy], [r]| dy * w * (x * r));
    let gx = gx / T::of(x.len() as f64);
    for ((((x, w), dy), dx), dw) in x.iter().zip(w).zip(dy).zip(dx).zip(dw) {
        let normalized = *x * r;
        *dx = (*dy * *w - normalized * gx) * r;
        *dw += *dy * normalized;
    }
}
// ANCHOR_END: gradients
