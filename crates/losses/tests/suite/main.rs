//! The tests of `losses`: values by hand, numerical gradients, extreme outputs, weights, targets
//! that do not fit.

mod across;
#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod class_weights;
mod extremes;
mod gradients;
mod long_sums;
mod targets;
mod threads;
mod values;
mod weights;
