//! Chapter 18: Keras's first program from scratch.
//!
//! The program is `examples/mnist.rs`; here is what it draws and writes when training is done.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod report;
