//! The tests of `backprop`: the four rules by hand, layers and networks with numerical gradients.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod network;
mod rules;
