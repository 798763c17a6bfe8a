//! Exercise 21.7: a product that is right by chance. What to mend is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
