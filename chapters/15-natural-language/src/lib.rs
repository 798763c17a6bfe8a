//! Chapter 15: natural language.
//!
//! Four tasks, each with its baselines: to classify texts, and by sentiment ([`classification`]); to
//! translate ([`translation`]); to answer questions ([`questions`]). The programs are the examples, each
//! to be read from its first line to its last; here is what they share.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod classification;
pub mod questions;
pub mod translation;
