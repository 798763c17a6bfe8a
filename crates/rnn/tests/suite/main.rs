//! Tests of crate `rnn`.

mod dropout;
mod equivalence;
mod initialization;
mod lengths;
mod mistakes;
mod stream;
mod support;
mod threads;
mod truncated;
