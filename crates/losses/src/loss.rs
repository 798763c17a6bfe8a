//! What all losses have in common.

use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{Float, reduce_column_blocks};

/// Targets that do not belong to the answers they are held against.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// There are more or fewer targets than the answers ask for.
    #[error(
        "{loss}: {found} targets for {samples} samples of {outputs} outputs: expected {expected}"
    )]
    Count {
        /// The loss.
        loss: &'static str,
        /// The number of targets given.
        found: usize,
        /// The number of targets needed.
        expected: usize,
        /// The samples of the batch.
        samples: usize,
        /// The numbers in each sample's answer.
        outputs: usize,
    },
    /// A class that the answers have no place for.
    #[error(
        "{loss}: sample {sample} has class {class}, but the logits know only the classes below {classes}"
    )]
    Class {
        /// The loss.
        loss: &'static str,
        /// The sample's number in the batch.
        sample: usize,
        /// Its class.
        class: usize,
        /// The number of classes.
        classes: usize,
    },
}

/// A loss: a number that says how wrong an answer is, and its gradient.
///
/// An implementation says what one sample's loss is; the batch's mean is the same for all.
pub trait Loss<T: Float>: Sync {
    /// What an answer is held against.
    type Target: ?Sized + Sync;
    /// The loss's name.
    const NAME: &'static str;

    /// Tells whether `target` fits a batch.
    ///
    /// # Errors
    /// [`TargetError`] says what does not fit.
    fn check(
        &self,
        outputs: usize,
        samples: usize,
        target: &Self::Target,
    ) -> Result<(), TargetError>;

    /// The loss of one sample, whose outputs are `y`; `scale` times its gradient goes to `dy`.
    fn sample(&self, y: &[T], target: &Self::Target, sample: usize, scale: T, dy: &mut [T]) -> T;

    /// The batch's mean loss; its gradient goes to `dy` in the same pass.
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
        if let Err(error) = self.check(outputs, samples, target) {
            panic!("{error}");
        }
        let scale = T::of(1.0 / samples as f64);
        let block = |first: usize, mut dy: DMatrixViewMut<'_, T>| {
            let mut total = T::zero();
            for (i, mut dy) in dy.column_iter_mut().enumerate() {
                let sample = first + i;
                let y = y.column(sample);
                total += self.sample(y.as_slice(), target, sample, scale, dy.as_mut_slice());
            }
            total
        };
        reduce_column_blocks(dy, outputs * WORK, &block, |a, b| a + b) * scale
    }

    /// Each sample's own loss; its gradient, undivided, goes to the sample's column of `dy`.
    ///
    /// # Panics
    /// As [`value_and_gradient`](Self::value_and_gradient), and if `losses` has not one place for
    /// each sample.
    #[track_caller]
    fn per_sample(
        &self,
        y: DMatrixView<'_, T>,
        target: &Self::Target,
        losses: &mut [T],
        mut dy: DMatrixViewMut<'_, T>,
    ) {
        let (outputs, samples) = y.shape();
        assert_eq!(dy.shape(), y.shape(), "{}: one gradient for each output", Self::NAME);
        assert_eq!(losses.len(), samples, "{}: one loss for each sample", Self::NAME);
        if let Err(error) = self.check(outputs, samples, target) {
            panic!("{error}");
        }
        for (sample, (loss, mut dy)) in losses.iter_mut().zip(dy.column_iter_mut()).enumerate() {
            let y = y.column(sample);
            *loss = self.sample(y.as_slice(), target, sample, T::one(), dy.as_mut_slice());
        }
    }
}

/// What one output costs, in multiply-adds: about an exponential.
const WORK: usize = 16;

/// Tells whether there is one target for each output of each sample.
pub(crate) fn one_target_per_output(
    loss: &'static str,
    outputs: usize,
    samples: usize,
    found: usize,
) -> Result<(), TargetError> {
    let expected = outputs * samples;
    if found == expected {
        return Ok(());
    }
    Err(TargetError::Count { loss, found, expected, samples, outputs })
}
