//! Convolutional networks: convolution, pooling, LeNet.

mod conv;
mod convolution;
mod lanes;
mod layers;
mod lenet;
mod pooling;
pub mod prelude;
mod size;
mod window;

pub use conv::Conv;
pub use convolution::{
    Convolution, ConvolutionGradients, Geometry, Method, col2im, convolve, convolve_gradients,
    im2col,
};
pub use layers::{AvgPool2d, Conv2d, GlobalAvgPool, MaxPool2d};
pub use lenet::{lenet_cifar, lenet5};
pub use pooling::{
    Average, Pooling, Pools, average_pool, average_pool_gradient, max_pool, max_pool_gradient,
};
pub use size::Size;
pub use window::Window;
