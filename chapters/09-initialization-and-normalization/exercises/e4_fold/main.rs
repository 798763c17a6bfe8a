//! Exercise 9.4: batch normalization folded into a dense layer. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
