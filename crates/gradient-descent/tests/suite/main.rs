//! The tests of `gradient-descent`: the theory's predictions compared with what is computed.

mod allocation;
mod batches;
mod data;
mod gradients;
mod line_search;
mod outcome;
mod quadratic;
mod shuffle;
mod support;
