//! Convolutional networks: convolution, transposed convolution, pooling, LeNet.
//!
//! A dense layer has a weight for every pixel and neuron, and what it learns of a digit in the
//! middle of the image it does not know of one at the edge. A *filter* is a neuron with few weights
//! that is applied at every position of the image in turn. Its outputs, position by position, are
//! an image again, a *feature map*, and so filters can look at feature maps.
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
//! let logits = Tape::new().no_grad(|tape| model.forward(tape.constant(&images)));
//! assert_eq!(logits.shape().dims(), [4, 10]);
//! ```
//!
//! The operations are methods of a value on the tape, which this crate adds from outside: the traits
//! [`ConvOps`] and [`PoolOps`], imported with [`prelude`]. The most important are pairs of functions
//! on slices, to be called without a tape as well: [`conv2d_forward`] and [`conv2d_backward`],
//! [`conv_transpose2d_forward`] and [`conv_transpose2d_backward`], [`max_pool2d_forward`] and
//! [`max_pool2d_backward`], [`avg_pool2d_forward`] and [`avg_pool2d_backward`]. [`mod@reference`] has
//! the same in plain loops. A sequence is an image of one row. [`lenet5`] and [`lenet_cifar`] are
//! whole networks.
//!
//! # Why it is built this way
//!
//! **Three algorithms for the same sums.** The textbook's, [`im2col()`], copies what is under a
//! kernel into the columns of a matrix, and a convolution is one matrix product. It copies each
//! pixel as often as the kernel has taps, which takes longer than the product. So convolutions are
//! computed from the images themselves. With few channels ([`ConvAlgorithm::Direct`]) as many images as
//! a vector register has lanes are interleaved, a register holds the same pixel of each, and each weight
//! is multiplied with one register after the other. With many, or with few images
//! ([`ConvAlgorithm::ChannelsLast`]), the channels of a pixel fill the registers. Stride, padding and
//! dilation are index tables, and nothing is computed that is not needed. The tests hold the three against
//! each other and against the [`mod@reference`].
//!
//! **What is read once is not written.** A small convolution waits for memory more than it
//! computes. Where max pooling follows, the maxima are found while the outputs are in the cache,
//! and only the maxima are written ([`ConvOps::conv2d_max_pool2d`]); a [`Conv2d`] in front of a
//! [`MaxPool2d`] does so by itself.
//!
//! **Images are divided among cores**, in blocks that depend on the sizes alone; each block has a
//! weight gradient of its own, and these are added in order. So the bits are the same on any number
//! of cores.
//!
//! **On a GPU one kernel computes all passes** (feature `cuda`). A convolution is again a product of
//! matrices, but the columns of patches are never written: a block of threads looks up a tile of them in
//! the images, and uses each element for many filters. The gradients are the same product with other
//! indices. In the backward pass of a pooling each pixel gathers from the windows it lies under. So no two
//! threads add to one element, and the bits are the same at every run. Feature `cudnn` has cuDNN's convolution
//! beside it, to compare with (module `cudnn`).
//!
//! **The loops are compiled here**, once for `f32` and once for `f64`, not again in every program:
//! the generic functions go on in a table of functions of their type ([`numeric::of_type`]).
//!
//! **Weights have PyTorch's layout**, `[filters, channels / groups, height, width]`: a filter is
//! contiguous, and to nalgebra it is a column of the matrix that multiplies the patches.

mod avg_pool;
mod blocks;
mod channels_last;
mod compare;
mod conv2d;
mod conv_transpose;
#[cfg(feature = "cudnn")]
pub mod cudnn;
mod direct;
mod im2col;
mod kernels;
mod lenet;
mod max_pool;
mod ops;
mod options;
mod pool_shape;
mod pooling;
pub mod reference;
mod shape;
mod size;
mod window;

/// Layers: a convolution with its parameters, and poolings.
mod layers {
    pub mod adaptive_pooling;
    pub mod conv;
    pub mod conv_transpose;
    pub mod extent;
    mod fold;
    pub mod pooling;
}

/// What a program with convolutions imports with one line.
pub mod prelude {
    pub use crate::{
        Average, Conv1dOptions, Conv2dOptions, ConvOps, ConvTranspose1dOptions,
        ConvTranspose2dOptions, Padding, Pool1dOptions, Pool2dOptions, PoolOps, Size2d,
    };
    pub use neurons::Identity;
}

pub use blocks::{Conv2dGradients, Conv2dSaved};
pub use conv_transpose::{ConvTransposeShape, conv_transpose2d_backward, conv_transpose2d_forward};
pub use conv2d::{conv2d_backward, conv2d_forward};
pub use im2col::{col2im, im2col};
pub use layers::adaptive_pooling::{
    AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveMaxPool1d, AdaptiveMaxPool2d,
};
pub use layers::conv::{Conv, Conv1d, Conv2d};
pub use layers::conv_transpose::{ConvTranspose, ConvTranspose1d, ConvTranspose2d};
pub use layers::extent::ConvExtent;
pub use layers::pooling::{AvgPool1d, AvgPool2d, GlobalAvgPool, MaxPool1d, MaxPool2d};
pub use lenet::{lenet_cifar, lenet5};
pub use ops::{ConvOps, PoolOps};
pub use options::{
    Conv1dOptions, Conv2dOptions, ConvOptions, ConvTranspose1dOptions, ConvTranspose2dOptions,
    ConvTransposeOptions, Pool1dOptions, Pool2dOptions, PoolOptions,
};
pub use pool_shape::{PoolShape, PoolWindows};
pub use pooling::{
    Average, avg_pool2d_backward, avg_pool2d_forward, max_pool2d_backward, max_pool2d_forward,
};
pub use shape::{ConvAlgorithm, ConvShape};
pub use size::{Extent, IntoExtent, Padding, Size2d};
pub use window::Window;
