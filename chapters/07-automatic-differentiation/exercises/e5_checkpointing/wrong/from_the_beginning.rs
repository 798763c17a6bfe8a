//! caught-by: no_value_is_computed_more_than_twice
//! message: compute the inputs of a segment once

use std::fmt::Debug;

/// One function of the chain.
pub struct Function<V> {
    /// Its output for an input.
    pub f: Box<dyn Fn(&V) -> V>,
    /// Its derivative at an input.
    pub df: Box<dyn Fn(&V) -> f64>,
}

/// The derivative of the chain's output with respect to `x`, with every `k`-th value kept; `k` is at
/// least 1.
pub fn checkpointed_backward<V: Clone + Debug>(x: &V, chain: &[Function<V>], k: usize) -> f64 {
    let mut gradient = 1.0;
    for (i, function) in chain.iter().enumerate().rev() {
        assert!(k > 0);
        let mut value = x.clone();
        for earlier in &chain[..i] {
            value = (earlier.f)(&value);
        }
        gradient *= (function.df)(&value);
    }
    gradient
}
