//! Chapter 18: Keras's first program from scratch.
//!
//! The program is `examples/mnist.rs`, which stands alone; here is what the chapter's other programs
//! compare it with.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod experiment;
pub mod neighbours;
pub mod networks;
