//! Data sets that give batches of tensors.

use crate::LabelledImages;
use numeric::{Float, prefetched};
use tensor::Tensor;

/// A batch of samples: inputs and targets.
///
/// ```
/// use data::{Batch, Dataset};
///
/// let Batch { inputs, targets } = Dataset::<f32>::get_batch(&data::digits().train, &[7, 3]);
/// assert_eq!((inputs.shape().dims(), targets.len()), (&[2, 8, 8][..], 2));
/// ```
#[derive(Clone, Debug)]
pub struct Batch<T: Float, Y> {
    /// The inputs: `[n, …]`.
    pub inputs: Tensor<T>,
    /// The targets, with which the outputs are compared.
    pub targets: Y,
}

/// A data set that gives batches of samples.
pub trait Dataset<T: Float>: Sync {
    /// The type of a batch's targets, such as class indices.
    type Targets;

    /// The number of samples.
    fn len(&self) -> usize;

    /// Whether there are no samples.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The batch of the samples with these indices, in this order.
    ///
    /// # Panics
    /// If there is no sample of one of the indices, at the caller's line: an implementation begins
    /// with [`check_indices`].
    ///
    /// ```
    /// use data::{Batch, Dataset};
    ///
    /// let batch: Batch<f64, _> = data::diabetes().get_batch(&[1, 0]);
    /// assert_eq!(batch.targets, [75.0, 151.0]);
    /// ```
    #[track_caller]
    fn get_batch(&self, indices: &[u32]) -> Batch<T, Self::Targets>;

    /// The weights of the samples with these indices in the mean of a loss; `None` if all weigh the
    /// same, as they do by default. [`Weighted`](crate::Weighted) gives weights to any data set.
    ///
    /// ```
    /// use data::Dataset;
    ///
    /// assert_eq!(Dataset::<f32>::sample_weights(&data::digits().train, &[0, 1]), None);
    /// ```
    fn sample_weights(&self, indices: &[u32]) -> Option<Vec<T>> {
        let _ = indices;
        None
    }
}

/// Checks that a data set of `len` samples has one of each of these indices.
///
/// # Panics
/// If it does not, at the caller's line.
///
/// ```
/// data::check_indices(&[0, 441], 442);
/// assert!(std::panic::catch_unwind(|| data::check_indices(&[0, 442], 442)).is_err());
/// ```
#[track_caller]
pub fn check_indices(indices: &[u32], len: usize) {
    if let Some(index) = indices.iter().find(|&&index| index as usize >= len) {
        panic!("there is no sample of index {index}: the data set has {len} samples");
    }
}

/// Batches of images, with pixels from 0 (black) to 1 (white): `[n, height, width]` for greyscale
/// images, else `[n, channels, height, width]`.
///
/// ```
/// use data::Dataset;
///
/// let digits = data::digits().train;
/// let batch = Dataset::<f32>::get_batch(&digits, &[0, 1]);
/// assert_eq!(batch.inputs.shape().dims(), [2, 8, 8]);
/// assert_eq!(batch.targets, [1, 2]);
/// ```
impl<T: Float> Dataset<T> for LabelledImages {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        self.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<usize>> {
        check_indices(indices, self.len());
        let format = self.format();
        let scale = T::of(1.0 / f64::from(format.max_value));
        let mut inputs = Tensor::empty(format.batch_shape(indices.len()));
        let images = inputs.as_mut_slice().chunks_exact_mut(format.pixels());
        let sources = prefetched(indices.iter().map(|&index| self.image(index as usize)));
        for (dst, src) in images.zip(sources) {
            for (dst, src) in dst.iter_mut().zip(src) {
                *dst = T::of(f64::from(*src)) * scale;
            }
        }
        let targets = indices.iter().map(|&i| self.labels()[i as usize].into()).collect();
        Batch { inputs, targets }
    }
}
