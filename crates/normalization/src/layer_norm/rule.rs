//! Forward and back, on slices.

use crate::sums::{add_pair, mean_var, sum};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, par_reduce_column_chunks};

/// What one number costs forward, in the time of multiply-adds of a matrix product; back costs twice
/// as much. It is a third of a nanosecond, nearly all for the sums.
const WORK: usize = 64;

// ANCHOR: forward
/// `y = w·(x − μ)/σ + b`, with mean `μ` and `σ = √(variance + ε)` of each sample. Returns each sample's
/// `μ` and `1/σ`.
///
/// # Shapes
/// `x`, `y`: `features × samples`, `w`, `b`: `features`.
pub fn layer_norm<T: Float>(
    x: DMatrixView<'_, T>,
    [w, b]: [&[T]; 2],
    epsilon: f64,
    y: DMatrixViewMut<'_, T>,
) -> Vec<[T; 2]> {
    let block = |first: usize, mut y: DMatrixViewMut<'_, T>| {
        let samples = y.column_iter_mut().enumerate().map(|(i, mut y)| {
            let x = x.column(first + i);
            normalize(x.as_slice(), [w, b], T::of(epsilon), y.as_mut_slice())
        });
        samples.collect()
    };
    par_reduce_column_chunks(y, WORK * w.len(), &block, |a: Vec<_>, b| [a, b].concat())
}

/// One sample: its `μ` and `1/σ`.
fn normalize<T: Float>(x: &[T], [w, b]: [&[T]; 2], epsilon: T, y: &mut [T]) -> [T; 2] {
    let (mean, variance) = mean_var(x);
    let r = T::one() / (variance + epsilon).sqrt();
    for (((y, x), w), b) in y.iter_mut().zip(x).zip(w).zip(b) {
        *y = (*x - mean) * r * *w + *b;
    }
    [mean, r]
}
// ANCHOR_END: forward

// ANCHOR: gradients
/// How the loss changes with the input, to `dx`, and with weight and bias, which are returned.
///
/// With `g = dy·w` and the means over a sample's features, `∂x = (g − mean(g) − x̂·mean(g·x̂))/σ`;
/// over the samples, `∂w = Σ dy·x̂` and `∂b = Σ dy`. `moments` is what [`layer_norm`] returned: two
/// numbers for each sample, little to keep and half of the sums to compute once more.
pub fn layer_norm_gradients<T: Float>(
    x: DMatrixView<'_, T>,
    w: &[T],
    moments: &[[T; 2]],
    dy: DMatrixView<'_, T>,
    dx: DMatrixViewMut<'_, T>,
) -> [Vec<T>; 2] {
    let block = |first: usize, mut dx: DMatrixViewMut<'_, T>| {
        let [mut dw, mut db] = [(); 2].map(|()| vec![T::zero(); w.len()]);
        for (i, mut dx) in dx.column_iter_mut().enumerate() {
            let (x, dy) = (x.column(first + i), dy.column(first + i));
            let (x, dy, moments) = (x.as_slice(), dy.as_slice(), moments[first + i]);
            sample(x, w, moments, dy, dx.as_mut_slice(), [&mut dw, &mut db]);
        }
        [dw, db]
    };
    par_reduce_column_chunks(dx, 2 * WORK * w.len(), &block, add_pair)
}

/// One sample.
fn sample<T: Float>(
    x: &[T],
    w: &[T],
    [mean, r]: [T; 2],
    dy: &[T],
    dx: &mut [T],
    [dw, db]: [&mut [T]; 2],
) {
    let share = T::one() / T::of(x.len() as f64);
    let g = sum([w, dy], [], &|[w, dy], []| dy * w);
    let gx = sum([x, w, dy], [mean, r], &|[x, w, dy], [mean, r]| dy * w * ((x - mean) * r));
    let (g, gx) = (g * share, gx * share);
    let inputs = x.iter().zip(w).zip(dy);
    for (((((x, w), dy), dx), dw), db) in inputs.zip(dx).zip(dw).zip(db) {
        let normalized = (*x - mean) * r;
        *dx = (*dy * *w - g - normalized * gx) * r;
        *dw += *dy * normalized;
        *db += *dy;
    }
}
// ANCHOR_END: gradients
