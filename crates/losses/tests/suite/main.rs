//! The tests of `losses`: values by hand, gradients as measured, targets that do not fit.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod blocks;
mod gradients;
mod targets;
mod values;
