//! Exercise 14.6: the report about a key–value cache. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
