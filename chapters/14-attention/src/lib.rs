//! Chapter 14: attention and the Transformer.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

mod changed;
pub mod checks;
mod corpus;
pub mod heads;
pub mod names;
pub mod reversal;
mod training;
mod writing;

pub use changed::{Change, ChangedGpt};
pub use corpus::{Corpus, Text};
pub use training::{LanguageModel, Recipe, bits, train, validation_loss};
pub use writing::{write, write_uncached};
