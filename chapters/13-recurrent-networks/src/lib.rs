//! Chapter 13: recurrent networks.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod adding;
pub mod counting;
pub mod dates;
pub mod forecast;
pub mod fsdd;
pub mod series;
pub mod sound;
pub mod surnames;
pub mod text;
pub mod theory;
