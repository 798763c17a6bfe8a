//! Exercise 14.2: who may read what. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
