//! Batch normalization.

pub mod rule;

pub use crate::channels::ChannelLayout;
pub use rule::BatchStats;

use crate::NormOps;
use autograd::{Buffer, Param, Tape, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor, pointwise};

/// Batch normalization: every channel, over the batch, gets mean 0 and variance 1, then a trainable
/// weight and bias:
///
/// ```text
/// y = w·(x − μ)/√(σ² + ε) + b
/// ```
///
/// In training, `μ` and `σ²` are the batch's. At inference a sample's output must not depend on the
/// rest of the batch: there they are running averages over the training batches,
/// `running ← (1 − momentum)·running + momentum·batch`, where the variance of the batch is the
/// unbiased one, `Σ(x − μ)²/(m − 1)`. All is as in PyTorch's `BatchNorm1d` and `BatchNorm2d`, which
/// are one here; [`keras`](Self::keras) makes a layer with Keras's settings. PyTorch updates the
/// running averages in the forward pass; here the tape carries them, and the optimizer's step puts
/// them into the model: the values are the same.
///
/// Source: S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by
/// reducing internal covariate shift", ICML (2015), algorithm 1 for training and algorithm 2 for
/// inference, for which the paper averages over batches after training.
///
/// ```
/// use autograd::Tape;
/// use nn::Forward;
/// use normalization::BatchNorm;
/// use optimizers::{Optimizer, Sgd};
/// use tensor::Tensor;
///
/// let mut norm = BatchNorm::<f64>::new(1);
/// let x = Tensor::new([4, 1], vec![1.0, 3.0, 5.0, 7.0]);             // mean 4, variance 5
/// let mut tape = Tape::new();
/// let gradients = tape.gradients(|tape| {
///     let y = norm.forward(tape.constant(&x));
///     assert!((y.value().as_slice()[3] - 3.0 / 5f64.sqrt()).abs() < 1e-5);
///     y.sum()
/// });
/// Sgd::default().step(&mut norm, &gradients);
/// assert_eq!(norm.running_mean.value.as_slice(), [0.1 * 4.0]);
/// let y = tape.no_grad(|tape| norm.forward(tape.constant(&x)));      // by the running averages
/// assert!(y.as_slice()[0] > 0.0);
/// ```
///
/// # Shapes
/// `x`, `y`: `[n, channels]` or `[n, channels, …]`, all else `[channels]`.
///
/// # Panics
/// [`forward`](Forward::forward) panics if `x` has another number of channels, and in training if a
/// channel has a single element in the batch: it equals its own mean, whatever it is.
#[derive(Clone, Debug)]
pub struct BatchNorm<T: Float = f32> {
    /// The weight `w` of each channel, its standard deviation after the layer.
    pub weight: Param<T>,
    /// The bias `b` of each channel, its mean after the layer.
    pub bias: Param<T>,
    /// The running average of the means.
    pub running_mean: Buffer<T>,
    /// The running average of the variances.
    pub running_var: Buffer<T>,
    /// The weight of the latest batch in the running averages: 0.1. Keras's `momentum` is the weight
    /// of what was there before, 1 minus this.
    pub momentum: f64,
    /// Whether the running average of the variances takes the unbiased variance of a batch,
    /// `Σ(x − μ)²/(m − 1)`, as PyTorch does, or the biased one, as Keras does.
    pub unbiased: bool,
    /// Added to the variance for numerical stability, `ε`: 1e-5.
    pub epsilon: f64,
}
impl_module!(BatchNorm<T> { weight, bias, running_mean, running_var });

impl<T: Float> BatchNorm<T> {
    /// A layer for `channels` channels, with weights 1 and biases 0.
    ///
    /// ```
    /// let layer = normalization::BatchNorm::<f32>::new(8);
    /// assert_eq!(layer.running_var.value.as_slice(), [1.0; 8]);
    /// ```
    pub fn new(channels: usize) -> Self {
        let [zeros, ones] = [T::zero(), T::one()].map(|value| Tensor::full([channels], value));
        BatchNorm {
            weight: Param::new(ones.clone()),
            bias: Param::new(zeros.clone()),
            running_mean: Buffer::new(zeros),
            running_var: Buffer::new(ones),
            momentum: 0.1,
            unbiased: true,
            epsilon: 1e-5,
        }
    }

    /// A layer with the settings of Keras's `BatchNormalization`: a momentum of 0.99 there, which is
    /// 0.01 here, biased variances in the running average, and an epsilon of 1e-3.
    ///
    /// ```
    /// let layer = normalization::BatchNorm::<f32>::keras(8);
    /// assert_eq!((layer.momentum, layer.epsilon, layer.unbiased), (0.01, 1e-3, false));
    /// ```
    pub fn keras(channels: usize) -> Self {
        BatchNorm { momentum: 0.01, unbiased: false, epsilon: 1e-3, ..Self::new(channels) }
    }

    // ANCHOR: running
    /// Updates the running averages with a batch of `m` elements per channel.
    fn update_running_stats(&self, tape: &Tape<T>, batch: &BatchStats<T>, m: usize) {
        let degrees_of_freedom = if self.unbiased { m - 1 } else { m };
        let correction = m as f64 / degrees_of_freedom as f64;
        for (buffer, batch, factor) in [
            (&self.running_mean, &batch.mean, 1.0),
            (&self.running_var, &batch.variance, correction),
        ] {
            let average = pointwise!(
                |running, batch; rest, momentum, factor| rest * running + momentum * (batch * factor),
                [1.0 - self.momentum, self.momentum, factor]
            );
            tape.update_buffer(buffer, tape.buffer(buffer).binary(batch, average));
        }
    }
    // ANCHOR_END: running
}

impl<T: Float> Forward<T> for BatchNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let (w, b, tape) = (&self.weight, &self.bias, x.tape());
        if !tape.is_training() {
            let [mean, variance] = [&self.running_mean, &self.running_var].map(|b| &b.value);
            return x.batch_norm_inference(mean, variance, w, b, self.epsilon);
        }
        let momentum = self.momentum;
        let is_valid = (0.0..=1.0).contains(&momentum);
        assert!(is_valid, "BatchNorm: momentum must be from 0 to 1, but is {momentum}");
        let (y, batch) = x.batch_norm(w, b, self.epsilon);
        let m = ChannelLayout::of(x.shape()).elements_per_channel();
        self.update_running_stats(tape, &batch, m);
        y
    }
}

impl<T: Float> Layer<T> for BatchNorm<T> {
    fn name(&self) -> String {
        "BatchNorm".into()
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        channels_error(shape, self.weight.value.len())
    }
}

/// Why a shape is no input of a layer for `channels` channels, if it is none.
pub(crate) fn channels_error(shape: Shape, channels: usize) -> Option<String> {
    (shape.dims().get(1) != Some(&channels)).then(|| {
        format!(
            "takes {channels} channels (the second axis), but the input has the shape {shape:?}"
        )
    })
}
