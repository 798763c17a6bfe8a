//! What a program that convolves brings in with one line.

pub use crate::{Average, Conv2dOps, Conv2dOptions, Pool2dOptions, Size2d};
pub use neurons::Identity;
