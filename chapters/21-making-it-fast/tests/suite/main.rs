//! Chapter 21: the ladder's products, and the programs, run as a reader runs them.

mod ladder;
mod mlp;
mod programs;
