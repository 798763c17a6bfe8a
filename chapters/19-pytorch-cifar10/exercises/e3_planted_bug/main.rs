//! Exercise 19.3: an accuracy that depends on the batch. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
