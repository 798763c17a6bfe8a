//! Exercise 21.6: the sums of rows, as a kernel. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
