//! What training asks of a data set: batches of tensors.

use crate::LabelledImages;
use numeric::Float;
use tensor::Tensor;

/// Some samples, as a model takes them.
#[derive(Clone, Debug)]
pub struct Batch<T: Float, Y> {
    /// The inputs, the sample first.
    pub inputs: Tensor<T>,
    /// What the answers are held against.
    pub targets: Y,
}

/// Samples that can be had in batches.
pub trait Dataset<T: Float>: Sync {
    /// The targets of a batch, such as the classes.
    type Targets;

    /// How many samples there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The samples of these numbers, in this order.
    ///
    /// # Panics
    /// If there is no sample of one of the numbers.
    fn get_batch(&self, indices: &[u32]) -> Batch<T, Self::Targets>;
}

/// Images become numbers from 0 (black) to 1 (white) here, batch by batch: `[n, height, width]`,
/// and `[n, channels, height, width]` if they have colours.
///
/// ```
/// use data::Dataset;
///
/// let digits = data::digits().train;
/// let batch = Dataset::<f32>::batch(&digits, &[0, 1]);
/// assert_eq!(batch.inputs.shape().dims(), [2, 8, 8]);
/// assert_eq!(batch.targets, [1, 2]);
/// ```
impl<T: Float> Dataset<T> for LabelledImages {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        self.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<usize>> {
        let format = self.format();
        let unit = T::of(1.0 / f64::from(format.max_value));
        let mut inputs = Tensor::empty(format.batch_shape(indices.len()));
        let images = inputs.as_mut_slice().chunks_exact_mut(format.pixels());
        for (to, &index) in images.zip(indices) {
            for (to, from) in to.iter_mut().zip(self.image(index as usize)) {
                *to = T::of(f64::from(*from)) * unit;
            }
        }
        let targets = indices.iter().map(|&i| self.labels()[i as usize].into()).collect();
        Batch { inputs, targets }
    }
}
