//! The convolutional layer.

use crate::{Conv2dOps, Conv2dOptions, ConvShape, MaxPool2d, Size2d};
use autograd::{Param, Tape, Var};
use neurons::{Activation, Identity};
use nn::{Forward, Initialization, Layer, impl_module};
use numeric::Float;
use rand::Rng;
use std::any::Any;
use tensor::{Shape, Tensor};

/// A convolutional layer, `y = f(x ⋆ w + b)`: PyTorch's `Conv2d`, Keras's `Conv2D`, with an
/// activation.
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
#[derive(Clone, Debug)]
pub struct Conv2d<T: Float = f32, A = Identity> {
    /// The weights, `[filters, channels / groups, kernel height, kernel width]`.
    pub weight: Param<T>,
    /// The biases, `[filters]`; `None` where a normalization follows that has its own.
    pub bias: Option<Param<T>>,
    /// Stride, padding, dilation and groups.
    pub options: Conv2dOptions,
    /// The activation function.
    pub activation: A,
}

impl<T: Float, A: Activation<T>> Conv2d<T, A> {
    /// A layer of `filters` filters with stride 1, without padding, initialized as Keras does:
    /// weights by [`Initialization::GlorotUniform`], biases zero.
    ///
    /// # Panics
    /// If there are no channels, no filters, or if the kernel has no pixel.
    #[track_caller]
    pub fn new(
        channels: usize,
        filters: usize,
        kernel: impl Into<Size2d>,
        activation: A,
        rng: &mut impl Rng,
    ) -> Self {
        let (options, initialization) = (Conv2dOptions::default(), Initialization::default());
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
        kernel: impl Into<Size2d>,
        options: Conv2dOptions,
        activation: A,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        let (kernel, groups) = (kernel.into(), options.groups);
        assert!(
            channels * filters * kernel.area() > 0,
            "Conv2d: {channels} channels, {filters} filters, a kernel of {kernel}: each at least 1"
        );
        assert!(
            groups > 0 && channels.is_multiple_of(groups) && filters.is_multiple_of(groups),
            "Conv2d: {groups} groups do not divide {channels} channels and {filters} filters"
        );
        let shape = [filters, channels / groups, kernel.height, kernel.width];
        let fan_in = channels / groups * kernel.area();
        let fan_out = filters / groups * kernel.area();
        let weight = initialization.init_weight(shape, fan_in, fan_out, rng);
        let bias = Some(Param::new(initialization.init_bias(filters, fan_in, rng)));
        Conv2d { weight: Param::new(weight), bias, options, activation }
    }

    /// The bias, or zeros.
    fn bias_var<'t>(&self, tape: &'t Tape<T>) -> Var<'t, T> {
        let [filters, ..] = self.weight.value.dims::<4>();
        match &self.bias {
            Some(bias) => tape.param(bias),
            None => tape.constant(&Tensor::zeros([filters])),
        }
    }
}

impl<T: Float, A: Activation<T>> Forward<T> for Conv2d<T, A> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let x = x.reshape(add_channel_axis(x.shape()));
        x.conv2d(&self.weight, self.bias_var(x.tape()), self.options, self.activation)
    }
}

/// The shape of greyscale images `[n, h, w]` with an axis for their one channel.
fn add_channel_axis(shape: Shape) -> Shape {
    match shape.dims() {
        &[n, height, width] => [n, 1, height, width].into(),
        _ => shape,
    }
}

impl<T: Float, A: Activation<T>> Layer<T> for Conv2d<T, A> {
    fn name(&self) -> String {
        let [filters, _, height, width] = self.weight.value.dims();
        format!("Conv2d {filters} × {} ({})", Size2d { height, width }, A::NAME)
    }

    /// Takes a [`MaxPool2d`] along that fits: see [`Conv2dOps::conv2d_max_pool2d`].
    fn forward_fused<'t>(&self, next: &dyn Layer<T>, x: Var<'t, T>) -> Option<Var<'t, T>> {
        let MaxPool2d(pool) = (next as &dyn Any).downcast_ref()?;
        let x = x.reshape(add_channel_axis(x.shape()));
        let conv = ConvShape::new(x.shape(), self.weight.value.shape(), self.options).ok()?;
        next.input_error(conv.output_shape(x.dims::<4>()[0])).is_none().then(|| {
            let bias = self.bias_var(x.tape());
            x.conv2d_max_pool2d(&self.weight, bias, self.options, self.activation, *pool)
        })
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        let conv = ConvShape::new(add_channel_axis(shape), self.weight.value.shape(), self.options);
        let error = conv.err()?;
        let weight = self.weight.value.shape();
        Some(format!("with weights {weight:?} cannot take {shape:?}: {}", error.requirement))
    }

    fn torch_module_count(&self) -> usize {
        if A::NAME == <Identity as Activation<T>>::NAME { 1 } else { 2 }
    }
}

impl_module!(Conv2d<T, A: Activation<T>> { weight, bias });
