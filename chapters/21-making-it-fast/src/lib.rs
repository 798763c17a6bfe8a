//! Chapter 21: making it fast.
//!
//! The programs are the examples, each to be read from its first line to its last; here is what
//! they share: a matrix product in seven steps, [`ladder`], a network whose products can be chosen,
//! [`mlp`], what this machine can do at most, [`machine`], and how a time is measured, [`timing`].

// Here and not for the package: a reader's own program among the examples needs no docs.
#![warn(missing_docs)]

pub mod ladder;
pub mod machine;
pub mod mlp;
pub mod timing;
