//! What can be asked for on the command line.

mod data;

pub use data::Data;
