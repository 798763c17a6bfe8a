//! Forward and backward pass, on slices.

use crate::lane_sums::lane_sums;
use crate::sums::{mean_inv_std, reduce_samples};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::lanes::{LANES, Lanes};
use numeric::{Float, par_reduce_column_chunks};

/// The cost of one element in the forward pass, in multiply-adds of a matrix product; the backward
/// pass costs twice as much. It is a third of a nanosecond, nearly all for the sums.
const COST: usize = 64;

// ANCHOR: forward
/// Layer normalization of each sample: `y = w·(x − μ)/σ + b`, with mean `μ` and
/// `σ = √(variance + ε)`. Returns each sample's `μ` and `1/σ`.
///
/// # Shapes
/// `x`, `y`: `features × samples`, `w`, `b`: `features`.
///
/// ```
/// use normalization::layer_norm::rule::layer_norm;
///
/// let (x, mut y) = (tensor::Tensor::new([1, 2], vec![1.0, 5.0]), tensor::Tensor::zeros([1, 2]));
/// let moments = layer_norm(x.as_matrix(), [&[1.0, 1.0], &[0.0, 7.0]], 0.0, y.as_matrix_mut());
/// assert_eq!((y.as_slice(), &moments[..]), (&[-1.0, 8.0][..], &[[3.0, 0.5]][..]));
/// ```
pub fn layer_norm<T: Float>(
    x: DMatrixView<'_, T>,
    [w, b]: [&[T]; 2],
    epsilon: f64,
    y: DMatrixViewMut<'_, T>,
) -> Vec<[T; 2]> {
    let chunk = |start: usize, mut y: DMatrixViewMut<'_, T>| {
        let samples = y.column_iter_mut().enumerate().map(|(i, mut y)| {
            let x = x.column(start + i);
            let [mean, inv_std] = mean_inv_std(x.as_slice(), epsilon);
            let elements = y.as_mut_slice().iter_mut().zip(x.as_slice());
            for (((y, x), w), b) in elements.zip(w).zip(b) {
                *y = (*x - mean) * inv_std * *w + *b;
            }
            [mean, inv_std]
        });
        samples.collect()
    };
    par_reduce_column_chunks(y, COST * w.len(), &chunk, |a: Vec<_>, b| [a, b].concat())
}
// ANCHOR_END: forward

// ANCHOR: gradients
/// The gradient with respect to the input, written to `dx`, and those with respect to weight and
/// bias, returned.
///
/// With `g = dy·w` and the means over a sample's features, `∂x = (g − mean(g) − x̂·mean(g·x̂))/σ`;
/// over the samples, `∂w = Σ dy·x̂` and `∂b = Σ dy`. `moments` is what [`layer_norm`] returned: two
/// values for each sample, little to save and half of the sums to compute once more.
///
/// ```
/// use normalization::layer_norm::rule::layer_norm_gradients;
///
/// let [x, dy] = [[1.0, 5.0], [1.0, 3.0]].map(|x| tensor::Tensor::new([1, 2], x.to_vec()));
/// let mut dx = tensor::Tensor::zeros([1, 2]);
/// let (moments, w) = ([[3.0, 0.5]], [1.0, 1.0]);
/// let [dw, db] = layer_norm_gradients(
///     x.as_matrix(), &w, &moments, dy.as_matrix(), dx.as_matrix_mut());
/// assert_eq!((dw, db), (vec![-1.0, 3.0], vec![1.0, 3.0]));
/// assert_eq!(dx.as_slice(), [0.0, 0.0]);           // two elements have nothing but mean and scale
/// ```
pub fn layer_norm_gradients<T: Float>(
    x: DMatrixView<'_, T>,
    w: &[T],
    moments: &[[T; 2]],
    dy: DMatrixView<'_, T>,
    dx: DMatrixViewMut<'_, T>,
) -> [Vec<T>; 2] {
    // ANCHOR: sample
    let sample = |i: usize, dx: &mut [T], [dw, db]: [&mut [T]; 2]| {
        let (x, dy, [mean, inv_std]) = (x.column(i), dy.column(i), moments[i]);
        let (x, dy) = (x.as_slice(), dy.as_slice());
        let sums = lane_sums([x, w, dy], [T::zero(); 3], |[x, w, dy]| {
            let g = dy * w;
            [g, g * (x - Lanes([mean; LANES]))]
        });
        let inv_n = 1.0 / x.len() as f64;
        let (mean_g, mean_g_xhat) = (T::of(sums[0] * inv_n), T::of(sums[1] * inv_n) * inv_std);
        let inputs = x.iter().zip(w).zip(dy);
        for (((((x, w), dy), dx), dw), db) in inputs.zip(dx).zip(dw).zip(db) {
            let xhat = (*x - mean) * inv_std;
            *dx = (*dy * *w - mean_g - xhat * mean_g_xhat) * inv_std;
            *dw += *dy * xhat;
            *db += *dy;
        }
    };
    // ANCHOR_END: sample
    reduce_samples(dx, 2 * COST * w.len(), w.len(), &sample)
}
// ANCHOR_END: gradients
