//! The tests of `losses`: values by hand, gradients as measured, values far out, weights, targets
//! that do not fit.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod blocks;
mod extremes;
mod gradients;
mod targets;
mod values;
mod weights;
