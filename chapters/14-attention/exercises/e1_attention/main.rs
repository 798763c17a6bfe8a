//! Exercise 14.1: scaled dot-product attention. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
