//! # 7.5 Checkpointing
//!
//! A chain of $`n`$ functions, $`v_{i+1} = f_i(v_i)`$, begins with $`v_0 = x`$. Its derivative is the
//! product of all local ones, each at the input of its function:
//!
//! ```math
//! \begin{aligned}
//! \frac{d v_n}{d x} = {} & f_{n-1}'(v_{n-1}) \cdots \\
//! & f_1'(v_1) \cdot f_0'(v_0).
//! \end{aligned}
//! ```
//!
//! Reverse mode begins at the left, with $`v_{n-1}`$. So it keeps all $`n`$ inputs from the forward
//! pass. If a value is a tensor of a gigabyte, that is too much memory. Checkpointing keeps only
//! every $`k`$-th input, $`v_0, v_k, v_{2k}, \dots`$, and drops the others. Backward, it takes one
//! segment after another, the last one first: it computes the $`k`$ inputs of the segment again from
//! the one that was kept, multiplies their local derivatives, and drops them.
//!
//! Write `checkpointed_backward`. The tests count, in values of type `V`:
//!
//! - at most $`2n`$ calls of functions $`f`$, so every value is computed at most twice;
//! - at most $`\lceil n/k \rceil + k + 2`$ values at the same time, besides $`x`$;
//! - $`n`$ calls of derivatives.
//!
//! Nothing is known of `V` but that it can be cloned; a clone is one more value. $`n`$ need not be a
//! multiple of $`k`$, and $`k`$ may exceed $`n`$. An empty chain has the derivative 1.
//!
//! To test yourself: for $`n = 100`$ and $`k = 10`$ there are at most 22 values in place of 100, and
//! for $`f_i(v) = 2v`$, three times, the derivative is 8.

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
    todo!("7.5: the derivative at {x:?} of {} functions, with k = {k}", chain.len())
}
