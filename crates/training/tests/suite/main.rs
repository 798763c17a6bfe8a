//! The tests of `training`: the loop step by step, runs that stop and go on, the frame of programs.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod cli;
mod digits;
mod drop_last;
mod fit;
mod history;
mod metrics;
mod mistakes;
mod regularized;
mod resume;
mod support;
mod weights;
