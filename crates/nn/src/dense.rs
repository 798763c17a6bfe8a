//! A layer of neurons, each looking at all inputs.

use crate::{Forward, Initialization, Layer, impl_module};
use autograd::{Param, Var};
use neurons::{Activation, Identity};
use numeric::Float;
use rand::Rng;
use tensor::Shape;

/// A dense layer, `y = f(x·w + b)`: Keras's `Dense`, PyTorch's `Linear` with an activation.
///
/// Any [`Activation`] can stand behind it. Softmax is none: a classifier's last layer is
/// [`linear`](Dense::linear), and the loss, cross-entropy on logits, has the softmax in it.
///
/// # Shapes
/// `x`: `[…, inputs]`, `weight`: `[inputs, outputs]`, `bias`: `[outputs]`, `y`: `[…, outputs]`.
#[derive(Clone, Debug)]
pub struct Dense<T: Float = f32, A = Identity> {
    /// The weights, `[inputs, outputs]`.
    pub weight: Param<T>,
    /// One bias for each output.
    pub bias: Param<T>,
    /// How the neurons answer to their sums.
    pub activation: A,
}
impl_module!(Dense<T, A: Activation<T>> { weight, bias });

impl<T: Float, A: Activation<T>> Dense<T, A> {
    /// A layer as Keras begins it: weights drawn by [`Initialization::GlorotUniform`], biases zero.
    pub fn new(inputs: usize, outputs: usize, activation: A, rng: &mut impl Rng) -> Self {
        Self::with_init(inputs, outputs, activation, Initialization::default(), rng)
    }

    /// A layer whose weights are drawn by `initialization`; the biases are zero, unless
    /// it draws them too.
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
    /// A layer without activation: `y = x·w + b`.
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
            format!("takes {inputs} inputs, but what comes has the shape {shape:?}{advice}")
        })
    }

    fn torch_module_count(&self) -> usize {
        if A::NAME == <Identity as Activation<T>>::NAME { 1 } else { 2 }
    }
}
