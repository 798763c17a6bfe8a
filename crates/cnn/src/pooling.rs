//! Pooling: one number for each place of a window, from all numbers under it.

mod average;
mod halves;
mod max;
mod pools;

pub use average::{Average, average_pool, average_pool_gradient};
pub(crate) use max::{exceeds, max_pool_channels, max_pool_gradient_channels};
pub use max::{max_pool, max_pool_gradient};
pub use pools::{Pooling, Pools};
