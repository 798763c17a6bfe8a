//! Tests of crate `attention`.

mod beams;
#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod equivalence;
mod generation;
mod gpt2_files;
mod layers;
mod masks;
mod mistakes;
mod support;
mod threads;
mod translation;
