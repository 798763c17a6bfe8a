//! # 4.0 The mean squared error
//!
//! Two minutes, to see that everything is in its place. The mean squared error compares outputs
//! $`y`$ with their targets $`t`$, element by element:
//!
//! ```math
//! L = \frac{1}{n} \sum_{i=1}^{n} (y_i - t_i)^2.
//! ```
//!
//! It is the mean over all $`n`$ elements, without a factor $`\tfrac12`$. Both slices have the same
//! length, at least 1.
//!
//! To test yourself: for $`y = (1, 5, 2)`$ and $`t = (1, 3, 3)`$ the squares are 0, 4 and 1, and
//! their mean is $`\tfrac53`$.

/// The mean squared error of the outputs `y`, with one target for each.
pub fn mean_squared_error(y: &[f64], t: &[f64]) -> f64 {
    todo!("4.0: the error of the outputs {y:?} with the targets {t:?}")
}
