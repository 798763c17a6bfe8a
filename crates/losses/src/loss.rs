//! What all losses have in common.

use crate::target::TargetError;
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{ELEMENT_COST, Float, par_reduce_column_chunks};

/// A loss: a number that says how wrong an answer is, and its gradient.
///
/// An implementation says what one sample's loss is; the batch's mean is the same for all:
/// `Σᵢ wᵢ·Lᵢ / Σᵢ wᵢ`, where all weights are 1 unless the loss says otherwise.
pub trait Loss<T: Float>: Sync {
    /// What an answer is held against.
    type Target: ?Sized + Sync;
    /// The loss's name.
    const NAME: &'static str;
    /// Whether [`weight`](Self::weight) is to be asked what the mean is divided by. Otherwise that
    /// is the number of samples.
    const IS_WEIGHTED: bool = false;

    /// Tells whether `target` fits a batch, and whether the loss's settings can be.
    ///
    /// # Errors
    /// [`TargetError`] says what does not fit.
    fn validate(
        &self,
        outputs: usize,
        samples: usize,
        target: &Self::Target,
    ) -> Result<(), TargetError>;

    /// The loss of one sample, whose outputs are `y`; `scale` times its gradient goes to `dy`.
    fn sample_loss(
        &self,
        y: &[T],
        target: &Self::Target,
        sample: usize,
        scale: T,
        dy: &mut [T],
    ) -> T;

    /// How much a sample counts in the batch's mean.
    fn sample_weight(&self, _target: &Self::Target, _sample: usize) -> T {
        T::one()
    }

    /// The batch's mean loss; its gradient goes to `dy` in the same pass. Where the weights add up
    /// to 0, as those of no samples do, both are 0.
    ///
    /// # Shapes
    /// `y`, `dy`: `outputs × samples`.
    ///
    /// # Panics
    /// If the targets do not fit ([`check`](Self::check) says how), or if `dy` has another shape.
    #[track_caller]
    fn value_and_gradient(
        &self,
        y: DMatrixView<'_, T>,
        target: &Self::Target,
        dy: DMatrixViewMut<'_, T>,
    ) -> T {
        let (outputs, samples) = y.shape();
        assert_eq!(dy.shape(), y.shape(), "{}: one gradient for each output", Self::NAME);
        if let Err(error) = self.validate(outputs, samples, target) {
            panic!("{error}");
        }
        let scale = T::of(safe_recip(total_weight(self, target, samples)));
        let block = |first: usize, mut dy: DMatrixViewMut<'_, T>| {
            let mut total = T::zero();
            for (i, mut dy) in dy.column_iter_mut().enumerate() {
                let sample = first + i;
                let y = y.column(sample);
                let (y, dy) = (y.as_slice(), dy.as_mut_slice());
                let weight = self.sample_weight(target, sample);
                total += weight * self.sample_loss(y, target, sample, weight * scale, dy);
            }
            total
        };
        par_reduce_column_chunks(dy, outputs * ELEMENT_COST, &block, |a, b| a + b) * scale
    }

    /// Each sample's own loss, times its weight if it has one; its gradient, undivided, goes to the
    /// sample's column of `dy`.
    ///
    /// # Panics
    /// As [`value_and_gradient`](Self::value_and_gradient), and if `losses` has not one place for
    /// each sample.
    #[track_caller]
    fn unreduced(
        &self,
        y: DMatrixView<'_, T>,
        target: &Self::Target,
        losses: &mut [T],
        mut dy: DMatrixViewMut<'_, T>,
    ) {
        let (outputs, samples) = y.shape();
        assert_eq!(dy.shape(), y.shape(), "{}: one gradient for each output", Self::NAME);
        assert_eq!(losses.len(), samples, "{}: one loss for each sample", Self::NAME);
        if let Err(error) = self.validate(outputs, samples, target) {
            panic!("{error}");
        }
        for (sample, (loss, mut dy)) in losses.iter_mut().zip(dy.column_iter_mut()).enumerate() {
            let y = y.column(sample);
            let (y, dy) = (y.as_slice(), dy.as_mut_slice());
            let weight = self.sample_weight(target, sample);
            *loss = weight * self.sample_loss(y, target, sample, weight, dy);
        }
    }
}

/// What the mean is divided by.
fn total_weight<T: Float, L: Loss<T> + ?Sized>(
    loss: &L,
    target: &L::Target,
    samples: usize,
) -> f64 {
    if !L::IS_WEIGHTED {
        return samples as f64;
    }
    (0..samples).map(|sample| loss.sample_weight(target, sample).as_f64()).sum()
}

/// `1/x`, and 0 for 0: the mean of nothing is taken as 0.
fn safe_recip(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { 1.0 / x }
}
