//! Exercise 12.3: patches as columns, and their adjoint. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
