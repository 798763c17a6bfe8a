//! The feed-forward half of a Transformer's layer.

use crate::projection::Projection;
use activations::{Gelu, GeluTanh, Relu};
use autograd::Var;
use nn::{Initialization, impl_module};
use numeric::Float;
use rand::Rng;
use regularization::prelude::*;

/// The activation between the two projections of a feed-forward block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedForwardActivation {
    /// The paper's, and PyTorch's default.
    #[default]
    Relu,
    /// The exact GELU.
    Gelu,
    /// GELU by its tanh approximation: GPT-2's `gelu_new`.
    GeluTanh,
}

impl FeedForwardActivation {
    /// The activation of each element.
    ///
    /// ```
    /// use attention::FeedForwardActivation::Relu;
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![-1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| Relu.apply(tape.constant(&x)));
    /// assert_eq!(y.as_slice(), [0.0, 2.0]);
    /// ```
    #[track_caller]
    pub fn apply<T: Float>(self, x: Var<'_, T>) -> Var<'_, T> {
        match self {
            Self::Relu => x.activate(Relu),
            Self::Gelu => x.activate(Gelu),
            Self::GeluTanh => x.activate(GeluTanh),
        }
    }
}

/// Two projections with an activation between them, for each token by itself: `f(x·W₁ + b₁)·W₂ + b₂`.
///
/// Source: A. Vaswani and others, "Attention is all you need", arXiv:1706.03762 (2017), section 3.3.
///
/// # Shapes
/// Input and output: `[…, embed_dim]`.
///
/// ```
/// use attention::{FeedForward, FeedForwardActivation};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let block = FeedForward::<f32>::new(8, 32, FeedForwardActivation::Gelu, rng);
/// let x = Tensor::full([2, 5, 8], 0.5);
/// let y = Tape::new().no_grad(|tape| block.forward(tape.constant(&x), 0.0));
/// assert_eq!(y.shape().dims(), [2, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct FeedForward<T: Float = f32> {
    /// To the hidden features, `[embed_dim, hidden]`.
    pub linear1: Projection<T>,
    /// And back.
    pub linear2: Projection<T>,
    /// The activation between them.
    pub activation: FeedForwardActivation,
}
impl_module!(FeedForward<T> { linear1, linear2 });

impl<T: Float> FeedForward<T> {
    /// A block with `hidden` features in between; weights by Glorot's rule, biases zero.
    ///
    /// # Panics
    /// If a size is 0.
    ///
    /// ```
    /// use attention::{FeedForward, FeedForwardActivation};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let block = FeedForward::<f32>::new(8, 32, FeedForwardActivation::Relu, rng);
    /// assert_eq!(nn::parameter_count(&block), 2 * 8 * 32 + 32 + 8);
    /// ```
    #[track_caller]
    pub fn new(
        embed_dim: usize,
        hidden: usize,
        activation: FeedForwardActivation,
        rng: &mut impl Rng,
    ) -> Self {
        let init = Initialization::GlorotUniform;
        let linear1 = Projection::new(embed_dim, hidden, true, init, rng);
        FeedForward {
            linear1,
            linear2: Projection::new(hidden, embed_dim, true, init, rng),
            activation,
        }
    }

    /// The outputs, with this probability of dropout of the hidden features in training.
    ///
    /// # Panics
    /// If the shape of `x` does not fit, or if the probability is not at least 0 and below 1.
    ///
    /// ```
    /// use attention::{FeedForward, FeedForwardActivation};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let block = FeedForward::<f32>::new(8, 32, FeedForwardActivation::Relu, rng);
    /// let y = Tape::new().no_grad(|tape| block.forward(tape.constant(&Tensor::zeros([1, 8])), 0.1));
    /// assert_eq!(y.as_slice(), [0.0; 8]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, x: Var<'t, T>, dropout: f64) -> Var<'t, T> {
        let hidden = self.activation.apply(self.linear1.forward(x));
        self.linear2.forward(hidden.dropout(dropout))
    }
}
