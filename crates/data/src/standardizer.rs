//! Giving all features the same scale.

use numeric::Float;
use tensor::Tensor;

use crate::{Batch, Dataset};

/// The mean and the standard deviation of each feature, or of each channel of images.
///
/// A feature `x` becomes `(x − μ) / σ`: its mean becomes 0 and its deviation 1. Without that, a
/// feature that is counted in thousands outweighs one that is counted in tenths, and one step of
/// gradient descent cannot be right for both.
///
/// μ and σ are those of the *training* samples, and the same are applied to all others: the test is
/// to tell how the model does on samples of which nothing is known in advance, not even their mean.
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
    /// What the training samples say: `μ = (1/n)·Σ x` and `σ² = (1/n)·Σ (x − μ)²`.
    ///
    /// A feature that is the same in all samples gets σ = 1, so that it becomes 0 everywhere.
    ///
    /// # Shapes
    ///
    /// `[n, features]`, or `[n, channels, …]` for images with colours; `features` says how many.
    /// With 1, all numbers are taken together, as for grey images `[n, height, width]`.
    ///
    /// # Panics
    ///
    /// Panics if there is no sample, or if the shape does not have `features`.
    ///
    /// # Examples
    ///
    /// ```
    /// use data::{Dataset, Normalization};
    ///
    /// let patients = data::diabetes();
    /// let parts = data::split::train_validation_split(patients.len(), 0.2, 1);
    /// let train = Dataset::<f64>::batch(&patients, &parts.train);
    /// let mut validation = Dataset::<f64>::batch(&patients, &parts.validation);
    ///
    /// let normalization = Normalization::fit(&train.inputs, 10);
    /// normalization.apply(&mut validation.inputs);
    /// assert!(validation.inputs.as_slice().iter().all(|x| x.abs() < 6.0));
    /// ```
    #[track_caller]
    pub fn fit<T: Float>(inputs: &Tensor<T>, features: usize) -> Self {
        let mean = means(inputs, features, |_, x| x);
        let variance = means(inputs, features, |feature, x| (x - mean[feature]).powi(2));
        // The mean of n equal numbers may be off by n roundings; that is no spread.
        let rounding = f64::EPSILON * inputs.len() as f64 / features as f64;
        let deviation = |(variance, mean): (f64, &f64)| match variance.sqrt() {
            deviation if deviation <= rounding * mean.abs() => 1.0,
            deviation => deviation,
        };
        Self { std: variance.into_iter().zip(&mean).map(deviation).collect(), mean }
    }

    /// Puts `(x − μ) / σ` in the place of each number; shapes as in [`fit`](Self::fit).
    ///
    /// # Panics
    ///
    /// Panics if the shape does not have as many features.
    #[track_caller]
    pub fn transform<T: Float>(&self, inputs: &mut Tensor<T>) {
        if inputs.is_empty() {
            return;
        }
        let features = self.mean.len();
        let block = block(inputs, features);
        for (i, numbers) in inputs.as_mut_slice().chunks_exact_mut(block).enumerate() {
            let (mean, deviation) = (self.mean[i % features], self.std[i % features]);
            let (mean, scale) = (T::of(mean), T::of(1.0 / deviation));
            numbers.iter_mut().for_each(|x| *x = (*x - mean) * scale);
        }
    }
}

/// For each feature the mean of what `value` makes of its numbers.
#[track_caller]
fn means<T: Float>(
    inputs: &Tensor<T>,
    features: usize,
    value: impl Fn(usize, f64) -> f64,
) -> Vec<f64> {
    let block = block(inputs, features);
    let share = features as f64 / inputs.len() as f64;
    let mut means = vec![0.0; features];
    for (i, numbers) in inputs.as_slice().chunks_exact(block).enumerate() {
        let feature = i % features;
        let sum: f64 = numbers.iter().map(|x| value(feature, x.as_f64())).sum();
        means[feature] += sum * share;
    }
    means
}

/// How many numbers in a row belong to one feature of one sample.
#[track_caller]
fn block<T: Float>(inputs: &Tensor<T>, features: usize) -> usize {
    let shape = inputs.shape();
    let fits = match shape.dims() {
        [_, found, ..] => features == 1 || *found == features,
        _ => features == 1,
    };
    assert!(fits && features > 0, "Normalization: {shape:?} does not have {features} features");
    assert!(!inputs.is_empty(), "Normalization: {shape:?} has no samples");
    inputs.len() / (shape.dims()[0] * features)
}

/// A data set whose inputs are normalized, batch by batch.
///
/// ```
/// use data::{Dataset, Normalized, mnist};
///
/// let images = Normalized { data: data::digits().train, normalization: mnist::normalization() };
/// let batch = Dataset::<f32>::batch(&images, &[0]);
/// let paper = batch.inputs.as_slice()[0];
/// assert!((paper - -0.1307 / 0.3081).abs() < 1e-6);
/// ```
#[derive(Clone, Debug)]
pub struct Standardized<D> {
    /// The samples.
    pub data: D,
    /// What is done to their inputs.
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
}
