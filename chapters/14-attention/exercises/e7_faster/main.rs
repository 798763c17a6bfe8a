//! Exercise 14.7: token after token, faster. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
