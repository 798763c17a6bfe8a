//! What can be asked for on the command line.

mod data;
mod ex;

pub use data::Data;
pub use ex::Ex;
