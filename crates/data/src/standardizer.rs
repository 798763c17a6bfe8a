//! Standardization: all features get the same scale.

use numeric::Float;
use tensor::Tensor;

use crate::{Batch, Dataset};

/// Standardization with the mean and the standard deviation of each feature, or of each channel of
/// images: scikit-learn's `StandardScaler`, torchvision's `Normalize`.
///
/// A feature `x` becomes `(x − μ) / σ`: its mean becomes 0 and its standard deviation 1. Without
/// that, a feature that is counted in thousands outweighs one that is counted in tenths, and one
/// step size of gradient descent cannot be right for both.
///
/// μ and σ are those of the *training* samples, and the same are applied to all others: the test
/// measures how the model does on samples of which nothing is known in advance, not even their
/// mean.
///
/// Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", in Neural Networks:
/// Tricks of the Trade (1998), section 4.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardizer {
    /// μ, for each feature or channel.
    pub mean: Vec<f64>,
    /// σ, for each feature or channel; none is zero.
    pub std: Vec<f64>,
}

impl Standardizer {
    /// The mean and the standard deviation of the training samples: `μ = (1/n)·Σ x` and
    /// `σ² = (1/n)·Σ (x − μ)²`.
    ///
    /// A constant feature gets σ = 1, so that it becomes 0 everywhere.
    ///
    /// # Shapes
    ///
    /// `[n, channels]`, or `[n, channels, …]` for images. With `channels = 1`, all elements are
    /// taken together, as for greyscale images `[n, height, width]`.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample, or if the shape does not have `channels` features or channels.
    ///
    /// # Examples
    ///
    /// ```
    /// use data::{Dataset, Standardizer};
    ///
    /// let patients = data::diabetes();
    /// let parts = data::split::train_validation_split(patients.len(), 0.2, 1);
    /// let train = Dataset::<f64>::get_batch(&patients, &parts.train);
    /// let mut validation = Dataset::<f64>::get_batch(&patients, &parts.validation);
    ///
    /// let standardizer = Standardizer::fit(&train.inputs, 10);
    /// standardizer.transform(&mut validation.inputs);
    /// assert!(validation.inputs.as_slice().iter().all(|x| x.abs() < 6.0));
    /// ```
    #[track_caller]
    pub fn fit<T: Float>(inputs: &Tensor<T>, channels: usize) -> Self {
        let mean = channel_means(inputs, channels, |_, x| x);
        let variance = channel_means(inputs, channels, |channel, x| (x - mean[channel]).powi(2));
        // The mean of n equal elements may be off by n roundings; that is no variance.
        let rounding = f64::EPSILON * inputs.len() as f64 / channels as f64;
        let std = |(variance, mean): (f64, &f64)| match variance.sqrt() {
            std if std <= rounding * mean.abs() => 1.0,
            std => std,
        };
        Self { std: variance.into_iter().zip(&mean).map(std).collect(), mean }
    }

    /// Standardizes each element in place, `x ← (x − μ) / σ`; shapes as in [`fit`](Self::fit).
    ///
    /// # Panics
    ///
    /// Panics if the shape has another number of features or channels.
    ///
    /// # Examples
    ///
    /// ```
    /// let standardizer = data::Standardizer { mean: vec![1.0, 20.0], std: vec![0.5, 10.0] };
    /// let mut inputs = tensor::Tensor::new([1, 2], vec![2.0, 10.0]);
    /// standardizer.transform(&mut inputs);
    /// assert_eq!(inputs.as_slice(), [2.0, -1.0]);
    /// ```
    #[track_caller]
    pub fn transform<T: Float>(&self, inputs: &mut Tensor<T>) {
        if inputs.is_empty() {
            return;
        }
        let channels = self.mean.len();
        let run_len = run_len(inputs, channels);
        for (i, run) in inputs.as_mut_slice().chunks_exact_mut(run_len).enumerate() {
            let (mean, std) = (self.mean[i % channels], self.std[i % channels]);
            let (mean, scale) = (T::of(mean), T::of(1.0 / std));
            run.iter_mut().for_each(|x| *x = (*x - mean) * scale);
        }
    }
}

/// The mean over each feature or channel of `f` of its elements.
#[track_caller]
fn channel_means<T: Float>(
    inputs: &Tensor<T>,
    channels: usize,
    f: impl Fn(usize, f64) -> f64,
) -> Vec<f64> {
    let run_len = run_len(inputs, channels);
    let inv_n = channels as f64 / inputs.len() as f64;
    let mut means = vec![0.0; channels];
    for (i, run) in inputs.as_slice().chunks_exact(run_len).enumerate() {
        let channel = i % channels;
        let sum: f64 = run.iter().map(|x| f(channel, x.as_f64())).sum();
        means[channel] += sum * inv_n;
    }
    means
}

/// The number of contiguous elements of one feature or channel of one sample.
#[track_caller]
fn run_len<T: Float>(inputs: &Tensor<T>, channels: usize) -> usize {
    let shape = inputs.shape();
    let fits = match shape.dims() {
        [_, found, ..] => channels == 1 || *found == channels,
        _ => channels == 1,
    };
    assert!(
        fits && channels > 0,
        "Standardizer: {shape:?} does not have {channels} features or channels"
    );
    assert!(!inputs.is_empty(), "Standardizer: {shape:?} has no samples");
    inputs.len() / (shape.dims()[0] * channels)
}

/// A data set whose inputs are standardized, batch by batch.
///
/// ```
/// use data::{Dataset, Standardized, mnist};
///
/// let images = Standardized { data: data::digits().train, standardizer: mnist::standardizer() };
/// let batch = Dataset::<f32>::get_batch(&images, &[0]);
/// let background = batch.inputs.as_slice()[0];
/// assert!((background - -0.1307 / 0.3081).abs() < 1e-6);
/// ```
#[derive(Clone, Debug)]
pub struct Standardized<D> {
    /// The data set.
    pub data: D,
    /// The standardizer of its inputs.
    pub standardizer: Standardizer,
}

impl<T: Float, D: Dataset<T>> Dataset<T> for Standardized<D> {
    type Targets = D::Targets;

    fn len(&self) -> usize {
        self.data.len()
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, D::Targets> {
        let mut batch = self.data.get_batch(indices);
        self.standardizer.transform(&mut batch.inputs);
        batch
    }

    fn sample_weights(&self, indices: &[u32]) -> Option<Vec<T>> {
        self.data.sample_weights(indices)
    }
}
