//! Chapter 12: convolutional networks.
//!
//! The program is `examples/lenet.rs`; here is what it makes of small digits, and what it draws of
//! the network's inside.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

mod enlarge;
pub mod inside;

pub use enlarge::as_large_as_mnist;
