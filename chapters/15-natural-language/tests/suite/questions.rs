//! Questions and answers.

mod spans;
mod stories;
