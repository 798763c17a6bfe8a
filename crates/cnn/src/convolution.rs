//! Convolution: its rules, and how they are computed.

mod answers;
mod backward;
mod blocks;
mod by_columns;
mod directly;
mod filters;
mod forward;
mod geometry;
mod im2col;
mod maxima;
mod method;
mod pixel_sums;
mod scratch;
mod side_by_side;
mod weight_sums;

pub use backward::{Conv2dGradients, conv2d_backward};
pub(crate) use backward::{backward, backward_max_pool, conv2d_max_pool2d_backward};
pub use forward::conv2d_forward;
pub(crate) use forward::{argmax_len, conv2d_max_pool2d_forward, forward, forward_max_pool};
pub use geometry::{Conv2dOptions, ConvShape};
pub use im2col::{col2im, im2col};
pub(crate) use maxima::FusedMaxPool;
pub use method::ConvAlgorithm;
