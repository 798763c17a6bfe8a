//! The multilayer perceptron.

use autograd::Var;
use neurons::Activation;
use nn::{Dense, Forward, Initialization, impl_module};
use numeric::Float;
use rand::Rng;

/// A multilayer perceptron: dense layers in sequence, all but the last with the same activation.
///
/// # Shapes
/// Input `[n, inputs]`, or `[n, …]` with `inputs` elements per sample, as of an image, which is flattened;
/// output `[n, outputs]`.
///
/// ```
/// use activations::Relu;
/// use autograd::Tape;
/// use feedforward::Mlp;
/// use nn::Forward;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let mlp = Mlp::<f32, _>::new(&[4, 8, 3], Relu, &mut ChaCha8Rng::seed_from_u64(1));
/// let images = Tensor::zeros([5, 2, 2]);
/// let logits = Tape::new().no_grad(|tape| mlp.forward(tape.constant(&images)));
/// assert_eq!(logits.shape().dims(), [5, 3]);
/// ```
#[derive(Clone, Debug)]
pub struct Mlp<T: Float, A> {
    /// The hidden layers.
    pub hidden: Vec<Dense<T, A>>,
    /// The output layer, without activation.
    pub output: Dense<T>,
}
impl_module!(Mlp<T, A: Activation<T>> { hidden, output });

impl<T: Float, A: Activation<T>> Mlp<T, A> {
    /// A network of these layer sizes: inputs, each hidden layer, outputs; with Keras's default
    /// initialization.
    ///
    /// ```
    /// use activations::Relu;
    /// use feedforward::Mlp;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mlp = Mlp::<f32, _>::new(&[784, 128, 10], Relu, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(nn::parameter_count(&mlp), (784 + 1) * 128 + (128 + 1) * 10);
    /// ```
    ///
    /// # Panics
    /// If there are fewer than two sizes.
    #[track_caller]
    pub fn new(sizes: &[usize], activation: A, rng: &mut impl Rng) -> Self {
        Self::with_init(sizes, activation, Initialization::default(), rng)
    }

    /// A network of these layer sizes, its hidden layers with another initialization.
    ///
    /// ```
    /// use activations::Relu;
    /// use feedforward::Mlp;
    /// use nn::Initialization::HeUniform;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let mlp = Mlp::<f32, _>::with_init(&[4, 8, 8, 2], Relu, HeUniform, rng);
    /// assert_eq!(mlp.hidden.len(), 2);
    /// ```
    ///
    /// # Panics
    /// If there are fewer than two sizes.
    #[track_caller]
    pub fn with_init(
        sizes: &[usize],
        activation: A,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        let [hidden_inputs @ .., last, outputs] = sizes else {
            panic!("Mlp: sizes are inputs, hidden layers, outputs: at least two, not {sizes:?}")
        };
        let widths = hidden_inputs.iter().zip(&sizes[1..]);
        let hidden = widths
            .map(|(&inputs, &outputs)| {
                Dense::with_init(inputs, outputs, activation, initialization, rng)
            })
            .collect();
        Mlp { hidden, output: Dense::linear(*last, *outputs, rng) }
    }
}

// ANCHOR: forward
impl<T: Float, A: Activation<T>> Forward<T> for Mlp<T, A> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let mut x = if x.shape().rank() > 2 { x.flatten() } else { x };
        for layer in &self.hidden {
            x = layer.forward(x);
        }
        self.output.forward(x)
    }
}
// ANCHOR_END: forward
