//! Chapter 2: neurons.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod binary_digits;
pub mod drawings;
mod helpers;

pub use binary_digits::{BinaryDigits, parse_digit_pair};
pub use helpers::{format_signed, fraction, half_plane};
