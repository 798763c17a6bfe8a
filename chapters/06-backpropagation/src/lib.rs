//! Chapter 6: backpropagation.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod digits;
mod tiny;

pub use digits::Digits;
pub use tiny::{Pass, Tiny};
