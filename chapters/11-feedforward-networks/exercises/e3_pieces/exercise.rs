//! # 11.3 The linear pieces of a ReLU network
//!
//! A network with one input $`x`$ has one hidden layer of $`n`$ ReLU neurons and one output:
//!
//! ```math
//! y(x) = c + \sum_{j=1}^{n} v_j\, \text{relu}(w_j x + b_j).
//! ```
//!
//! Its graph is made of straight pieces. How many has it, as $`x`$ goes from $`-\infty`$ to
//! $`\infty`$? Count pieces as long as they can be: where the slope does not change, no piece ends.
//!
//! A neuron can bend the graph where its weighted sum is zero, at $`x = -b_j / w_j`$. Where several
//! neurons bend at the same position, what counts is whether the slope of $`y`$ changes there: their
//! bends may add up, and they may cancel. All values in the tests are such that positions, products
//! and sums are exact, so you may compare with `==`.
//!
//! To test yourself: $`w = (1, -1, 2)`$, $`b = (0, 0, -2)`$ and $`v = (3, 3, 1)`$ make 3 pieces, and
//! with $`v = (3, -3, 1)`$ they are 2.

/// The number of straight pieces of `y(x) = c + Σ v[j]·relu(w[j]·x + b[j])`. All slices have the
/// same length, which may be 0.
pub fn pieces(w: &[f64], b: &[f64], v: &[f64]) -> usize {
    todo!("11.3: {} neurons, {} biases, {} weights of the output", w.len(), b.len(), v.len())
}
