//! The networks that the chapter compares.

use activations::Relu;
use cnn::{AvgPool2d, Conv2d, Conv2dOptions, lenet5};
use nn::{Dense, Flatten, Initialization, Sequential, sequential};
use rand::Rng;

/// A network, and what it is called.
pub type Named<R> = (&'static str, fn(&mut R) -> Sequential);

/// LeNet-5; the same with other ways to halve its maps; and a dense network of as many weights.
///
/// All take images of 28×28 pixels and have ten logits as their output.
pub fn all<R: Rng>() -> [Named<R>; 4] {
    [
        ("dense", dense),
        ("LeNet-5", lenet5),
        ("average pooling", with_average_pooling),
        ("stride 2", with_stride),
    ]
}

/// One hidden layer of 77 neurons: 61,225 parameters, where LeNet-5 has 61,706.
pub fn dense(rng: &mut impl Rng) -> Sequential {
    sequential![
        Flatten,
        Dense::with_init(28 * 28, 77, Relu, Initialization::HeUniform, rng),
        Dense::linear(77, 10, rng),
    ]
}

// ANCHOR: variants
/// LeNet-5 with the mean of four outputs where it has their maximum.
pub fn with_average_pooling(rng: &mut impl Rng) -> Sequential {
    let mut model = lenet5(rng);
    for pooling in [1, 3] {
        model.layers[pooling] = Box::new(AvgPool2d::new(2));
    }
    model
}

/// LeNet-5 without pooling: its kernels step by two pixels, so that every output that would have
/// been compared with three others is alone.
pub fn with_stride(rng: &mut impl Rng) -> Sequential {
    let init = Initialization::HeUniform;
    let stepping_with_padding = |padding: usize| Conv2dOptions {
        stride: 2.into(),
        padding: padding.into(),
        ..Conv2dOptions::default()
    };
    let mut model = lenet5(rng);
    for (layer, maps, padding) in [(0, [1, 6], 2), (2, [6, 16], 0)] {
        let settings = stepping_with_padding(padding);
        model.layers[layer] = Box::new(Conv2d::with_init(maps, 5, settings, Relu, init, rng));
    }
    model.layers.remove(3);
    model.layers.remove(1);
    model
}
// ANCHOR_END: variants
