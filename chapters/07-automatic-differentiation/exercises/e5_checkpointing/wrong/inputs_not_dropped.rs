//! caught-by: few_values_are_kept
//! message: that is all of them

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
    let mut kept = Vec::new();
    let mut value = x.clone();
    for (i, function) in chain.iter().enumerate() {
        if i % k == 0 {
            kept.push(value.clone());
        }
        value = (function.f)(&value);
    }
    let mut gradient = 1.0;
    let mut done = Vec::new();
    for segment in chain.chunks(k).rev() {
        let mut inputs = Vec::new();
        inputs.extend(kept.pop());
        for function in &segment[..segment.len() - 1] {
            inputs.push((function.f)(&inputs[inputs.len() - 1]));
        }
        for (function, input) in segment.iter().zip(&inputs).rev() {
            gradient *= (function.df)(input);
        }
        done.push(inputs);
    }
    gradient
}
