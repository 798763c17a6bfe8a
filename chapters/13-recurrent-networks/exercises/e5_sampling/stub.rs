//! # 13.5 Drawing the next character
//!
//! At each step a language model gives a vector of *logits* $`z`$, one for each character. To write a
//! text, one character is drawn. Two settings say how often it is an unlikely one:
//!
//! - Only the $`k`$ characters with the largest logits are kept (*top-k*); of equal logits the earlier
//!   character comes first. If $`k`$ is larger than the vocabulary, all are kept.
//! - The *temperature* $`T`$ divides the logits. The probabilities of the characters kept are
//!
//! ```math
//! p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}.
//! ```
//!
//! Below $`T = 1`$ what is likely becomes likelier, above it all become more alike. At $`T = 0`$, the
//! limit, the character with the largest logit is certain: argmax, and the first of several.
//!
//! The random number comes from outside: $`u`$, uniform in $`[0, 1)`$. Lay the probabilities side by
//! side on the line from 0 to 1, in the order of the characters; the result is the character on whose
//! part $`u`$ lies. In a formula, it is the first $`i`$ with $`p_0 + \dots + p_i > u`$.
//!
//! Three things must hold for all inputs: nothing overflows, whether a logit is 10 000 or $`T`$ is
//! $`10^{-6}`$. A character of probability zero is never drawn, such as one whose logit is
//! $`-\infty`$. And there is always a result, even if rounding leaves the sum of all $`p_i`$ a little
//! below $`u`$.
//!
//! To test yourself: with the logits $`\ln 1`$, $`\ln 2`$, $`\ln 5`$, $`T = 1`$ and $`k = 3`$ the
//! probabilities are 1/8, 2/8 and 5/8. So $`u = 0.1`$ draws character 0, $`u = 0.2`$ character 1 and
//! $`u = 0.5`$ character 2. With $`k = 2`$ they are 0, 2/7 and 5/7.

/// Draws an index by its logit: one of the `top_k` with the largest logits, with the probabilities
/// `softmax(z/T)`.
///
/// `temperature` is at least zero, `top_k` at least one, `u` from 0 to below 1. The logits are finite or
/// −∞, and at least one is finite.
pub fn sample(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    todo!("13.5: an index of {logits:?} with T = {temperature}, k = {top_k}, u = {u}")
}
