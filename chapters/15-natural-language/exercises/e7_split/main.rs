//! Exercise 15.7: a split that leaks. What to mend is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
