//! Convolution: its rules, and how they are computed.

mod backward;
mod blocks;
mod by_columns;
mod directly;
mod filters;
mod forward;
mod geometry;
mod grid;
mod im2col;
mod method;
mod scratch;
mod weight_sums;

pub use backward::{ConvolutionGradients, convolve_gradients};
pub use forward::convolve;
pub use geometry::{Convolution, Geometry};
pub(crate) use grid::Grid;
pub use im2col::{col2im, im2col};
pub use method::Method;
