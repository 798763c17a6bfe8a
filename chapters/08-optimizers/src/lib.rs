//! Chapter 8: optimizers.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod digits;
mod plane;
mod rules;

pub use digits::{Digits, GRID, Judge, Network, best_rate};
pub use plane::{heights, map};
pub use rules::{Rule, descend, rules};
