//! Softmax cross-entropy, on class indices.

use crate::cuda_loss::{CudaLoss, cuda_source};
use crate::loss::Loss;
use crate::target::{TargetError, check_classes};
use activations::shifted_exp;
use numeric::{Float, block_sum};

/// Softmax cross-entropy with class indices: of one sample with logits `y` and class `t`
/// `L = −ln pₜ` with `p = softmax(y)`, with the gradient `∂L/∂yᵢ = pᵢ − [i = t]`.
///
/// The target holds each sample's class index, counted from 0 (Keras calls it sparse).
///
/// ```
/// use losses::{CrossEntropy, Loss};
/// use numeric::matrix;
///
/// let (y, mut dy) = (matrix([[0.0], [0.0]]), matrix([[0.0], [0.0]]));
/// let loss = CrossEntropy.value_and_gradient(y.as_view(), &[1], dy.as_view_mut());
/// assert_eq!((loss, dy), (2f64.ln(), matrix([[0.5], [-0.5]])));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CrossEntropy;

// ANCHOR: cross_entropy
impl<T: Float> Loss<T> for CrossEntropy {
    type Target = [usize];
    const NAME: &'static str = "cross-entropy";

    fn targets_per_sample(_outputs: usize) -> usize {
        1
    }

    fn validate(
        &self,
        classes: usize,
        samples: usize,
        target: &[usize],
    ) -> Result<(), TargetError> {
        check_classes("cross-entropy", classes, samples, target)
    }

    #[inline]
    fn sample_loss(&self, y: &[T], target: &[usize], scale: T, dy: &mut [T]) -> T {
        let class = target[0];
        dy.copy_from_slice(y);
        let (max, total) = shifted_exp(dy);
        let scaled_inv_total = scale / total;
        for dy in dy.iter_mut() {
            *dy *= scaled_inv_total;
        }
        dy[class] -= scale;
        total.ln() - (y[class] - max)
    }
    // ANCHOR_END: cross_entropy

    fn losses_across(
        &self,
        y: &[T],
        target: &[usize],
        scales: &[T],
        losses: &mut [T],
        dy: &mut [T],
    ) {
        across(y, target, scales, losses, dy);
    }

    fn cuda<'a>(&'a self, target: &'a [usize]) -> Option<CudaLoss<'a, T>> {
        const SOURCE: &str = cuda_source!(include_str!("kernels/cross_entropy.cu"));
        Some(CudaLoss::of_classes(SOURCE, target, [0.0; 4]))
    }
}

/// Each step of [`Loss::sample_loss`] for all samples before the next one.
fn across<T: Float>(y: &[T], target: &[usize], scales: &[T], losses: &mut [T], dy: &mut [T]) {
    let samples = target.len();
    if samples == 0 {
        return;
    }
    let (mut max, mut totals) = (y[..samples].to_vec(), vec![T::zero(); samples]);
    for row in y.chunks_exact(samples) {
        for (max, y) in max.iter_mut().zip(row) {
            *max = if *y > *max { *y } else { *max };
        }
    }
    block_sum(y.len() / samples, &mut totals, &mut |classes, totals| {
        let block = classes.start * samples..classes.end * samples;
        let (dy, y) = (&mut dy[block.clone()], &y[block]);
        for (dy, y) in dy.chunks_exact_mut(samples).zip(y.chunks_exact(samples)) {
            for (((dy, y), max), total) in dy.iter_mut().zip(y).zip(&max).zip(&mut *totals) {
                *dy = (*y - *max).fast_exp();
                *total += *dy;
            }
        }
    });
    for dy in dy.chunks_exact_mut(samples) {
        for ((dy, scale), total) in dy.iter_mut().zip(scales).zip(&totals) {
            *dy *= *scale / *total;
        }
    }
    for (j, (loss, class)) in losses.iter_mut().zip(target).enumerate() {
        let i = class * samples + j;
        dy[i] -= scales[j];
        *loss = totals[j].ln() - (y[i] - max[j]);
    }
}
