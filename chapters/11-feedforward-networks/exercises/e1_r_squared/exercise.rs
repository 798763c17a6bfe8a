//! # 11.1 R² over a whole set
//!
//! A network has predicted $`y_s`$ for the targets $`t_s`$ of a test set, batch by batch. The
//! *coefficient of determination* compares its squared error with that of the simplest model, which
//! says the mean of the targets $`\bar t`$ to everything:
//!
//! ```math
//! \begin{gathered}
//! R^2 = 1 - \frac{\text{SS}_\text{res}}{\text{SS}_\text{tot}}, \qquad
//! \bar t = \frac{1}{N} \sum_s t_s, \\
//! \text{SS}_\text{res} = \sum_s (y_s - t_s)^2, \\
//! \text{SS}_\text{tot} = \sum_s (t_s - \bar t\,)^2.
//! \end{gathered}
//! ```
//!
//! All sums are over all $`N`$ samples of the set, so the result does not depend on how the set was
//! cut into batches. $`R^2`$ may be negative: a model can be worse than the mean. If all targets are
//! equal, $`\text{SS}_\text{tot} = 0`$; then $`R^2`$ is 1 if all predictions are right and 0
//! otherwise, as in scikit-learn. A batch may be empty, but the set has at least one sample.
//!
//! To test yourself: $`y = (2, 2)`$ for $`t = (1, 2)`$, and then $`y = 5`$ for $`t = 6`$, give
//! $`R^2 = 1 - \tfrac{2}{14} \approx 0.857`$.

/// A batch: predictions, and the target of each.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The predictions.
    pub y: Vec<f64>,
    /// The targets, as many.
    pub t: Vec<f64>,
}

/// The coefficient of determination of the predictions in all `batches` together.
pub fn r_squared(batches: &[Batch]) -> f64 {
    todo!("11.1: {} batches", batches.len())
}
