//! Tests of crate `attention`.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod equivalence;
mod masks;
mod mistakes;
mod support;
mod threads;
