//! Chapter 2: neurons.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

pub mod drawings;
mod numbers;
mod options;
mod pair;
mod sides;
mod spread;

pub use numbers::Numbers;
pub use options::Options;
pub use pair::{Pair, digits_of};
pub use sides::{half_plane, share, signed};
pub use spread::Spread;
