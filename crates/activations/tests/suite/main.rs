//! The tests of `activations`: values and slopes of each function, also far out, softmax and its logarithm.

mod elementwise;
mod extremes;
mod softmax;
