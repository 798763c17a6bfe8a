//! A batch: its checks, and the sum of a block of its samples.

use crate::loss::Loss;
use crate::target::TargetSlice;
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::Float;

/// The sum of the weighted losses of a block of samples, the first of which has the index `first` in
/// the batch.
#[inline(never)]
pub(crate) fn block_loss<T: Float, L: Loss<T> + ?Sized>(
    loss: &L,
    y: DMatrixView<'_, T>,
    target: &L::Target,
    first: usize,
    scale: T,
    mut dy: DMatrixViewMut<'_, T>,
) -> T {
    let targets = L::targets_per_sample(y.nrows());
    let mut sum = T::zero();
    for (i, (y, mut dy)) in y.column_iter().zip(dy.column_iter_mut()).enumerate() {
        let sample = first + i;
        let (y, dy) = (y.as_slice(), dy.as_mut_slice());
        let target = target.of_sample(sample, targets);
        let weight = loss.sample_weight(target, sample);
        sum += weight * loss.sample_loss(y, target, weight * scale, dy);
    }
    sum
}

/// # Panics
/// At the caller's line, if the gradient or the targets do not fit the outputs.
#[track_caller]
pub(crate) fn check_batch<T: Float, L: Loss<T> + ?Sized>(
    loss: &L,
    y: (usize, usize),
    target: &L::Target,
    dy: (usize, usize),
) {
    assert!(
        y == dy,
        "{}: y {y:?} and dy {dy:?} do not fit: they must have the same shape",
        L::NAME
    );
    if let Err(error) = loss.validate(y.0, y.1, target) {
        panic!("{error}");
    }
}

/// `1/x`, and 0 for 0: the mean of nothing is taken as 0.
pub(crate) fn safe_recip(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { 1.0 / x }
}
