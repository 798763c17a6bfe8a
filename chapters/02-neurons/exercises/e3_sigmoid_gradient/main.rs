//! Exercise 2.3: the sigmoid neuron's gradient. What to write is in `exercise.rs`.

mod check;
#[cfg_attr(feature = "solution", path = "solution.rs")]
mod exercise;
