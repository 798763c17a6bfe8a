//! Chapter 3: activation functions.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod deep_network;
mod signals;

pub use deep_network::{deep_network, initialization};
pub use signals::{LayerSignal, signals};
