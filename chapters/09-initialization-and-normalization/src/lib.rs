//! Chapter 9: initialization and normalization.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod deep;
mod digits;
mod gaussian;

pub use deep::{Activate, Normalization, UNITS, deep_mlp};
pub use digits::{Recipe, for_seeds, mean, spread};
pub use gaussian::gaussian_mean;
