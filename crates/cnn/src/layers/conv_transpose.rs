//! The layers of transposed convolution.

use super::conv::{add_channel_axis, bias_or_zeros, check};
use super::extent::ConvExtent;
use crate::{ConvTransposeOptions, IntoExtent, Size2d};
use autograd::{Param, Var};
use neurons::{Activation, Identity};
use nn::{Forward, Initialization, Layer, impl_module};
use numeric::Float;
use rand::Rng;
use tensor::Shape;

/// A layer of transposed convolution for images, which makes them larger where a convolution with
/// the same stride makes them smaller: PyTorch's `ConvTranspose2d`, Keras's `Conv2DTranspose`, with
/// an activation.
///
/// Each element of the input adds the kernel, times itself, to the output: see
/// [`conv_transpose2d_forward`](crate::conv_transpose2d_forward).
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, or `[n, h, w]` where the layer takes one channel; `weight`:
/// `[channels, filters / groups, kernel height, kernel width]`, as PyTorch has it, `bias`:
/// `[filters]`, `y`: `[n, filters, output height, output width]`.
///
/// ```
/// use activations::Relu;
/// use autograd::Tape;
/// use cnn::{ConvTranspose2d, ConvTranspose2dOptions};
/// use nn::{Forward, Initialization};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let doubling = ConvTranspose2dOptions { stride: 2.into(), ..ConvTranspose2dOptions::default() };
/// let init = Initialization::TorchDefault;
/// let layer = ConvTranspose2d::<f32, _>::with_init([16, 6], 2, doubling, Relu, init, rng);
/// let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&Tensor::zeros([4, 16, 7, 7]))));
/// assert_eq!(y.shape().dims(), [4, 6, 14, 14]);
/// ```
pub type ConvTranspose2d<T = f32, A = Identity> = ConvTranspose<T, A, Size2d>;

/// A layer of transposed convolution for sequences: PyTorch's `ConvTranspose1d`, Keras's
/// `Conv1DTranspose`, with an activation. It is [`ConvTranspose2d`] on one axis.
///
/// # Shapes
/// `x`: `[n, channels, length]`, or `[n, length]` where the layer takes one channel; `weight`:
/// `[channels, filters / groups, kernel length]`, `bias`: `[filters]`, `y`: `[n, filters, output
/// length]`.
///
/// ```
/// use autograd::Tape;
/// use cnn::ConvTranspose1d;
/// use cnn::prelude::Identity;
/// use nn::Forward;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let layer = ConvTranspose1d::<f32>::new(2, 8, 5, Identity, rng);
/// let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&Tensor::zeros([4, 2, 96]))));
/// assert_eq!(y.shape().dims(), [4, 8, 100]);
/// ```
pub type ConvTranspose1d<T = f32, A = Identity> = ConvTranspose<T, A, usize>;

/// A layer of transposed convolution on the axes of `S`: [`ConvTranspose1d`] or
/// [`ConvTranspose2d`].
#[derive(Clone, Debug)]
pub struct ConvTranspose<T: Float, A, S> {
    /// The weights, `[channels, filters / groups, kernel height, kernel width]`, or with the kernel's
    /// length alone.
    pub weight: Param<T>,
    /// The biases, `[filters]`; `None` where a normalization follows that has its own.
    pub bias: Option<Param<T>>,
    /// Stride, padding, output padding, dilation and groups.
    pub options: ConvTransposeOptions<S>,
    /// The activation function.
    pub activation: A,
}

impl<T: Float, A: Activation<T>, S: ConvExtent> ConvTranspose<T, A, S> {
    /// A layer of `filters` filters with stride 1, initialized as Keras does: weights by
    /// [`Initialization::GlorotUniform`], biases zero.
    ///
    /// # Panics
    /// If there are no channels, no filters, or if the kernel has no element.
    #[track_caller]
    pub fn new(
        channels: usize,
        filters: usize,
        kernel: impl IntoExtent<S>,
        activation: A,
        rng: &mut impl Rng,
    ) -> Self {
        let (options, init) = (ConvTransposeOptions::default(), Initialization::default());
        Self::with_init([channels, filters], kernel, options, activation, init, rng)
    }

    /// A layer from `channels` input channels to `filters` output channels, with these options,
    /// whose weights are drawn by `initialization`; the biases are zero, unless it draws them too.
    ///
    /// What counts as the number of inputs of a neuron is, as in PyTorch and in Keras, the number of
    /// weights of an input channel: that of the convolution whose adjoint the layer is.
    ///
    /// # Panics
    /// If there are no channels, no filters, or if the kernel has no element; or if the groups do
    /// not divide channels and filters.
    #[track_caller]
    pub fn with_init(
        [channels, filters]: [usize; 2],
        kernel: impl IntoExtent<S>,
        options: ConvTransposeOptions<S>,
        activation: A,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        let (kernel, groups) = (kernel.into_extent(), options.groups);
        let layer = format!("ConvTranspose{}", S::SUFFIX);
        let area = check(&layer, [channels, filters], kernel, groups);
        let shape = kernel.weight_shape([channels, filters / groups]);
        let (fan_in, fan_out) = (filters / groups * area, channels / groups * area);
        let weight = Param::new(initialization.init_weight(shape, fan_in, fan_out, rng));
        let bias = Some(Param::new(initialization.init_bias(filters, fan_in, rng)));
        ConvTranspose { weight, bias, options, activation }
    }

    /// The number of output channels.
    fn filters(&self) -> usize {
        self.weight.value.shape().dims()[1] * self.options.groups
    }
}

impl<T: Float, A: Activation<T>, S: ConvExtent> Forward<T> for ConvTranspose<T, A, S> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let x = x.reshape(add_channel_axis(x.shape(), &self.weight.value));
        let bias = bias_or_zeros(x, &self.bias, self.filters());
        S::conv_transpose(x, &self.weight, bias, self.options, self.activation)
    }
}

impl<T: Float, A: Activation<T>, S: ConvExtent> Layer<T> for ConvTranspose<T, A, S> {
    fn name(&self) -> String {
        let kernel = S::of_weight(self.weight.value.shape());
        format!("ConvTranspose{} {} × {kernel} ({})", S::SUFFIX, self.filters(), A::NAME)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        let weight = self.weight.value.shape();
        let x = add_channel_axis(shape, &self.weight.value);
        let error = S::conv_transpose_shape(x, weight, self.options).err()?;
        Some(format!("with weights {weight:?} cannot take {shape:?}: {}", error.requirement))
    }

    fn torch_module_count(&self) -> usize {
        if A::NAME == <Identity as Activation<T>>::NAME { 1 } else { 2 }
    }
}

impl_module!(ConvTranspose<T, A: Activation<T>, S: ConvExtent> { weight, bias });
