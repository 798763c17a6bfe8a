//! Chapter 19: PyTorch's first program from scratch.
//!
//! The program is `examples/cifar10.rs`; here is what it reads, and what it draws when training is
//! done. [`parity`] is for the comparison with PyTorch itself.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod experiment;
mod net;
pub mod parity;
mod photographs;
pub mod pictures;
pub mod report;

pub use net::Net;
pub use photographs::{Batches, FIRST_BATCH, Photographs, SHAPES, cifar10_or_shapes, shapes};
