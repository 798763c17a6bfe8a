//! Initialization of weights.

mod orthogonal;

use numeric::Float;
use orthogonal::orthogonal;
use rand::Rng;
use rand_distr::{Distribution, Normal, StandardNormal, Uniform};
use tensor::{Shape, Tensor};

/// The distribution that a layer's weights are drawn from before training.
///
/// `fan_in` is the number of inputs of a neuron, `fan_out` the number of neurons that an input goes
/// to. The variances keep the size of activations (and gradients) about equal from layer to layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Initialization {
    /// Uniform in ±√(6 / (fan_in + fan_out)): Glorot and Bengio, 2010, equation 16. Keras's
    /// default for dense layers; made for activations that are linear near zero, such as tanh.
    #[default]
    GlorotUniform,
    /// Normal with variance 2 / (fan_in + fan_out): Glorot and Bengio, 2010, equation 12.
    GlorotNormal,
    /// Uniform in ±√(6 / fan_in): He and others, 2015, for ReLU, which zeroes half of its inputs.
    HeUniform,
    /// Normal with variance 2 / fan_in: He and others, 2015, equation 10.
    HeNormal,
    /// Uniform in ±√(3 / fan_in), which has the variance 1 / fan_in: LeCun and others, 1998.
    LecunUniform,
    /// Normal with variance 1 / fan_in: LeCun and others, 1998. What SELU asks for (Klambauer and
    /// others, 2017).
    LecunNormal,
    /// Uniform in ±√(1 / fan_in), the biases too: the default of PyTorch's `Linear` and `Conv2d` (its formula is He's with the slope √5 of a leaky ReLU). A third of LeCun's
    /// variance.
    TorchDefault,
    /// `gain` times a matrix whose columns, or rows if those are fewer, are orthonormal: Saxe and
    /// others, 2014; PyTorch's `orthogonal_`. With gain 1 a square one keeps the norm of every input.
    Orthogonal {
        /// The factor that every norm is multiplied by.
        gain: f64,
    },
    /// Normal with standard deviation `std`, whatever the layer's size: PyTorch's `normal_`.
    Normal {
        /// The standard deviation.
        std: f64,
    },
    /// Normal with standard deviation `std`, drawn again beyond ±2·`std`, which leaves a standard
    /// deviation of 0.8796·`std`: PyTorch's `trunc_normal_` with these bounds, Keras's
    /// `TruncatedNormal`. (Keras draws its Glorot and He normal from it, with that factor divided
    /// out.)
    TruncatedNormal {
        /// The standard deviation before the tails are cut off.
        std: f64,
    },
    /// Zeros, for biases. (Weights that all start equal stay equal.)
    Zeros,
}

impl Initialization {
    /// Draws a weight tensor of this shape.
    ///
    /// ```
    /// use nn::Initialization;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut rng = ChaCha8Rng::seed_from_u64(1);
    /// let w = Initialization::GlorotUniform.init_weight::<f64>([300, 300], 300, 300, &mut rng);
    /// assert!(w.as_slice().iter().all(|w| w.abs() <= 0.1));              // √(6/600)
    /// ```
    ///
    /// # Panics
    /// If a gain is infinite or NaN, or if a standard deviation is negative, infinite or NaN.
    // ANCHOR: init_weight
    #[track_caller]
    pub fn init_weight<T: Float>(
        self,
        shape: impl Into<Shape>,
        fan_in: usize,
        fan_out: usize,
        rng: &mut impl Rng,
    ) -> Tensor<T> {
        let (one, both) = (fan_in.max(1) as f64, (fan_in + fan_out).max(1) as f64);
        match self {
            Self::GlorotUniform => uniform(shape, (6.0 / both).sqrt(), rng),
            Self::GlorotNormal => normal(shape, (2.0 / both).sqrt(), rng),
            Self::HeUniform => uniform(shape, (6.0 / one).sqrt(), rng),
            Self::HeNormal => normal(shape, (2.0 / one).sqrt(), rng),
            Self::LecunUniform => uniform(shape, (3.0 / one).sqrt(), rng),
            Self::LecunNormal => normal(shape, (1.0 / one).sqrt(), rng),
            Self::TorchDefault => uniform(shape, (1.0 / one).sqrt(), rng),
            Self::Orthogonal { gain } => {
                assert!(gain.is_finite(), "Orthogonal: gain must be finite, but is {gain}");
                orthogonal(shape.into(), gain, rng)
            }
            Self::Normal { std } => normal(shape, checked(std), rng),
            Self::TruncatedNormal { std } => truncated_normal(shape, checked(std), rng),
            Self::Zeros => Tensor::zeros(shape),
        }
    }
    // ANCHOR_END: init_weight

    /// Draws the biases of a layer of neurons with `fan_in` inputs each: zeros, except for
    /// [`TorchDefault`](Self::TorchDefault).
    ///
    /// ```
    /// use nn::Initialization;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut rng = ChaCha8Rng::seed_from_u64(1);
    /// let b = Initialization::TorchDefault.init_bias::<f64>(50, 100, &mut rng);
    /// assert!(b.as_slice().iter().all(|b| *b != 0.0 && b.abs() <= 0.1));  // √(1/100)
    /// let b = Initialization::HeUniform.init_bias::<f64>(50, 100, &mut rng);
    /// assert!(b.as_slice().iter().all(|b| *b == 0.0));
    /// ```
    pub fn init_bias<T: Float>(
        self,
        neurons: usize,
        fan_in: usize,
        rng: &mut impl Rng,
    ) -> Tensor<T> {
        match self {
            Self::TorchDefault => self.init_weight([neurons], fan_in, neurons, rng),
            _ => Tensor::zeros([neurons]),
        }
    }
}

/// # Panics
/// If the standard deviation is negative, infinite or NaN.
#[track_caller]
fn checked(std: f64) -> f64 {
    let is_valid = std >= 0.0 && std.is_finite();
    assert!(is_valid, "Initialization: std must be finite and at least 0, but is {std}");
    std
}

/// Draws are made in `f64` whatever the type: the same seed gives the same weights, rounded.
fn uniform<T: Float>(shape: impl Into<Shape>, limit: f64, rng: &mut impl Rng) -> Tensor<T> {
    let dist = Uniform::new_inclusive(-limit, limit).expect("the limit is positive and finite");
    Tensor::from_fn(shape, || T::of(dist.sample(rng)))
}

pub(crate) fn normal<T: Float>(shape: impl Into<Shape>, std: f64, rng: &mut impl Rng) -> Tensor<T> {
    let dist = Normal::new(0.0, std).expect("the standard deviation is positive and finite");
    Tensor::from_fn(shape, || T::of(dist.sample(rng)))
}

/// Of a normal distribution 4.6 per cent lie beyond two standard deviations: few are drawn again.
fn truncated_normal<T: Float>(shape: impl Into<Shape>, std: f64, rng: &mut impl Rng) -> Tensor<T> {
    Tensor::from_fn(shape, || {
        let mut z: f64 = StandardNormal.sample(rng);
        while z.abs() > 2.0 {
            z = StandardNormal.sample(rng);
        }
        T::of(std * z)
    })
}
