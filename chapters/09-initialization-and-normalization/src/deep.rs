//! A network of many equal layers.

use activations::{Relu, Tanh};
use autograd::Var;
use neurons::Identity;
use nn::{Dense, Flatten, Forward, Initialization, Layer, Sequential, impl_module, sequential};
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use rand::Rng;

/// The number of units in each layer: as many as there are pixels.
pub const UNITS: usize = 64;

/// An activation function as a layer of its own: where a normalization stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activate {
    /// `max(0, z)`.
    Relu,
    /// The hyperbolic tangent.
    Tanh,
}

impl_module!(Activate {});

impl Forward for Activate {
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        match self {
            Self::Relu => x.activate(Relu),
            Self::Tanh => x.activate(Tanh),
        }
    }
}

impl Layer for Activate {
    fn name(&self) -> String {
        format!("{self:?}")
    }
}

/// What normalizes the sums of a layer before its activation function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Normalization {
    /// Nothing.
    Nothing,
    /// Each unit over the batch.
    Batch,
    /// Each sample over its units.
    Layer,
    /// Each sample over groups of eight units.
    Group,
    /// Each sample over its units, without the mean.
    Rms,
}

impl Normalization {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Nothing, Self::Batch, Self::Layer, Self::Group, Self::Rms];

    /// What the programs call it.
    ///
    /// ```
    /// assert_eq!(ch09::Normalization::Rms.name(), "RMS norm");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Batch => "batch norm",
            Self::Layer => "layer norm",
            Self::Group => "group norm",
            Self::Rms => "RMS norm",
        }
    }

    /// The layer, if there is one.
    ///
    /// ```
    /// use ch09::Normalization;
    ///
    /// assert!(Normalization::Nothing.layer().is_none());
    /// assert_eq!(nn::parameter_count(&Normalization::Batch.layer().unwrap()), 2 * 64);
    /// ```
    pub fn layer(self) -> Option<Box<dyn Layer>> {
        Some(match self {
            Self::Nothing => return None,
            Self::Batch => Box::new(BatchNorm::new(UNITS)),
            Self::Layer => Box::new(LayerNorm::new(UNITS)),
            Self::Group => Box::new(GroupNorm::new(UNITS / 8, UNITS)),
            Self::Rms => Box::new(RmsNorm::new(UNITS, 1e-6)),
        })
    }
}

// ANCHOR: deep
/// 64 pixels, `depth` layers of 64 units, 10 logits: with nothing that leads past a layer. The
/// last layer begins small: so the first loss is near that of guessing.
///
/// ```
/// use ch09::{Activate, Normalization, deep_mlp};
/// use nn::Initialization;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let he = Initialization::HeNormal;
/// let model = deep_mlp(3, Activate::Relu, he, Normalization::Batch, rng);
/// assert_eq!(nn::parameter_count(&model), 3 * (64 * 64 + 64 + 2 * 64) + 64 * 10 + 10);
/// ```
pub fn deep_mlp(
    depth: usize,
    activation: Activate,
    weights: Initialization,
    normalization: Normalization,
    rng: &mut impl Rng,
) -> Sequential {
    let mut model = sequential![Flatten];
    for _ in 0..depth {
        let dense = Dense::<f32>::with_init(UNITS, UNITS, Identity, weights, rng);
        model.layers.push(Box::new(dense));
        model.layers.extend(normalization.layer());
        model.layers.push(Box::new(activation));
    }
    let small = Initialization::TruncatedNormal { std: 0.01 };
    model.layers.push(Box::new(Dense::<f32>::with_init(UNITS, 10, Identity, small, rng)));
    model
}
// ANCHOR_END: deep
