//! The tests of `normalization`: parameters and running averages, extremes, mistakes, bits.

mod extremes;
mod layers;
mod mistakes;
mod threads;
