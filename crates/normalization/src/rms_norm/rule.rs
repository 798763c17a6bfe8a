//! Forward and backward pass, on slices.

use crate::sums::reduce_samples;
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, dot, par_column_chunks, sum_map};

/// The cost of one element, in multiply-adds.
const COST: usize = 12;

// ANCHOR: forward
/// Root mean square normalization of each sample: `y = w·x/ρ` with `ρ = √(mean(x²) + ε)`.
///
/// # Shapes
/// `x`, `y`: `features × samples`, `w`: `features`.
///
/// ```
/// use normalization::rms_norm::rule::rms_norm;
///
/// let (x, mut y) = (tensor::Tensor::new([1, 2], vec![2.0, -2.0]), tensor::Tensor::zeros([1, 2]));
/// rms_norm(x.as_matrix(), &[1.0, 3.0], 0.0, y.as_matrix_mut());
/// assert_eq!(y.as_slice(), [1.0, -3.0]);
/// ```
pub fn rms_norm<T: Float>(x: DMatrixView<'_, T>, w: &[T], epsilon: f64, y: DMatrixViewMut<'_, T>) {
    par_column_chunks(y, COST * w.len(), &|start, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let x = x.column(start + i);
            let (x, inv_rms) = (x.as_slice(), inv_rms(x.as_slice(), epsilon));
            for ((y, x), w) in y.as_mut_slice().iter_mut().zip(x).zip(w) {
                *y = *x * inv_rms * *w;
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
/// The gradient with respect to the input, written to `dx`, and that with respect to the weight,
/// returned.
///
/// With `g = dy·w`, `x̂ = x/ρ` and the mean over a sample's features,
/// `∂x = (g − x̂·mean(g·x̂))/ρ`; over the samples, `∂w = Σ dy·x̂`.
///
/// ```
/// use normalization::rms_norm::rule::rms_norm_gradients;
///
/// let [x, dy] = [[2.0, -2.0], [4.0, 0.0]].map(|x| tensor::Tensor::new([1, 2], x.to_vec()));
/// let mut dx = tensor::Tensor::zeros([1, 2]);
/// let dw = rms_norm_gradients(
///     x.as_matrix(), &[1.0, 1.0], 0.0, dy.as_matrix(), dx.as_matrix_mut());
/// assert_eq!((dw, dx.as_slice()), (vec![4.0, 0.0], &[1.0, 1.0][..]));
/// ```
pub fn rms_norm_gradients<T: Float>(
    x: DMatrixView<'_, T>,
    w: &[T],
    epsilon: f64,
    dy: DMatrixView<'_, T>,
    dx: DMatrixViewMut<'_, T>,
) -> Vec<T> {
    let sample = |i: usize, dx: &mut [T], [dw]: [&mut [T]; 1]| {
        let (x, dy) = (x.column(i), dy.column(i));
        let (x, dy) = (x.as_slice(), dy.as_slice());
        let inv_rms = inv_rms(x, epsilon);
        let sum_g_xhat =
            sum_map([x, w, dy], [inv_rms], &|[x, w, dy], [inv_rms]| dy * w * (x * inv_rms));
        let mean_g_xhat = sum_g_xhat / T::of(x.len() as f64);
        for ((((x, w), dy), dx), dw) in x.iter().zip(w).zip(dy).zip(dx).zip(dw) {
            let xhat = *x * inv_rms;
            *dx = (*dy * *w - xhat * mean_g_xhat) * inv_rms;
            *dw += *dy * xhat;
        }
    };
    let [dw] = reduce_samples(dx, 2 * COST * w.len(), w.len(), &sample);
    dw
}
// ANCHOR_END: gradients
