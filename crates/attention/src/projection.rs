//! A linear layer with or without a bias.

use autograd::{Param, Var};
use neurons::Identity;
use nn::{Initialization, impl_module};
use numeric::Float;
use rand::Rng;
use tensor::Tensor;

/// A linear layer, `y = x·w + b`, whose bias may be missing: PyTorch's `Linear`.
///
/// # Shapes
/// `x`: `[…, inputs]`, `weight`: `[inputs, outputs]`, `bias`: `[outputs]`, `y`: `[…, outputs]`.
///
/// ```
/// use attention::Projection;
/// use nn::Initialization;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let layer = Projection::<f32>::new(4, 3, false, Initialization::GlorotUniform, rng);
/// assert_eq!(nn::parameter_count(&layer), 4 * 3);
/// ```
#[derive(Clone, Debug)]
pub struct Projection<T: Float = f32> {
    /// The weights, `[inputs, outputs]`.
    pub weight: Param<T>,
    /// One bias for each output.
    pub bias: Option<Param<T>>,
}
impl_module!(Projection<T> { weight, bias });

impl<T: Float> Projection<T> {
    /// A layer whose weights are drawn by `initialization`; the biases are zero.
    ///
    /// # Panics
    /// If a size is 0.
    ///
    /// ```
    /// use attention::Projection;
    /// use nn::Initialization;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = Projection::<f32>::new(4, 3, true, Initialization::Zeros, rng);
    /// assert_eq!(layer.weight.value.as_slice(), [0.0; 12]);
    /// ```
    #[track_caller]
    pub fn new(
        inputs: usize,
        outputs: usize,
        bias: bool,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        Self::of(inputs, outputs, bias, initialization, rng, Param::weight)
    }

    /// The same, but in a file for PyTorch the weights are `[inputs, outputs]` as well: GPT-2's layers,
    /// which are called `Conv1D` there.
    ///
    /// # Panics
    /// If a size is 0.
    ///
    /// ```
    /// use attention::Projection;
    /// use nn::Initialization;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = Projection::<f32>::conv1d(4, 3, Initialization::Normal { std: 0.02 }, rng);
    /// assert_eq!(layer.weight.layout(), autograd::WeightLayout::Torch);
    /// ```
    #[track_caller]
    pub fn conv1d(
        inputs: usize,
        outputs: usize,
        initialization: Initialization,
        rng: &mut impl Rng,
    ) -> Self {
        Self::of(inputs, outputs, true, initialization, rng, Param::new)
    }

    #[track_caller]
    fn of(
        inputs: usize,
        outputs: usize,
        bias: bool,
        initialization: Initialization,
        rng: &mut impl Rng,
        param: fn(Tensor<T>) -> Param<T>,
    ) -> Self {
        assert!(
            inputs > 0 && outputs > 0,
            "Projection: inputs and outputs must be at least 1, but are {inputs} and {outputs}"
        );
        let weight = initialization.init_weight([inputs, outputs], inputs, outputs, rng);
        let bias = bias.then(|| Param::new(Tensor::zeros([outputs])));
        Projection { weight: param(weight), bias }
    }

    /// The outputs for a batch.
    ///
    /// # Panics
    /// If the shape of `x` does not fit.
    ///
    /// ```
    /// use attention::Projection;
    /// use autograd::Tape;
    /// use nn::Initialization;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = Projection::<f32>::new(4, 3, false, Initialization::GlorotUniform, rng);
    /// let x = Tensor::zeros([2, 5, 4]);
    /// let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&x)));
    /// assert_eq!(y.shape().dims(), [2, 5, 3]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        project(x, x.tape().param(&self.weight), self.bias.as_ref().map(|b| x.tape().param(b)))
    }
}

/// `x·w + b`, or `x·w`.
#[track_caller]
pub(crate) fn project<'t, T: Float>(
    x: Var<'t, T>,
    w: Var<'t, T>,
    b: Option<Var<'t, T>>,
) -> Var<'t, T> {
    match b {
        Some(b) => x.affine(w, b, Identity),
        None => x.matmul(w),
    }
}
