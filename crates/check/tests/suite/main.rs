//! The tests of `check`: what is close, and which mistakes are recognised.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod close;
mod diagnosis;
mod guard;
