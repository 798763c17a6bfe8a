//! Tests of crate `rnn`.

mod equivalence;
