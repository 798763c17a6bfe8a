//! The trait of all losses.

use crate::cuda_loss::CudaLoss;
use crate::one_by_one::one_by_one;
use crate::recip::safe_recip;
use crate::target::{TargetError, TargetSlice, check_target_count};
use nalgebra::{DMatrixView, DMatrixViewMut};
use numeric::{ELEMENT_COST, Float, block_sum, par_reduce_column_chunks};

/// A loss function, and its gradient with respect to the outputs.
///
/// An implementation defines the loss of one sample; the batch's weighted mean is the same for all:
/// `Σᵢ wᵢ·Lᵢ / Σᵢ vᵢ`, where all weights `w` are 1 unless the loss defines others, and `v` is `w` in
/// nearly all losses.
///
/// ```
/// use losses::Loss;
/// use numeric::matrix;
///
/// /// The sum of the outputs, whatever the targets.
/// struct Sum;
/// impl Loss<f64> for Sum {
///     type Target = [f64];
///     const NAME: &'static str = "sum";
///     fn sample_loss(&self, y: &[f64], _target: &[f64], scale: f64, dy: &mut [f64]) -> f64 {
///         dy.fill(scale);
///         y.iter().sum()
///     }
/// }
/// let mut dy = matrix([[0.0, 0.0]]);
/// let mean = Sum.value_and_gradient(matrix([[1.0, 5.0]]).as_view(), &[0.0; 2], dy.as_view_mut());
/// assert_eq!((mean, dy), (3.0, matrix([[0.5, 0.5]])));
/// ```
pub trait Loss<T: Float>: Sync {
    /// The targets: values `[T]`, or class indices `[usize]`.
    type Target: TargetSlice + ?Sized;
    /// The loss's name.
    const NAME: &'static str;
    /// Whether the mean is divided by the sum of [`sample_divisor`](Self::sample_divisor). Otherwise
    /// by the number of samples.
    const IS_WEIGHTED: bool = false;

    /// The number of targets of one sample: by default one for each output.
    ///
    /// ```
    /// use losses::{CrossEntropy, Loss, MeanSquaredError};
    ///
    /// assert_eq!(<MeanSquaredError as Loss<f32>>::targets_per_sample(10), 10);
    /// assert_eq!(<CrossEntropy as Loss<f32>>::targets_per_sample(10), 1);
    /// ```
    fn targets_per_sample(outputs: usize) -> usize {
        outputs
    }

    /// Checks that `target` fits a batch, and that the loss's parameters are valid.
    ///
    /// # Errors
    /// [`TargetError`] tells what does not fit.
    ///
    /// ```
    /// use losses::{CrossEntropy, Loss};
    ///
    /// assert!(Loss::<f32>::validate(&CrossEntropy, 3, 2, &[0, 2]).is_ok());
    /// assert!(Loss::<f32>::validate(&CrossEntropy, 3, 2, &[0, 3]).is_err());
    /// ```
    fn validate(
        &self,
        outputs: usize,
        samples: usize,
        target: &Self::Target,
    ) -> Result<(), TargetError> {
        let expected = samples * Self::targets_per_sample(outputs);
        check_target_count(Self::NAME, outputs, samples, target.count(), expected)
    }

    /// The loss of one sample with the outputs `y` and its own targets `target`; `scale` times its
    /// gradient goes to `dy`.
    ///
    /// ```
    /// use losses::{Loss, MeanSquaredError};
    ///
    /// let mut dy = [0.0];
    /// assert_eq!(MeanSquaredError.sample_loss(&[3.0], &[1.0], 10.0, &mut dy), 4.0);
    /// assert_eq!(dy, [40.0]);
    /// ```
    fn sample_loss(&self, y: &[T], target: &Self::Target, scale: T, dy: &mut [T]) -> T;

    /// The same for a GPU, if the loss is to run there.
    ///
    /// ```
    /// use losses::{CrossEntropy, Loss};
    ///
    /// let cuda = Loss::<f32>::cuda(&CrossEntropy, &[2, 0]).unwrap();
    /// assert!(cuda.source.contains("T sample_loss(const Sample& s)"));
    /// ```
    fn cuda<'a>(&'a self, _target: &'a Self::Target) -> Option<CudaLoss<'a, T>> {
        None
    }

    /// The losses of several samples whose outputs lie across memory: `y` and `dy` hold output 0 of
    /// all samples, then output 1, and so on. A loss whose loops over the samples are faster than
    /// [`sample_loss`](Self::sample_loss) of one after the other, as where classes are few, has its
    /// own.
    ///
    /// ```
    /// use losses::{CrossEntropy, Loss};
    ///
    /// let (y, mut losses, mut dy) = ([0.0, 0.0, 0.0, 0.0], [0.0; 2], [0.0; 4]);
    /// CrossEntropy.losses_across(&y, &[0, 1], &[1.0, 2.0], &mut losses, &mut dy);
    /// assert_eq!((losses, dy), ([2f64.ln(); 2], [-0.5, 1.0, 0.5, -1.0]));
    /// ```
    fn losses_across(
        &self,
        y: &[T],
        target: &Self::Target,
        scales: &[T],
        losses: &mut [T],
        dy: &mut [T],
    ) {
        let targets = Self::targets_per_sample(y.len() / losses.len().max(1));
        one_by_one(y, scales, losses, dy, |sample, y, scale, dy| {
            self.sample_loss(y, target.of_sample(sample, targets), scale, dy)
        });
    }

    /// The weight, in the batch's mean, of the sample with the index `sample` and the targets
    /// `target`.
    ///
    /// ```
    /// use losses::{CrossEntropy, Loss, SampleWeighted};
    ///
    /// let loss = SampleWeighted { loss: CrossEntropy, weights: &[0.5, 2.0] };
    /// assert_eq!(loss.sample_weight(&[0], 1), 2.0);
    /// ```
    fn sample_weight(&self, _target: &Self::Target, _sample: usize) -> T {
        T::one()
    }

    /// What the sample adds to the divisor of the batch's mean: its weight.
    ///
    /// ```
    /// use losses::{ClassWeighted, LabelSmoothing, Loss};
    ///
    /// // The loss itself has the weights of all classes, the divisor that of the sample's class.
    /// let loss = ClassWeighted { loss: LabelSmoothing::default(), weights: vec![2.0, 3.0] };
    /// assert_eq!((loss.sample_weight(&[1], 0), loss.sample_divisor(&[1], 0)), (1.0, 3.0));
    /// ```
    fn sample_divisor(&self, target: &Self::Target, sample: usize) -> T {
        self.sample_weight(target, sample)
    }

    /// The divisor of the batch's mean, `Σᵢ vᵢ`: the number of samples, unless the loss has weights.
    /// The mean over several batches is the sum of `mean·divisor` over the sum of `divisor`.
    ///
    /// ```
    /// use losses::{CrossEntropy, IgnoreIndex, Loss};
    ///
    /// let ignoring = IgnoreIndex { loss: CrossEntropy, index: 9 };
    /// assert_eq!(Loss::<f32>::divisor(&ignoring, 2, 3, &[0, 9, 1]), 2.0);
    /// ```
    fn divisor(&self, outputs: usize, samples: usize, target: &Self::Target) -> f64 {
        if !Self::IS_WEIGHTED {
            return samples as f64;
        }
        let n = Self::targets_per_sample(outputs);
        let divisor = |i| self.sample_divisor(target.of_sample(i, n), i).as_f64();
        (0..samples).map(divisor).sum()
    }

    /// The batch's mean loss; its gradient with respect to the outputs goes to `dy` in the same
    /// pass. Where the divisor is 0, as with weights that add up to 0 or with no samples, both are
    /// 0.
    ///
    /// # Shapes
    /// `y`, `dy`: `outputs × samples`.
    ///
    /// # Panics
    /// If the targets do not fit ([`validate`](Self::validate) tells how), or if `dy` has another
    /// shape.
    ///
    /// ```
    /// use losses::{Loss, MeanSquaredError};
    /// use numeric::matrix;
    ///
    /// let (y, mut dy) = (matrix([[1.0, 3.0]]), matrix([[0.0, 0.0]]));
    /// let mean = MeanSquaredError.value_and_gradient(y.as_view(), &[0.0, 0.0], dy.as_view_mut());
    /// assert_eq!((mean, dy), (5.0, matrix([[1.0, 3.0]])));
    /// ```
    #[track_caller]
    fn value_and_gradient(
        &self,
        y: DMatrixView<'_, T>,
        target: &Self::Target,
        dy: DMatrixViewMut<'_, T>,
    ) -> T {
        let (outputs, samples) = y.shape();
        check_batch(self, y.shape(), target, dy.shape());
        let scale = T::of(safe_recip(self.divisor(outputs, samples, target)));
        let chunk = |start: usize, mut dy: DMatrixViewMut<'_, T>| {
            let mut total = [T::zero()];
            block_sum(dy.ncols(), &mut total, &mut |block, total| {
                let (first, len) = (start + block.start, block.len());
                let (y, dy) = (y.columns(first, len), dy.columns_mut(block.start, len));
                total[0] = block_loss(self, y, target, first, scale, dy);
            });
            total[0]
        };
        par_reduce_column_chunks(dy, outputs * ELEMENT_COST, &chunk, |a, b| a + b) * scale
    }

    /// Each sample's own loss, times its weight if it has one (PyTorch's `reduction="none"`); its
    /// gradient, undivided, goes to the sample's column of `dy`.
    ///
    /// # Panics
    /// As [`value_and_gradient`](Self::value_and_gradient), and if `losses` has not one element for
    /// each sample.
    ///
    /// ```
    /// use losses::{Loss, MeanSquaredError};
    /// use numeric::matrix;
    ///
    /// let (y, mut losses, mut dy) = (matrix([[1.0, 3.0]]), [0.0; 2], matrix([[0.0, 0.0]]));
    /// MeanSquaredError.unreduced(y.as_view(), &[0.0, 0.0], &mut losses, dy.as_view_mut());
    /// assert_eq!((losses, dy), ([1.0, 9.0], matrix([[2.0, 6.0]])));
    /// ```
    #[track_caller]
    fn unreduced(
        &self,
        y: DMatrixView<'_, T>,
        target: &Self::Target,
        losses: &mut [T],
        mut dy: DMatrixViewMut<'_, T>,
    ) {
        let (outputs, samples) = y.shape();
        check_batch(self, y.shape(), target, dy.shape());
        assert!(
            losses.len() == samples,
            "{}: y ({outputs}, {samples}) and losses ({}) do not fit: \
             they must be (outputs, samples) and (samples)",
            Self::NAME,
            losses.len()
        );
        let targets = Self::targets_per_sample(outputs);
        for (sample, (loss, mut dy)) in losses.iter_mut().zip(dy.column_iter_mut()).enumerate() {
            let y = y.column(sample);
            let (y, dy) = (y.as_slice(), dy.as_mut_slice());
            let target = target.of_sample(sample, targets);
            let weight = self.sample_weight(target, sample);
            *loss = weight * self.sample_loss(y, target, weight, dy);
        }
    }
}

/// The sum of the weighted losses of a block of samples, the first of which has the index `first` in
/// the batch.
#[inline(never)]
fn block_loss<T: Float, L: Loss<T> + ?Sized>(
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
fn check_batch<T: Float, L: Loss<T> + ?Sized>(
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
