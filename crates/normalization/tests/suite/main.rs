//! The tests of `normalization`: what is learnt from which numbers, extremes, mistakes, bits.

mod extremes;
mod layers;
mod mistakes;
mod threads;
