//! The convolutional layers.

use super::extent::ConvExtent;
use crate::{ConvOps, ConvOptions, IntoExtent, MaxPool2d, Size2d};
use autograd::{Param, Var};
use neurons::{Activation, Identity};
use nn::{Forward, Initialization, Layer, impl_module};
use numeric::Float;
use rand::Rng;
use std::any::Any;
use tensor::{Shape, Tensor};

/// A convolutional layer for images, `y = f(x ⋆ w + b)`: PyTorch's `Conv2d`, Keras's `Conv2D`, with
/// an activation.
///
/// Each filter is a neuron with a small receptive field, and the same weights are used at every
/// output position: where a pattern is does not matter, and there are few weights.
///
/// The weights have PyTorch's layout, so that a filter is contiguous, and an
/// [export](nn::checkpoint::export_pytorch) writes them as they are.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, or `[n, h, w]` of grey images where the layer takes one channel;
/// `weight`: `[filters, channels / groups, kernel height, kernel width]`, `bias`: `[filters]`,
/// `y`: `[n, filters, output height, output width]`.
///
/// ```
/// use activations::Relu;
/// use autograd::Tape;
/// use cnn::Conv2d;
/// use nn::Forward;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let conv = Conv2d::<f32, _>::new(3, 6, 5, Relu, &mut ChaCha8Rng::seed_from_u64(1));
/// let images = Tensor::zeros([4, 3, 32, 32]);
/// let y = Tape::new().no_grad(|tape| conv.forward(tape.constant(&images)));
/// assert_eq!(y.shape().dims(), [4, 6, 28, 28]);
/// ```
pub type Conv2d<T = f32, A = Identity> = Conv<T, A, Size2d>;

/// A convolutional layer for sequences: PyTorch's `Conv1d`, Keras's `Conv1D`, with an activation. It
/// is [`Conv2d`] on one axis.
///
/// # Shapes
/// `x`: `[n, channels, length]`, or `[n, length]` where the layer takes one channel; `weight`:
/// `[filters, channels / groups, kernel length]`, `bias`: `[filters]`, `y`: `[n, filters, output
/// length]`.
///
/// ```
/// use activations::Relu;
/// use autograd::Tape;
/// use cnn::Conv1d;
/// use nn::Forward;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let conv = Conv1d::<f32, _>::new(2, 8, 5, Relu, &mut ChaCha8Rng::seed_from_u64(1));
/// let sequences = Tensor::zeros([4, 2, 100]);
/// let y = Tape::new().no_grad(|tape| conv.forward(tape.constant(&sequences)));
/// assert_eq!(y.shape().dims(), [4, 8, 96]);
/// ```
pub type Conv1d<T = f32, A = Identity> = Conv<T, A, usize>;

/// A convolutional layer on the axes of `S`: [`Conv1d`] or [`Conv2d`].
#[derive(Clone, Debug)]
pub struct Conv<T: Float, A, S> {
    /// The weights, `[filters, channels / groups, kernel height, kernel width]`, or with the kernel's
    /// length alone.
    pub weight: Param<T>,
    /// The biases, `[filters]`; `None` where a normalization follows that has its own.
    pub bias: Option<Param<T>>,
    /// Stride, padding, dilation and groups.
    pub options: ConvOptions<S>,
    /// The activation function.
    pub activation: A,
}

impl<T: Float, A: Activation<T>, S: ConvExtent> Conv<T, A, S> {
    /// A layer of `filters` filters with stride 1, without padding, initialized as Keras does:
    /// weights by [`Initialization::GlorotUniform`], biases zero.
    ///
    /// # Panics
    /// If there are no channels, no filters, or if the kernel has no pixel.
    #[track_caller]
    pub fn new(
        channels: usize,
        filters: usize,
        kernel: impl IntoExtent<S>,
        activation: A,
        rng: &mut impl Rng,
    ) -> Self {
        let (options, initialization) = (ConvOptions::default(), Initialization::default());
        Self::with_init([channels, filters], kernel, options, activation, initialization, rng)
    }

    /// A layer from `channels` input channels to `filters` output channels, with these options,
    /// whose weights are drawn by `initialization`; the biases are zero, unless it draws them too.
    ///
    /// # Panics
    /// If there are no channels, no filters, or if the kernel has no pixel; or if the groups do not
    /// divide channels and filters.
    ///
    /// ```
    /// use activations::Relu;
    /// use cnn::{Conv2d, Conv2dOptions};
    /// use nn::Initialization;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let options = Conv2dOptions { padding: 1.into(), groups: 2, ..Conv2dOptions::default() };
    /// let conv: Conv2d<f32, _> =
    ///     Conv2d::with_init([4, 6], 3, options, Relu, Initialization::HeUniform, rng);
    /// assert_eq!(conv.weight.value.shape().dims(), [6, 4 / 2, 3, 3]);
    /// ```
    #[track_caller]
    pub fn with_init(
        [channels, filters]: [usize; 2],
        kernel: impl IntoExtent<S>,
        options: ConvOptions<S>,
        activation: A,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        let (kernel, groups) = (kernel.into_extent(), options.groups);
        let area = check(&format!("Conv{}", S::SUFFIX), [channels, filters], kernel, groups);
        let shape = kernel.weight_shape([filters, channels / groups]);
        let (fan_in, fan_out) = (channels / groups * area, filters / groups * area);
        let weight = initialization.init_weight(shape, fan_in, fan_out, rng);
        let bias = Some(Param::new(initialization.init_bias(filters, fan_in, rng)));
        Conv { weight: Param::new(weight), bias, options, activation }
    }
}

/// # Panics
/// If there are no channels, no filters, or if the kernel has no element; or if the groups do not
/// divide channels and filters.
///
/// Returns the number of taps of the kernel.
#[track_caller]
pub(super) fn check<S: ConvExtent>(
    layer: &str,
    [channels, filters]: [usize; 2],
    kernel: S,
    groups: usize,
) -> usize {
    let area = kernel.along(1).area();
    assert!(
        channels * filters * area > 0,
        "{layer}: {channels} channels, {filters} filters, a kernel of {kernel}: each at least 1"
    );
    assert!(
        groups > 0 && channels.is_multiple_of(groups) && filters.is_multiple_of(groups),
        "{layer}: {groups} groups do not divide {channels} channels and {filters} filters"
    );
    area
}

/// The biases, or `filters` zeros, on the device of `x`.
pub(super) fn bias_or_zeros<'t, T: Float>(
    x: Var<'t, T>,
    bias: &Option<Param<T>>,
    filters: usize,
) -> Var<'t, T> {
    match bias {
        Some(bias) => x.tape().param(bias),
        None => x.tape().constant(&x.value().new_full([filters], T::zero())),
    }
}

/// The shape of inputs of one channel without an axis for it, `[n, h, w]` or `[n, length]`, with
/// such an axis.
pub(super) fn add_channel_axis(shape: Shape, weight: &Tensor<impl Float>) -> Shape {
    match shape.dims() {
        [n, size @ ..] if shape.rank() + 1 == weight.shape().rank() => {
            Shape::new(&[&[*n, 1], size].concat()).expect("as many elements")
        }
        _ => shape,
    }
}

impl<T: Float, A: Activation<T>, S: ConvExtent> Forward<T> for Conv<T, A, S> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let x = x.reshape(add_channel_axis(x.shape(), &self.weight.value));
        let bias = bias_or_zeros(x, &self.bias, self.weight.value.shape().dims()[0]);
        S::conv(x, &self.weight, bias, self.options, self.activation)
    }
}

impl<T: Float, A: Activation<T>, S: ConvExtent> Layer<T> for Conv<T, A, S> {
    fn name(&self) -> String {
        let weight = self.weight.value.shape();
        let (filters, kernel) = (weight.dims()[0], S::of_weight(weight));
        format!("Conv{} {filters} × {kernel} ({})", S::SUFFIX, A::NAME)
    }

    /// Takes a [`MaxPool2d`] along that fits: see [`ConvOps::conv2d_max_pool2d`].
    fn forward_fused<'t>(&self, next: &dyn Layer<T>, x: Var<'t, T>) -> Option<Var<'t, T>> {
        let MaxPool2d(pool) = (next as &dyn Any).downcast_ref()?;
        let weight = self.weight.value.shape();
        let [filters, _, _, _] = *weight.dims() else { return None };
        let x = x.reshape(add_channel_axis(x.shape(), &self.weight.value));
        let conv = S::conv_shape(x.shape(), weight, self.options).ok()?;
        next.input_error(conv.output_shape(x.shape().dims()[0])).is_none().then(|| {
            let (bias, options) = (bias_or_zeros(x, &self.bias, filters), self.options.on_images());
            x.conv2d_max_pool2d(&self.weight, bias, options, self.activation, *pool)
        })
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        let weight = self.weight.value.shape();
        let x = add_channel_axis(shape, &self.weight.value);
        let error = S::conv_shape(x, weight, self.options).err()?;
        Some(format!("with weights {weight:?} cannot take {shape:?}: {}", error.requirement))
    }

    fn torch_module_count(&self) -> usize {
        if A::NAME == <Identity as Activation<T>>::NAME { 1 } else { 2 }
    }
}

impl_module!(Conv<T, A: Activation<T>, S: ConvExtent> { weight, bias });
