//! Operations that only move elements: other orders, parts, repetitions, padding.

mod expand;
mod pad;
mod permute;
mod slice;
mod split;

pub use pad::PadMode;
pub use split::stack;
