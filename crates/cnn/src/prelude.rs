//! What a program that convolves brings in with one line.

pub use crate::{Average, Conv, Convolution, Pooling, Size};
pub use neurons::Identity;
