//! Convolutional networks: convolution, pooling, LeNet.
//!
//! A dense layer has a weight for every pixel and neuron, and what it learns of a digit in the
//! middle of the image it does not know of one at the edge. A *filter* is a neuron with few weights
//! that stands at every place of the image in turn. What it answers, place by place, is an image
//! again, and so filters can look at filters.
//!
//! ```
//! use activations::Relu;
//! use autograd::Tape;
//! use cnn::{Conv2d, MaxPool2d};
//! use nn::{Dense, Flatten, Forward, sequential};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use tensor::Tensor;
//!
//! let rng = &mut ChaCha8Rng::seed_from_u64(1);
//! let model = sequential![
//!     Conv2d::new(1, 6, 5, Relu, rng),                    // [n, 1, 28, 28] to [n, 6, 24, 24]
//!     MaxPool2d::new(2),                                  // to [n, 6, 12, 12]
//!     Flatten,
//!     Dense::<f32>::linear(6 * 12 * 12, 10, rng),
//! ];
//! let images = Tensor::zeros([4, 28, 28]);
//! let logits = Tape::new().evaluate(|tape| model.forward(tape.constant(&images)));
//! assert_eq!(logits.shape().dims(), [4, 10]);
//! ```
//!
//! The operations are methods of a value on the tape, which this crate adds from outside: the trait
//! [`Conv`], brought in with [`prelude`]. Their rules are functions on slices, to be called without
//! a tape as well: [`convolve`] and [`conv2d_backward`], [`max_pool2d_forward`], [`avg_pool2d_forward`].
//! [`lenet5`] and [`lenet_cifar`] are whole networks.
//!
//! # Why it is built this way
//!
//! **Two ways to the same sums.** The textbook's way, [`im2col()`], copies what a kernel looks at
//! into the columns of a matrix, and a convolution is one matrix product. It copies each pixel as
//! often as the kernel has weights, which takes longer than the product. So a batch is computed from
//! the images themselves ([`Method`]): as many as a vector register has lanes are laid side by side,
//! a register holds the same pixel of each, and each weight is multiplied with one register after
//! the other. Stride, padding and dilation are steps from pixel to pixel, and nothing is computed
//! that is not wanted. Few images, which do not fill a register, go by columns. The tests hold the
//! two against each other.
//!
//! **What is read once is not written.** A small convolution waits for memory more than it computes.
//! Where max pooling follows, the largest answers are found while all of them are in the cache, and
//! only these are written ([`Conv::conv2d_max_pool2d`]); a [`Conv2d`] in front of a [`MaxPool2d`] does
//! so by itself.
//!
//! **Images are divided among cores**, in blocks that depend on the work alone; each block has a
//! weight gradient of its own, and these are added in order. So the bits are the same on any number
//! of cores.
//!
//! **The loops are compiled here**, once for `f32` and once for `f64`, not again in every program: the
//! generic functions go on in a table of functions of their type ([`numeric::of_type`]).
//!
//! **Weights lie as in PyTorch**, `[filters, channels / groups, height, width]`: a filter is a run of
//! neighbouring numbers, which as nalgebra sees them is a column of the matrix that multiplies the
//! patches.

mod compiled;
mod conv;
mod convolution;
mod lanes;
mod layers;
mod lenet;
mod pooling;
pub mod prelude;
mod size;
mod window;

pub use conv::Conv2dOps;
pub use convolution::{
    Conv2dGradients, Conv2dOptions, ConvAlgorithm, ConvShape, col2im, conv2d_backward,
    conv2d_forward, im2col,
};
pub use layers::{AvgPool2d, Conv2d, GlobalAvgPool, MaxPool2d};
pub use lenet::{lenet_cifar, lenet5};
pub use pooling::{
    Average, Pool2dOptions, PoolShape, avg_pool2d_backward, avg_pool2d_forward,
    max_pool2d_backward, max_pool2d_forward,
};
pub use size::Size2d;
pub use window::Window;
