//! Exercise 10.1: the soft threshold and a proximal step. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
