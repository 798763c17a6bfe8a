//! Chapter 18: Keras's first program from scratch.
//!
//! The program is `examples/mnist.rs`; here is what it draws and writes when training is done.

pub mod report;
