//! LeNet-5, and the small network of PyTorch's first program for CIFAR-10.

use crate::{Conv2d, Conv2dOptions, MaxPool2d};
use activations::Relu;
use nn::{Dense, Flatten, Initialization, Sequential, sequential};
use numeric::Float;
use rand::Rng;

/// LeNet-5 for greyscale images of 28×28 pixels, such as MNIST's, and ten classes (LeCun and
/// others, 1998), as it is built today: ReLU in place of a scaled tanh, max pooling in place of the
/// sum of four pixels times a weight, plus a bias, then a sigmoid, every feature map of the second
/// layer connected to all of the first, and logits in place of distances.
///
/// The first layer pads by 2, since the paper's images have a margin of 2 around their 28×28.
///
/// # Shapes
/// `[n, 28, 28]` or `[n, 1, 28, 28]`; logits `[n, 10]`.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let lenet = cnn::lenet5::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&lenet), 61_706);
/// ```
// ANCHOR: lenet5
pub fn lenet5<T: Float>(rng: &mut impl Rng) -> Sequential<T> {
    let (same, init) = (Conv2dOptions { padding: 2.into(), ..Conv2dOptions::default() }, INIT);
    sequential![
        Conv2d::with_init([1, 6], 5, same, Relu, init, rng),
        MaxPool2d::new(2),
        Conv2d::with_init([6, 16], 5, Conv2dOptions::default(), Relu, init, rng),
        MaxPool2d::new(2),
        Flatten,
        Dense::with_init(16 * 5 * 5, 120, Relu, init, rng),
        Dense::with_init(120, 84, Relu, init, rng),
        Dense::linear(84, 10, rng),
    ]
}
// ANCHOR_END: lenet5

/// The layers of PyTorch's first program for CIFAR-10: LeNet-5 for colour images of 32×32 pixels
/// and ten classes. The initial weights are He's; chapter 19, which compares with PyTorch, builds
/// the same layers with [`Initialization::TorchDefault`].
///
/// # Shapes
/// `[n, 3, 32, 32]`; logits `[n, 10]`.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let network = cnn::lenet_cifar::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&network), 62_006);
/// ```
pub fn lenet_cifar<T: Float>(rng: &mut impl Rng) -> Sequential<T> {
    let (plain, init) = (Conv2dOptions::default(), INIT);
    sequential![
        Conv2d::with_init([3, 6], 5, plain, Relu, init, rng),
        MaxPool2d::new(2),
        Conv2d::with_init([6, 16], 5, plain, Relu, init, rng),
        MaxPool2d::new(2),
        Flatten,
        Dense::with_init(16 * 5 * 5, 120, Relu, init, rng),
        Dense::with_init(120, 84, Relu, init, rng),
        Dense::linear(84, 10, rng),
    ]
}

/// The initialization made for ReLU.
const INIT: Initialization = Initialization::HeUniform;
