//! The tests of `activations`: values and slopes of each function, softmax and its logarithm.

mod elementwise;
mod softmax;
