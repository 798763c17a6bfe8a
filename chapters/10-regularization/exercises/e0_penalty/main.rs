//! Exercise 10.0: the gradient of the L2 penalty. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
