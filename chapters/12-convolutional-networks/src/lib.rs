//! Chapter 12: convolutional networks.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod grids;
pub mod inside;
pub mod networks;
mod resize;
mod shift;

pub use resize::{index_of_first_7, resize_to_28};
pub use shift::{shift_all, shifted};
