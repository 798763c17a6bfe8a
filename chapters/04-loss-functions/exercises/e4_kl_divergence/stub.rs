//! # 4.4 The direction of a divergence
//!
//! The Kullback–Leibler divergence says by how much a distribution $`q`$ misses another, $`p`$ (the
//! page calls them $`p`$ and $`t`$):
//!
//! ```math
//! \operatorname{KL}(p \,\|\, q) = \sum_i p_i \ln \frac{p_i}{q_i}.
//! ```
//!
//! It is 0 where both are the same, and else above 0. The logarithm is the natural one, and nothing
//! is divided by the number of classes. It has a direction: $`p`$, written first, gives the weights.
//! For zeros the limits count:
//!
//! * where $`p_i = 0`$ the term is 0, whatever $`q_i`$ is: $`0 \ln 0 = 0`$;
//! * where $`q_i = 0`$ and $`p_i`$ is not, the divergence is $`\infty`$: what $`q`$ holds impossible
//!   has happened.
//!
//! Write it. A probability as small as $`10^{-310}`$ is no zero, so keep the quotient from
//! overflowing; what is $`\ln \tfrac{p_i}{q_i}`$ without a quotient?
//!
//! To test yourself: for $`p = (\tfrac12, \tfrac12)`$ and $`q = (\tfrac14, \tfrac34)`$ it is
//! $`\tfrac12 \ln \tfrac43 = 0.1438`$, and in the other direction 0.1308. Which of the two becomes
//! infinite for $`p = (1, 0)`$ and $`q = (\tfrac12, \tfrac12)`$?

/// The Kullback–Leibler divergence `KL(p‖q)` of two distributions over the same classes, with the
/// natural logarithm: ∞ where `q` is 0 and `p` is not. Both have the same length, at least 1, and
/// add up to 1.
pub fn kl_divergence(p: &[f64], q: &[f64]) -> f64 {
    todo!("4.4: the divergence of {} and {} probabilities", p.len(), q.len())
}
