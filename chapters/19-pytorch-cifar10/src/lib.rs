//! Chapter 19: PyTorch's first program from scratch.
//!
//! The program is `examples/cifar10.rs`; here is what it reads, and what it draws when training is
//! done. [`parity`] is for the comparison with PyTorch itself.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

mod cifar10;
pub mod experiment;
mod net;
pub mod parity;
pub mod pictures;
mod run_report;

pub use cifar10::{Batches, Cifar10, FIRST_BATCH, SHAPES, cifar10_or_shapes, shapes};
pub use net::Net;
pub use run_report::{RunReport, results_file};
