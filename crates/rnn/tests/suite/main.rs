//! Tests of crate `rnn`.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod dropout;
mod equivalence;
mod initialization;
mod layouts;
mod lengths;
mod mistakes;
mod stream;
mod support;
mod threads;
mod truncated;
