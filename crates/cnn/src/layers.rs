//! Layers: what owns weights, and what stands between.

mod conv2d;
mod pools;

pub use conv2d::Conv2d;
pub use pools::{AvgPool2d, GlobalAvgPool, MaxPool2d};
