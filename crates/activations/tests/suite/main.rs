//! The tests of `activations`: values and derivatives of each function, extreme inputs, softmax and
//! its logarithm.

mod cuda;
mod elementwise;
mod extremes;
mod limits;
mod piecewise;
mod softmax;
