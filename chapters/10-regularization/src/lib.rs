//! Chapter 10: regularization.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! several of them use: a few digits, a small network, and a recipe that trains it.

mod digits;
mod net;
mod patients;
mod polynomial;
mod recipe;
mod ridge;

pub use digits::{Digits, Parts};
pub use net::Net;
pub use patients::Patients;
pub use polynomial::{fit_polynomial, polynomial};
pub use recipe::Recipe;
pub use ridge::Ridge;
