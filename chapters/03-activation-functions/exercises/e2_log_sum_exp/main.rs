//! Exercise 3.2: the logarithm of a sum of exponentials. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
