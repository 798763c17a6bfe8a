//! The networks that the chapter compares: LeNet-5 and variants of it.

use activations::Relu;
use cnn::{AvgPool2d, Conv2d, Conv2dOptions, lenet5};
use nn::{Dense, Flatten, Initialization, Sequential, sequential};
use rand::Rng;

/// A network's name and constructor.
pub type Named<R> = (&'static str, fn(&mut R) -> Sequential);

/// A dense network, LeNet-5 with about as many parameters, and LeNet-5 with average pooling and with
/// strides in place of max pooling.
///
/// # Shapes
/// Input `[n, 28, 28]`, output `[n, 10]` logits.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let counts = ch12::networks::all::<ChaCha8Rng>()
///     .map(|(_, network)| nn::parameter_count(&network(&mut ChaCha8Rng::seed_from_u64(1))));
/// assert_eq!(counts, [61_225, 61_706, 61_706, 61_706]);
/// ```
pub fn all<R: Rng>() -> [Named<R>; 4] {
    [
        ("dense", dense),
        ("LeNet-5", lenet5),
        ("average pooling", with_average_pooling),
        ("stride 2", with_stride),
    ]
}

/// One hidden layer of 77 neurons: 61,225 parameters, where LeNet-5 has 61,706.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let network = ch12::networks::dense(&mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&network), 61_225);
/// ```
pub fn dense(rng: &mut impl Rng) -> Sequential {
    sequential![
        Flatten,
        Dense::with_init(28 * 28, 77, Relu, Initialization::HeUniform, rng),
        Dense::linear(77, 10, rng),
    ]
}

// ANCHOR: variants
/// LeNet-5 with average pooling in place of max pooling.
pub fn with_average_pooling(rng: &mut impl Rng) -> Sequential {
    let mut model = lenet5(rng);
    for pooling in [1, 3] {
        model.layers[pooling] = Box::new(AvgPool2d::new(2));
    }
    model
}

/// LeNet-5 without pooling: its convolutions have stride 2, so that of four outputs that would
/// have been pooled only one is computed.
pub fn with_stride(rng: &mut impl Rng) -> Sequential {
    let init = Initialization::HeUniform;
    let strided_with_padding = |padding: usize| Conv2dOptions {
        stride: 2.into(),
        padding: padding.into(),
        ..Conv2dOptions::default()
    };
    let mut model = lenet5(rng);
    for (layer, maps, padding) in [(0, [1, 6], 2), (2, [6, 16], 0)] {
        let options = strided_with_padding(padding);
        model.layers[layer] = Box::new(Conv2d::with_init(maps, 5, options, Relu, init, rng));
    }
    model.layers.remove(3);
    model.layers.remove(1);
    model
}
// ANCHOR_END: variants
