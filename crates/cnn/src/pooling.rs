//! Pooling: one number for each place of a window, from all numbers under it.

mod average;
mod max;
mod max_2x2;
mod pools;

pub use average::{Average, avg_pool2d_backward, avg_pool2d_forward};
pub(crate) use max::{gt_or_nan, max_pool_channels, max_pool_gradient_channels};
pub use max::{max_pool2d_backward, max_pool2d_forward};
pub use pools::{Pool2dOptions, PoolShape};
