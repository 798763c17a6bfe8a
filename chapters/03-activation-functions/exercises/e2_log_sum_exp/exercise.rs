//! # 3.2 The logarithm of a sum of exponentials
//!
//! Softmax divides $`e^{z_i}`$ by the sum of all $`e^{z_j}`$, and a loss takes the logarithm of
//! what comes out. Both need this:
//!
//! ```math
//! \begin{aligned}
//! \operatorname{lse}(z) &= \ln \sum_j e^{z_j}, \\
//! \ln p_i &= z_i - \operatorname{lse}(z).
//! \end{aligned}
//! ```
//!
//! In `f64`, $`e^{710}`$ is infinite and $`e^{-750}`$ is 0, but lse of two sums of 10000 is
//! $`10000 + \ln 2`$, which is an ordinary number. With pencil: take $`e^m`$ out of the sum, for
//! any $`m`$. Which $`m`$ keeps every exponential at most 1, and at least one of them at 1?
//!
//! An entry of $`-\infty`$ is masked: it adds $`e^{-\infty} = 0`$ to the sum. No entry is
//! $`+\infty`$ or NaN. Where all entries are masked, or the slice is empty, the sum is 0, and its
//! logarithm $`-\infty`$. Then write the log-softmax by lse, not as the logarithm of probabilities:
//! those may be too small for the type, their logarithms never are.
//!
//! To test yourself: for $`z = (0, \ln 3)`$ you should find lse = $`\ln 4 = 1.3863`$, and the
//! logarithms of ¼ and ¾, which are $`-1.3863`$ and $`-0.2877`$.

/// The logarithm of the sum of the exponentials of these sums; −∞ where there are none.
pub fn log_sum_exp(z: &[f64]) -> f64 {
    todo!("3.2: the logarithm of the sum for {z:?}")
}

/// The logarithms of the probabilities that softmax gives for one sample, −∞ for what is masked. At
/// least one entry of `z` is not masked.
pub fn log_softmax(z: &[f64]) -> Vec<f64> {
    todo!("3.2: the logarithms of the probabilities for {z:?}")
}
