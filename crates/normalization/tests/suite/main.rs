//! The tests of `normalization`: parameters and running averages, extremes, mistakes, bits.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod extremes;
mod fold;
mod layers;
mod mistakes;
mod threads;
