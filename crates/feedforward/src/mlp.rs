//! The multilayer perceptron.

use autograd::Var;
use neurons::Activation;
use nn::{Dense, Forward, Initialization, impl_module};
use numeric::Float;
use rand::Rng;

/// A multilayer perceptron: dense layers one after the other, all but the last with the same
/// activation.
///
/// # Shapes
/// Input `[n, inputs]` or, as for an image, `[n, …]` with as many numbers; output `[n, outputs]`.
#[derive(Clone, Debug)]
pub struct Mlp<T: Float, A> {
    /// The layers with the activation.
    pub hidden: Vec<Dense<T, A>>,
    /// The last layer, without activation.
    pub output: Dense<T>,
}
impl_module!(Mlp<T, A: Activation<T>> { hidden, output });

impl<T: Float, A: Activation<T>> Mlp<T, A> {
    /// A network of these sizes: inputs, each hidden layer, outputs. Weights are drawn as Keras
    /// draws them.
    ///
    /// # Panics
    /// If there are fewer than two sizes.
    #[track_caller]
    pub fn new(sizes: &[usize], activation: A, rng: &mut impl Rng) -> Self {
        Self::with_init(sizes, activation, Initialization::default(), rng)
    }

    /// A network of these sizes, whose hidden layers' weights are drawn by `initialization`.
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
        let [before @ .., last, outputs] = sizes else {
            panic!("Mlp: sizes are inputs, hidden layers, outputs: at least two, not {sizes:?}")
        };
        let widths = before.iter().zip(&sizes[1..]);
        let hidden = widths
            .map(|(&from, &to)| Dense::with_init(from, to, activation, initialization, rng))
            .collect();
        Mlp { hidden, output: Dense::linear(*last, *outputs, rng) }
    }
}

impl<T: Float, A: Activation<T>> Forward<T> for Mlp<T, A> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let rows = if x.shape().rank() > 2 { x.flatten() } else { x };
        self.output.forward(self.hidden.iter().fold(rows, |x, layer| layer.forward(x)))
    }
}
