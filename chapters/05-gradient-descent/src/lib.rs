//! Chapter 5: gradient descent.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

mod patients;
mod plane;

pub use patients::{Patients, closed_form};
pub use plane::{heights, map};
