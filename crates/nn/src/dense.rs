//! The dense (fully connected) layer.

use crate::{Forward, Initialization, Layer, impl_module};
use autograd::{Param, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use rand::Rng;
use tensor::Shape;

/// A dense layer, `y = f(x·w + b)`: Keras's `Dense`, PyTorch's `Linear` with an activation.
///
/// Any [`Activation`] can follow it. Softmax is none: a classifier's last layer is
/// [`linear`](Dense::linear), and the loss, cross-entropy on logits, contains the softmax.
///
/// # Shapes
/// `x`: `[…, inputs]`, `weight`: `[inputs, outputs]`, `bias`: `[outputs]`, `y`: `[…, outputs]`.
///
/// ```
/// use activations::Relu;
/// use autograd::Tape;
/// use nn::{Dense, Forward};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let layer = Dense::<f32, _>::new(784, 128, Relu, &mut ChaCha8Rng::seed_from_u64(1));
/// let x = Tensor::full([64, 784], 0.5);
/// let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&x)));
/// assert_eq!(y.shape().dims(), [64, 128]);
/// assert!(y.as_slice().iter().all(|y| *y >= 0.0));
/// ```
#[derive(Clone, Debug)]
pub struct Dense<T: Float = f32, A = Identity> {
    /// The weights, `[inputs, outputs]`.
    pub weight: Param<T>,
    /// One bias for each output.
    pub bias: Param<T>,
    /// The activation, applied to the weighted sums.
    pub activation: A,
}
impl_module!(Dense<T, A: Activation<T>> { weight, bias });

impl<T: Float, A: Activation<T>> Dense<T, A> {
    /// A layer with Keras's default initialization: weights by [`Initialization::GlorotUniform`],
    /// biases zero.
    ///
    /// ```
    /// use activations::Tanh;
    /// use nn::Dense;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let layer = Dense::<f32, _>::new(4, 3, Tanh, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(layer.weight.value.shape().dims(), [4, 3]);
    /// assert_eq!(layer.bias.value.as_slice(), [0.0; 3]);
    /// ```
    pub fn new(inputs: usize, outputs: usize, activation: A, rng: &mut impl Rng) -> Self {
        Self::with_init(inputs, outputs, activation, Initialization::default(), rng)
    }

    /// A layer whose weights are drawn by `initialization`; the biases are zero, unless it draws them
    /// too.
    ///
    /// ```
    /// use activations::Relu;
    /// use nn::{Dense, Initialization};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = Dense::<f32, _>::with_init(6, 3, Relu, Initialization::HeUniform, rng);
    /// assert!(layer.weight.value.as_slice().iter().all(|w| w.abs() <= 1.0));   // √(6/6)
    /// ```
    pub fn with_init(
        inputs: usize,
        outputs: usize,
        activation: A,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        let weight = initialization.init_weight([inputs, outputs], inputs, outputs, rng);
        let bias = initialization.init_bias(outputs, inputs, rng);
        Dense { weight: Param::weight(weight), bias: Param::new(bias), activation }
    }
}

impl<T: Float> Dense<T> {
    /// A layer without activation, `y = x·w + b`: PyTorch's `Linear`.
    ///
    /// ```
    /// use nn::Dense;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let layer = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(nn::parameter_count(&layer), 4 * 3 + 3);
    /// ```
    pub fn linear(inputs: usize, outputs: usize, rng: &mut impl Rng) -> Self {
        Self::new(inputs, outputs, Identity, rng)
    }
}

impl<T: Float, A: Activation<T>> Forward<T> for Dense<T, A> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        x.affine(&self.weight, &self.bias, self.activation)
    }
}

impl<T: Float, A: Activation<T>> Layer<T> for Dense<T, A> {
    fn name(&self) -> String {
        format!("Dense ({})", A::NAME)
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        let [inputs, _] = self.weight.value.dims();
        let advice = if shape.rank() > 2 { " (is a Flatten missing before it?)" } else { "" };
        (shape.last_dim() != inputs).then(|| {
            format!("takes {inputs} inputs, but its input has the shape {shape:?}{advice}")
        })
    }

    fn torch_module_count(&self) -> usize {
        if A::NAME == <Identity as Activation<T>>::NAME { 1 } else { 2 }
    }
}
