//! The networks that the chapter compares.

use activations::Relu;
use autograd::Var;
use cnn::{Conv2d, Conv2dOptions, MaxPool2d, lenet5};
use data::ImageFormat;
use nn::{Dense, Flatten, Forward, Initialization, Layer, Sequential, impl_module, sequential};
use rand::rngs::ChaCha8Rng;

/// A network for images of this format, with first weights from this generator.
pub type Network = fn(ImageFormat, &mut ChaCha8Rng) -> Sequential;

/// No hidden layer: softmax regression.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let format = data::digits().train.format();
/// let model = ch18::networks::linear(format, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&model), 64 * 10 + 10);
/// ```
pub fn linear(format: ImageFormat, rng: &mut ChaCha8Rng) -> Sequential {
    sequential![Flatten, Dense::linear(format.pixels(), format.classes, rng)]
}

/// The network of the chapter's program: a hidden layer of 128 ReLU neurons.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let format = data::digits().train.format();
/// let model = ch18::networks::one_hidden(format, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&model), 9_610);
/// ```
pub fn one_hidden(format: ImageFormat, rng: &mut ChaCha8Rng) -> Sequential {
    sequential![
        Flatten,
        Dense::new(format.pixels(), 128, Relu, rng),
        Dense::linear(128, format.classes, rng),
    ]
}

/// LeNet-5; for the embedded digits of 8×8 pixels the same layers with kernels of 3×3, both
/// convolutions padded.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let format = data::digits().train.format();
/// let model = ch18::networks::lenet(format, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&model), 19_754);
/// ```
pub fn lenet(format: ImageFormat, rng: &mut ChaCha8Rng) -> Sequential {
    if format.height == 28 {
        return lenet5(rng);
    }
    let (same, init) = (
        Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() },
        Initialization::HeUniform,
    );
    sequential![
        Conv2d::with_init([1, 6], 3, same, Relu, init, rng),
        MaxPool2d::new(2),
        Conv2d::with_init([6, 16], 3, same, Relu, init, rng),
        MaxPool2d::new(2),
        Flatten,
        Dense::with_init(16 * (format.height / 4) * (format.width / 4), 120, Relu, init, rng),
        Dense::with_init(120, 84, Relu, init, rng),
        Dense::linear(84, format.classes, rng),
    ]
}

/// The program without the line that divides the pixels: it sees 0 to 255, or 0 to 16.
pub fn undivided(format: ImageFormat, rng: &mut ChaCha8Rng) -> Sequential {
    let mut model = one_hidden(format, rng);
    model.layers.insert(0, Box::new(Times(f32::from(format.max_value))));
    model
}

/// The program with a softmax at the end, although the loss has one.
pub fn softmax_twice(format: ImageFormat, rng: &mut ChaCha8Rng) -> Sequential {
    let mut model = one_hidden(format, rng);
    model.layers.push(Box::new(keras_files::Softmax));
    model
}

/// A layer that multiplies by a constant.
struct Times(f32);
impl_module!(Times {});

impl Forward for Times {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        x * self.0
    }
}

impl Layer for Times {
    fn name(&self) -> String {
        format!("Times {}", self.0)
    }
}
