//! Exercise 11.3: the linear pieces of a ReLU network. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
