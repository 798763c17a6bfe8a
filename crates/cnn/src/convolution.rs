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

pub use backward::{ConvolutionGradients, convolve_gradients};
pub(crate) use backward::{convolve_max_pool_gradients, gradients, max_pool_gradients};
pub use forward::convolve;
pub(crate) use forward::{answers, convolve_max_pool, max_pool_answers, winners_len};
pub use geometry::{Convolution, Geometry};
pub use im2col::{col2im, im2col};
pub(crate) use maxima::Maxima;
pub use method::Method;
