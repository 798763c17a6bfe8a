//! Chapter 12: convolutional networks.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

mod enlarge;
pub mod grids;
pub mod inside;
mod moved;
pub mod networks;

pub use enlarge::{as_large_as_mnist, first_seven};
pub use moved::{move_all, moved};
