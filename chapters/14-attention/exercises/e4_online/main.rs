//! Exercise 14.4: softmax in one pass. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
