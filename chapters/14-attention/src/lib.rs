//! Chapter 14: attention and the Transformer.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share.

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]
