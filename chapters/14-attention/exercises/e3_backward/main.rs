//! Exercise 14.3: the backward pass of attention, by hand. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
