//! The tests of `gradient-descent`: what theory promises is seen in numbers.

mod allocation;
mod batches;
mod bowl;
mod data;
mod gradients;
mod line_search;
mod outcome;
mod shuffle;
mod support;
