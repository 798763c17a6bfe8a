//! Batch normalization.

pub(crate) mod operation;
pub mod rule;

pub use crate::channels::ChannelLayout;
pub use rule::BatchStats;

use crate::NormOps;
use autograd::{Buffer, Param, Tape, Var};
use nn::{Forward, Layer, impl_module};
use numeric::Float;
use tensor::{Shape, Tensor};

/// Batch normalization: every channel, over the batch, gets mean 0 and variance 1, then a mean and a
/// deviation of its own that are learnt:
///
/// ```text
/// y = w·(x − μ)/√(σ² + ε) + b
/// ```
///
/// In training, `μ` and `σ²` are the batch's. In evaluation a sample must not depend on its
/// neighbours: then they are running averages of the batches seen,
/// `running ← (1 − momentum)·running + momentum·batch`, where the variance of the batch is the
/// unbiased one, `Σ(x − μ)²/(m − 1)`. All is as in PyTorch's `BatchNorm1d` and `BatchNorm2d`, which
/// are one here. PyTorch changes the running averages in the forward pass; here the tape carries
/// them, and the optimizer's step puts them into the model: the numbers are the same.
///
/// Source: S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by
/// reducing internal covariate shift", ICML (2015), algorithm 1 for training and algorithm 2 for
/// evaluation, for which the paper averages over batches after training.
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
/// let y = tape.evaluate(|tape| norm.forward(tape.constant(&x)));     // by the running averages
/// assert!(y.as_slice()[0] > 0.0);
/// ```
///
/// # Shapes
/// `x`, `y`: `[n, channels]` or `[n, channels, …]`, all else `[channels]`.
///
/// # Panics
/// [`forward`](Forward::forward) panics if `x` has another number of channels, and in training if a
/// channel has a single number in the batch: its distance from its own mean is 0 whatever it is.
#[derive(Clone, Debug)]
pub struct BatchNorm<T: Float = f32> {
    /// The deviation that each channel gets.
    pub weight: Param<T>,
    /// The mean that each channel gets.
    pub bias: Param<T>,
    /// The running average of the means.
    pub running_mean: Buffer<T>,
    /// The running average of the variances.
    pub running_var: Buffer<T>,
    /// The share of the newest batch in the running averages: 0.1.
    pub momentum: f64,
    /// What keeps the division from blowing up, `ε`: 1e-5.
    pub epsilon: f64,
}
impl_module!(BatchNorm<T> { weight, bias, running_mean, running_var });

impl<T: Float> BatchNorm<T> {
    /// A layer for so many channels, with weights 1 and biases 0.
    pub fn new(channels: usize) -> Self {
        let [zeros, ones] = [T::zero(), T::one()].map(|number| Tensor::full([channels], number));
        BatchNorm {
            weight: Param::new(ones.clone()),
            bias: Param::new(zeros.clone()),
            running_mean: Buffer::new(zeros),
            running_var: Buffer::new(ones),
            momentum: 0.1,
            epsilon: 1e-5,
        }
    }

    /// Lets a batch's statistics take part in the running averages; `m` numbers were in a channel.
    fn update_running_stats(&self, tape: &Tape<T>, batch: &BatchStats<T>, m: usize) {
        let unbiased = T::of(m as f64 / (m as f64 - 1.0));
        let (share, rest) = (T::of(self.momentum), T::of(1.0 - self.momentum));
        for (buffer, batch, factor) in [
            (&self.running_mean, &batch.mean, T::one()),
            (&self.running_var, &batch.variance, unbiased),
        ] {
            let mut running = tape.buffer(buffer);
            for (running, batch) in running.as_mut_slice().iter_mut().zip(batch) {
                *running = rest * *running + share * (*batch * factor);
            }
            tape.update_buffer(buffer, running);
        }
    }
}

impl<T: Float> Forward<T> for BatchNorm<T> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let (w, b, tape) = (&self.weight, &self.bias, x.tape());
        if !tape.is_training() {
            let [mean, variance] = [&self.running_mean, &self.running_var].map(|b| &b.value);
            return x.batch_norm_inference(mean, variance, w, b, self.epsilon);
        }
        let (y, batch) = x.batch_norm(w, b, self.epsilon);
        self.update_running_stats(
            tape,
            &batch,
            ChannelLayout::of(x.shape()).elements_per_channel(),
        );
        y
    }
}

impl<T: Float> Layer<T> for BatchNorm<T> {
    fn name(&self) -> String {
        "BatchNorm".into()
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        objection(shape, self.weight.value.len())
    }
}

/// What a layer for so many channels has against a shape.
pub(crate) fn objection(shape: Shape, channels: usize) -> Option<String> {
    (shape.dims().get(1) != Some(&channels)).then(|| {
        format!(
            "takes {channels} channels (the second axis), but what comes has the shape {shape:?}"
        )
    })
}
