//! Weights of samples, which travel with the data set.

use crate::{Batch, Dataset, check_indices};
use numeric::Float;

/// A data set with a weight for each sample, by which a trainer's loss is weighted: the mean is
/// `Σᵢ wᵢ·Lᵢ / Σᵢ wᵢ`. It is Keras's `sample_weight` with the reduction `mean_with_sample_weight`;
/// Keras's default divides by the number of samples instead.
///
/// ```
/// use data::{Dataset, Weighted};
///
/// // The first patient counts for three.
/// let weights = (0..442).map(|i| if i == 0 { 3.0 } else { 1.0 }).collect();
/// let patients = Weighted { data: data::diabetes(), weights };
/// assert_eq!(Dataset::<f32>::sample_weights(&patients, &[5, 0]), Some(vec![1.0, 3.0]));
/// ```
#[derive(Clone, Debug)]
pub struct Weighted<D> {
    /// The data set.
    pub data: D,
    /// One weight for each of its samples.
    pub weights: Vec<f64>,
}

impl<T: Float, D: Dataset<T>> Dataset<T> for Weighted<D> {
    type Targets = D::Targets;

    fn len(&self) -> usize {
        self.data.len()
    }

    #[track_caller]
    fn get_batch(&self, indices: &[u32]) -> Batch<T, D::Targets> {
        self.data.get_batch(indices)
    }

    #[track_caller]
    fn sample_weights(&self, indices: &[u32]) -> Option<Vec<T>> {
        let (samples, weights) = (self.data.len(), self.weights.len());
        assert!(samples == weights, "Weighted: {weights} weights for {samples} samples");
        check_indices(indices, samples);
        Some(indices.iter().map(|&i| T::of(self.weights[i as usize])).collect())
    }
}
